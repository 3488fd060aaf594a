/** Plans that had no end. */
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { plan } from '#sim/plan/plan.ts'
import { parseScenario } from '#sim/scenario/parse/parse.ts'

test('what would help is tried without a look for what keeps that away in turn', () => {
  const text = readFileSync(new URL('without-end.yaml', import.meta.url), 'utf8')
  const parsed = parseScenario(text, 'without-end.yaml')
  if (!parsed.ok) throw new Error('the file holds')
  expect(plan(parsed.scenario)).toMatchObject({ verdict: 'unsafe', wouldHelp: [] })
})
