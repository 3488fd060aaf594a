/** The waves of an order as counts: how many members of each class take which step together; and as few as make a difference. */

import type { PlanStep } from '../../scenario/order/units.ts'
import { capOf } from '../space/judge.ts'
import type { Problem, UnitMove } from '../space/problem.ts'
import type { Jump, Phase } from './box.ts'
import { moveOf, placesOf, startPositions } from './positions.ts'

/** A step of one member: in which wave, and which. */
interface Taken {
  readonly wave: number
  readonly move: UnitMove
}

/** For each class, groups of members that take the same steps in the same waves; and how many waves there are. */
export interface OrderInWaves {
  readonly waves: number
  readonly groups: readonly (readonly Group[])[]
}

interface Group {
  readonly members: number
  readonly steps: readonly Taken[]
}

/**
 * An order, by what each member does in which wave.
 *
 * @param steps each the next one of its unit
 * @param sizes how many of them are taken together each time
 */
export function inWaves(
  problem: Problem,
  steps: readonly PlanStep[],
  sizes: readonly number[],
): OrderInWaves {
  const positions = startPositions(problem)
  const places = placesOf(problem)
  const taken: Taken[][][] = problem.classes.map(({ members }) => members.map(() => []))
  let first = 0
  for (const [wave, size] of sizes.entries()) {
    for (const { unit, to } of steps.slice(first, first + size)) {
      const at = places.get(unit)
      const step = moveOf(problem, positions, at, to)
      if (at === undefined || step === null) throw new Error(`There is no step of ${unit} to ${to}`)
      taken[at.axis]?.[at.member]?.push({ wave, move: step.move })
    }
    first += size
  }
  return { waves: sizes.length, groups: taken.map(groupsOf) }
}

function groupsOf(members: readonly (readonly Taken[])[]): Group[] {
  const groups = new Map<string, { members: number; readonly steps: readonly Taken[] }>()
  for (const steps of members) {
    const key = steps.map(({ wave, move: { from, to } }) => `${wave} ${from} ${to}`).join()
    const group = groups.get(key) ?? { members: 0, steps }
    group.members++
    groups.set(key, group)
  }
  return [...groups.values()]
}

/** With as few members in each group as go through the same situations as all of them, for the reason that `fewest` gives. */
export function withFewest(problem: Problem, { waves, groups }: OrderInWaves): OrderInWaves {
  const fewer = groups.map((own, axis) => {
    const cap = capOf(problem, axis)
    if (cap === undefined) return own
    const most = cap * ((problem.classes[axis]?.places.length ?? 0) + 1)
    return own.map(({ members, steps }) => ({ members: Math.min(members, most), steps }))
  })
  return { waves, groups: fewer }
}

/** How many members of each class there are. */
export function membersIn({ groups }: OrderInWaves): number[] {
  return groups.map((own) => own.reduce((sum, { members }) => sum + members, 0))
}

/** What is taken together each time. */
export function phasesOf({ waves, groups }: OrderInWaves): Phase[] {
  const jumps = Array.from({ length: waves }, () => new Map<UnitMove, Jump>())
  for (const [axis, own] of groups.entries()) {
    for (const { members, steps } of own) {
      for (const { wave, move } of steps) {
        const before = jumps[wave]?.get(move)?.members ?? 0
        jumps[wave]?.set(move, { axis, move, members: before + members, isAll: false })
      }
    }
  }
  return jumps.map((wave) => [...wave.values()])
}

/** How many moments a wave has at most: of each step some have not begun, some are on the way, and some have taken it. */
export function mostMomentsOf(phase: Phase): number {
  return phase.reduce((product, { members }) => (product * (members + 1) * (members + 2)) / 2, 1)
}
