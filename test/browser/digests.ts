/** The digests of some runs of ZEO 2002, to be computed in one place and compared with those of another. */
import type { Intervention } from '#sim/intervention.ts'
import { rolloutOf, simulate } from '#sim/run.ts'
import { parseScenario } from '#sim/scenario/parse.ts'
import { digest } from '#sim/trace.ts'

/** Digests by the name of the run. `text` is the scenario's file. */
export function digestsOf(text: string): Record<string, string> {
  const read = parseScenario(text, 'zeo-2002.yaml')
  if (!read.ok) throw new Error('zeo-2002 cannot be read')
  const { scenario } = read
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
