/** Which mixed state a run is in at the moment that is shown. */
import type { Lattice } from '#sim/plan/model.ts'
import type { ClusterView } from '#sim/views/view.ts'
import { walk } from './lattice/walk.ts'

/**
 * The key of the state of a lattice that a run is in: after the steps of its rollout that are taken, and after what was
 * upgraded by hand. Null where the lattice has none like it.
 */
export function stateOfRun(lattice: Lattice, { rollout, nodes }: ClusterView): string | null {
  const taken = rollout === null ? [] : rollout.steps.slice(0, takenSteps(rollout))
  const releases = new Map(taken.map(({ node, to }) => [node, to]))
  const firsts = new Map(
    lattice.axes.flatMap(({ members, places: [first = ''] }) =>
      members.map((id) => [id, first.split(', ')[0]]),
    ),
  )
  const byHand = nodes
    .filter(({ id, release }) => firsts.has(id) && release !== (releases.get(id) ?? firsts.get(id)))
    .map(({ id, release }) => ({ node: id, to: release }))
  const steps = [...taken, ...byHand]
  const strides = walk(lattice, steps)
  if (strides.length < steps.length) return null
  return strides.at(-1)?.state.key ?? lattice.start
}

function takenSteps({ state, step, steps }: NonNullable<ClusterView['rollout']>): number {
  if (state === 'done') return steps.length
  return state === 'settling' ? step + 1 : step
}
