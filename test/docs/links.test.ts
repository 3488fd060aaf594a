/** What the documentation points at is there. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'

const pages = [
  'README.md',
  'CONTRIBUTING.md',
  ...readdirSync('docs', { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .map((name) => join('docs', name)),
]

test.each(pages)('%s', (page) => {
  const text = readFileSync(page, 'utf8')
  const links = Array.from(text.matchAll(/\]\(([^)#:]+)(?:#[^)]*)?\)/g), ([, to = '']) =>
    join(dirname(page), to),
  )
  const named = Array.from(
    text.matchAll(/`((?:machines|sim|cli|ui|test|tools|docs|scenarios)\/[\w./-]*)`/g),
    ([, path = '']) => path,
  )
  expect([...links, ...named].filter((path) => !existsSync(path))).toEqual([])
})

test.each(['sim', 'ui'])('every folder of %s has its line in the picture of the house', (house) => {
  const page = readFileSync('docs/architecture.md', 'utf8')
  const folders = readdirSync(house, { withFileTypes: true }).filter((each) => each.isDirectory())
  const told = (name: string) => new RegExp(`\\n\\| [^|]*\`${name}\`[^|]* \\|`).test(page)
  expect(folders.map(({ name }) => name).filter((name) => !told(name))).toEqual([])
})
