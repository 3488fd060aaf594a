// What the page loads before anything is asked for.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openPage } from './open.ts'

const folder = 'dist/ui'
const read = (path: string) => readFileSync(join(folder, path), 'utf8')

/** The scripts that a script imports, and those that these import, without waiting for anything. */
function withImports(path: string, seen = new Set<string>()): Set<string> {
  if (seen.has(path)) return seen
  seen.add(path)
  for (const [, name = ''] of read(path).matchAll(/(?:import|from)\s*["']\.\/([\w.-]+\.js)["']/g)) {
    withImports(`assets/${name}`, seen)
  }
  return seen
}

/** What only these packages say. */
const inspectors = /xstate\.inspecting|@statelyai\.connected/

test('the scripts of the workbench know no inspector, which is in others', () => {
  const entry = /src="\.\/(assets\/[\w.-]+\.js)"/.exec(read('index.html'))?.[1] ?? ''
  const first = withImports(entry)

  expect(first.size).toBeGreaterThan(0)
  for (const path of first) expect(read(path), path).not.toMatch(inspectors)
  const others = readdirSync(join(folder, 'assets')).filter(
    (name) => name.endsWith('.js') && !first.has(`assets/${name}`),
  )
  expect(others.filter((name) => inspectors.test(read(`assets/${name}`))).length).toBeGreaterThan(0)
})

test('nothing of an inspector is asked for before somebody asks for one', async () => {
  const page = await openPage()
  const asked: string[] = []
  page.on('request', (request) => asked.push(request.url()))
  await page.reload({ waitUntil: 'networkidle' })

  const scripts = asked.filter((url) => url.endsWith('.js')).map((url) => new URL(url).pathname.slice(1))
  expect(scripts.length).toBeGreaterThan(0)
  for (const path of scripts) expect(read(path), path).not.toMatch(inspectors)
})
