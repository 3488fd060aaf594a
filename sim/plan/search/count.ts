/** How many orders there are, and how many of them are safe: exactly, with units told apart. */
import { factorial } from '../../scenario/order/count-orders.ts'
import type { Effort } from '../space/effort.ts'
import { type Judge, joined } from '../space/judge.ts'
import type { StateVerdict } from '../space/judgement.ts'
import { isGoal, keyOf, type Space, type SpaceState } from '../space/space.ts'

/**
 * Counts the orders that pass only such states. Goes from rank to rank and keeps no more than two of them.
 *
 * Members of one class are told apart: where several can take a step, each of them gives an order of its own. That all of
 * them leave their first place in some order is counted at the end, once and for all.
 *
 * @returns null where a limit is met before
 */
export function countSafe(
  space: Space,
  judge: Judge,
  effort: Effort,
  passes: (verdict: StateVerdict) => boolean = (verdict) => verdict === 'safe',
): { readonly orders: bigint; readonly states: number } | null {
  if (!passes(judge.state(judge.start).verdict)) return { orders: 0n, states: 1 }
  let layer = new Map<string, { state: SpaceState; ways: bigint }>([
    [keyOf(judge.start), { state: judge.start, ways: 1n }],
  ])
  let states = 0
  let orders = 0n
  while (layer.size > 0) {
    states += layer.size
    const next = new Map<string, { state: SpaceState; ways: bigint }>()
    for (const { state, ways } of layer.values()) {
      if (effort.met() !== null) return null
      if (isGoal(space, state)) orders += ways
      const steps = judge.steps(state)
      effort.look(steps.length * space.breadth)
      for (const step of steps) {
        const key = keyOf(step.to)
        const there = next.get(key)
        const verdict = there
          ? judge.step(state, step).verdict
          : joined(judge.step(state, step), judge.state(step.to)).verdict
        if (!passes(verdict)) continue
        const more = step.move.from === 0 ? ways : ways * BigInt(step.members)
        if (there) there.ways += more
        else {
          next.set(key, { state: step.to, ways: more })
          effort.meet(0)
        }
      }
    }
    layer = next
  }
  const chosen = space.classes.reduce(
    (product, { size, unitClass }) => (unitClass.moves.length === 0 ? product : product * factorial(size)),
    1n,
  )
  return { orders: orders * chosen, states }
}
