/** The schema that editors read. */
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import * as z from 'zod'
import { jsonSchema } from '#sim/scenario/schema/scenario-file.ts'
import { scenarioOf, small, zeo2002 } from '../broken.ts'
import { planned } from '../planned.ts'
import { rich } from '../rich.ts'

const file = 'scenarios/scenario.schema.json'

test(`${file} is what \`parley schema\` prints`, () => {
  const how = `run \`npm run build && node dist/cli.js schema > ${file} && npx biome format --write ${file}\``
  expect(JSON.parse(readFileSync(file, 'utf8')), how).toEqual(JSON.parse(JSON.stringify(jsonSchema())))
})

test('an editor finds no fault in what can be read', () => {
  const schema = z.fromJSONSchema(JSON.parse(readFileSync(file, 'utf8')))
  for (const text of [zeo2002, small, rich, planned, numeric]) {
    scenarioOf(text)
    // As editors read YAML: with numbers and truth values.
    expect(schema.safeParse(parse(text)).error?.issues).toBeUndefined()
  }
})

const numeric = `
versions: [1, 2.0, no]
roles:
  a: { x: { speaks: at once, offers: 2.0, accepts: [1, 2.0] } }
  b: { 7: { speaks: after the peer, offers: no, accepts: 1 }, 8: }
links: [{ from: a, to: b, pause: { first: 250 } }]
cluster: { a: x, b: { b1: 7, b2: 8 } }
network: { latency: 5 }
until: 1000
`

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
