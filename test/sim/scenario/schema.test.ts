/** The schema that editors read. */
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { jsonSchema } from '#sim/scenario/schema.ts'
import { zeo2002 } from './broken.ts'

const file = 'scenarios/scenario.schema.json'

test(`${file} is what \`parley schema\` prints`, () => {
  const how = `run \`npm run build && node dist/cli.js schema > ${file} && npx biome format --write ${file}\``
  expect(JSON.parse(readFileSync(file, 'utf8')), how).toEqual(JSON.parse(JSON.stringify(jsonSchema())))
})

test('scenario files tell editors where it is', () => {
  expect(zeo2002.split('\n')[0]).toBe('# yaml-language-server: $schema=./scenario.schema.json')
})

test('every key has a text to show', () => {
  const silent: string[] = []
  const walk = (part: unknown, path: string): void => {
    if (typeof part !== 'object' || part === null) return
    for (const [key, value] of Object.entries(part)) {
      if (key === 'properties') {
        for (const [name, property] of Object.entries(value)) {
          if (typeof property !== 'object' || property === null || !('description' in property))
            silent.push(`${path}.${name}`)
        }
      }
      walk(value, key === 'properties' || key === 'anyOf' ? path : `${path}.${key}`)
    }
  }
  walk(jsonSchema(), '')
  expect(silent).toEqual([])
})
