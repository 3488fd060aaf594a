/** The digests of some runs, to be computed in one place and compared with those of another. */

import { digest } from '#sim/engine/digest.ts'
import type { Intervention } from '#sim/engine/intervention.ts'
import { rolloutOf, simulate } from '#sim/run/run.ts'
import type { Scenario } from '#sim/scenario/model.ts'
import { parseScenario } from '#sim/scenario/parse/parse.ts'
import { openTarget, specOf } from '#ui/session/session.ts'

/** The files of these scenarios are read: their texts by their names. */
export const scenarios = ['zeo-2002', 'zeo', 'kafka-ibp', 'mongodb-7.0', 'rfb'] as const
export type Texts = Readonly<Record<(typeof scenarios)[number], string>>

/** What is asked of the page, as one asks the command. */
export const questions: readonly {
  readonly scenario: keyof Texts
  readonly from?: string
  readonly to?: string
}[] = [
  { scenario: 'zeo-2002' },
  { scenario: 'kafka-ibp' },
  { scenario: 'mongodb-7.0' },
  { scenario: 'rfb' },
  { scenario: 'zeo' },
  { scenario: 'zeo', from: 'ZODB-3.1', to: 'ZODB-3.9' },
  { scenario: 'zeo', to: 'ZODB-3.3.1' },
]

/** Digests by the name of the run. */
export function digestsOf(texts: Texts): Record<string, string> {
  return { ...digestsWithTrouble(read(texts, 'zeo-2002')), ...digestsOfQuestions(texts) }
}

/** The digest of what the page runs for each question, by its words. */
export function digestsOfQuestions(texts: Texts): Record<string, string> {
  return Object.fromEntries(
    questions.map(({ scenario, ...target }) => {
      const { trace } = simulate(specOf(openTarget(read(texts, scenario), target)))
      return [wordsOf({ scenario, ...target }).join(' '), digest(trace)]
    }),
  )
}

/** A question in the words of a command line. */
export function wordsOf({ scenario, ...target }: (typeof questions)[number]): string[] {
  return [scenario, ...Object.entries(target).flatMap(([option, value]) => [`--${option}`, value])]
}

function read(texts: Texts, name: keyof Texts): Scenario {
  const result = parseScenario(texts[name], `${name}.yaml`)
  if (!result.ok) throw new Error(`${name} cannot be read`)
  return result.scenario
}

function digestsWithTrouble(scenario: Scenario): Record<string, string> {
  // Exponentials and cosines are where two engines would differ first.
  const spread = { ...scenario, latency: { kind: 'log-normal', median: 20, p99: 300 } } as const
  const trouble: Intervention[] = [
    ...rolloutOf(scenario, scenario.upgrade.steps.toReversed()),
    { at: 3_000, do: 'cut', pair: 'c1-s1' },
    { at: 4_321.5, do: 'slow', pair: 'c2-s1', latency: { kind: 'log-normal', median: 7, p99: 900 } },
    { at: 9_000, do: 'heal', pair: 'c1-s1' },
    { at: 12_000, do: 'kill', node: 's2' },
    { at: 20_000, do: 'restart', node: 's2' },
    { at: 31_000, do: 'reset', pair: 'c3-s2' },
  ]
  const runs = {
    calm: { scenario, interventions: rolloutOf(scenario) },
    spread: { scenario: spread, interventions: rolloutOf(spread) },
    trouble: { scenario: spread, interventions: trouble },
  }
  const digests: Record<string, string> = {}
  for (const [name, spec] of Object.entries(runs)) {
    for (const seed of [1, 2, -7]) {
      const { trace } = simulate({ ...spec, seed, until: scenario.until })
      digests[`${name}, seed ${seed}`] = digest(trace)
    }
  }
  return digests
}
