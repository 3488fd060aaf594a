/** A plan on a terminal, and that it shows what is being worked out. */
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { sayParts } from '#cli/say-plan.ts'
import type { Plan } from '#sim/plan/model.ts'
import { plan } from '#sim/plan/plan.ts'
import { parseScenario } from '#sim/scenario/parse/parse.ts'

function shipped(name: string) {
  const read = parseScenario(readFileSync(`scenarios/${name}.yaml`, 'utf8'), name)
  if (!read.ok) throw new Error(`${name} cannot be read`)
  return read.scenario
}

const terminal = { paint: (text: string) => text, width: 64 }

test('a section is written once, when all that it needs is known', () => {
  const scenario = shipped('zeo-2002')
  const written: string[] = []
  const say = sayParts({ scenario, asked: ['zeo-2002'], terminal }, (text) => written.push(text))
  const known: Partial<Plan>[] = []
  plan(scenario, { known: (part) => known.push(part) })

  const verdict = known.findIndex((part) => 'verdict' in part)
  for (const part of known.slice(0, verdict + 1)) say(part)

  expect(written.join('')).toMatch(/^ZEO, December 2002\n[\s\S]*\nsafe {5}This can be done/)
  expect(written.join('')).not.toContain('120')
  for (const part of known.slice(verdict + 1)) say(part)
  expect(written.join('').match(/This can be done/g)).toHaveLength(1)
  expect(written.join('').match(/12 of 120/g)).toHaveLength(1)
})
