/** How long a run lasts if everything in it goes as it was planned. */
import { waveAt } from '#machines/rollout.ts'
import type { Intervention } from '../engine/intervention.ts'
import type { RunSpec } from './run-spec.ts'

/** In virtual milliseconds: until the last wave of the last rollout has settled, or as long as was asked for. */
export function plannedLength({ scenario, until, interventions }: RunSpec): number {
  const { drain, down, start, settle } = scenario.timing
  const ends = interventions.map((intervention) => {
    return intervention.at + wavesIn(intervention) * (drain + down + start + settle)
  })
  return Math.max(1, until, ...ends)
}

function wavesIn(intervention: Intervention): number {
  if (intervention.do !== 'roll out') return 1
  let waves = 0
  for (let place = 0; place < intervention.steps.length; waves++) place += waveAt(intervention, place).length
  return waves
}
