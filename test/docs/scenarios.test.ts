/** The examples of docs/scenarios.md come to what stands below them. */
import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { jsonSchema } from '#sim/scenario/schema/scenario-file.ts'
import { complete, examplesIn, partsOf, print } from './examples.ts'

const page = readFileSync('docs/scenarios.md', 'utf8')
const examples = examplesIn(page)
const base = examples.find(({ yaml }) => yaml.startsWith('# base.yaml'))?.yaml ?? ''

/** The lines of a text that are not blank, each with a line break before and behind it. */
function linesOf(text: string): string {
  const lines = text.split('\n').filter((line) => line.trim() !== '')
  return `\n${lines.map((line) => line.trimEnd()).join('\n')}\n`
}

for (const { line, yaml, outputs } of examples) {
  if (yaml === base) continue
  describe(`the example of line ${line}`, () => {
    test('shows what comes of it', () => {
      expect(outputs.length).toBeGreaterThan(0)
    })

    test.each(outputs.map((output) => [output.words.join(' '), output] as const))('%s', (_, output) => {
      const printed = linesOf(print(output.words, complete(yaml, base)))
      let at = 0
      for (const part of partsOf(output.text).map(linesOf)) {
        const found = printed.indexOf(part, at)
        // Shows the whole of what is printed where a part of it is not found.
        expect(found < 0 ? printed : part).toBe(part)
        at = found + part.length - 1
      }
    })
  })
}

test('every key of the language has its place on the page', () => {
  const keys = new Set<string>()
  const walk = (part: unknown): void => {
    if (typeof part !== 'object' || part === null) return
    for (const [key, value] of Object.entries(part)) {
      if (key === 'properties') for (const name of Object.keys(value)) keys.add(name)
      walk(value)
    }
  }
  walk(jsonSchema())
  const missing = [...keys].filter((key) => !new RegExp(`[\`{,\\s]${key}[\`:]`).test(page))
  expect(missing).toEqual([])
})

test('every word that a release may choose among has its place on the page', () => {
  const words = new Set<string>()
  const walk = (part: unknown): void => {
    if (typeof part !== 'object' || part === null) return
    if ('enum' in part && Array.isArray(part.enum)) for (const word of part.enum) words.add(String(word))
    for (const value of Object.values(part)) walk(value)
  }
  walk(jsonSchema())
  expect([...words].filter((word) => !page.includes(word))).toEqual([])
})
