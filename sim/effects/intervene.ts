/** What a person does to a run. */
import { rollout } from '#machines/rollout.ts'
import type { Intervention } from '../engine/intervention.ts'
import { record, type Sim } from '../engine/kernel.ts'
import { rolloutActor } from '../engine/names.ts'
import { newActor } from '../engine/world.ts'
import { tabulate } from '../protocol/transition-table.ts'
import { hand, heed } from './hand.ts'
import { changeLine, cut, heal, reset } from './network.ts'
import { takeStep } from './raise.ts'
import { tellNode, tellRollout } from './tell.ts'

type Doers = {
  readonly [D in Intervention['do']]: (
    sim: Sim,
    intervention: Extract<Intervention, { readonly do: D }>,
    cause: number,
  ) => void
}

const doers: Doers = {
  'roll out'(sim, { steps, waves }, cause) {
    const { settle } = sim.cluster.scenario.timing
    const table = tabulate(rollout, { steps, settle, ...(waves && { waves }) })
    // An earlier rollout ends here, and its timer with it.
    const actor = newActor('rollout', rolloutActor, table)
    sim.world.rollout = actor
    sim.watch?.made(sim.world, actor)
    tellRollout(sim, { type: 'begin' }, cause)
  },
  upgrade: takeStep,
  kill: (sim, { node }, cause) => tellNode(sim, node, { type: 'kill' }, cause),
  restart: (sim, { node }, cause) => tellNode(sim, node, { type: 'restart' }, cause),
  cut: (sim, { pair }) => cut(sim, pair),
  heal: (sim, { pair }, cause) => heal(sim, pair, cause),
  reset: (sim, { pair }, cause) => reset(sim, pair, cause),
  slow: (sim, { pair, latency }) => changeLine(sim, pair, { latency }),
  send: hand,
}

/** Does what a person asks for, and records it with why nothing comes of it where nothing does. */
export function intervene(sim: Sim, asked: Intervention): void {
  const intervention = withoutNeedlessWaves(asked)
  const cause = record(sim, { kind: 'intervention', intervention, ...heed(sim, intervention), cause: null })
  doers[intervention.do](sim, intervention as never, cause)
}

/** Waves of one are no waves: such a rollout is the one without them. */
function withoutNeedlessWaves(intervention: Intervention): Intervention {
  if (intervention.do !== 'roll out' || !intervention.waves?.every((size) => size === 1)) return intervention
  const { waves: _, ...plain } = intervention
  return plain
}
