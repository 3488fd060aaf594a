/** How many steps of a wave may be under way at once. */

import { lookUp } from '#machines/look-up.ts'
import { majorityOf } from '../../rules/service.ts'
import { sizesOf } from '../../scenario/headcount.ts'
import type { Scenario } from '../../scenario/model.ts'
import type { Pace } from '../../scenario/order/pace.ts'

/** A pace; how many steps may be under way in all; and of which roles that others connect to some may be at the same time. */
export interface WavePace extends Pace {
  readonly most: number
  readonly besideOthers: (role: string) => boolean
  /** How many of one class may be under way at most, where it has fewer members here than in the cluster. */
  readonly ofClass?: (axis: number) => number
}

/** One step after the other. */
export const inSequence: WavePace = { roles: new Map(), others: 1, most: 1, besideOthers: () => false }

/** All at once, as somebody has asked for. */
export const together: WavePace = {
  roles: new Map(),
  others: Infinity,
  most: Infinity,
  besideOthers: () => true,
}

/**
 * The pace of a scenario: what it says of a role; else as many nodes of it as its floor or its quorum allows to be down; else
 * one, or all of a role that nobody connects to. Of roles that others connect to one is under way at a time, unless a pace is
 * said of each of them.
 */
export function usualPace(scenario: Scenario): WavePace {
  const sizes = sizesOf(scenario)
  const { links, upgrade } = scenario
  const paceOf = (role: string, size: number) => {
    const said = lookUp(upgrade.pace, role)
    const bearable = mostDown(scenario, role)
    if (said !== undefined) return Math.min(said === 'all' ? size : said, bearable?.most ?? size)
    if (bearable !== null) return bearable.most
    return links.some(({ acceptor }) => acceptor === role) ? 1 : size
  }
  const roles = new Map([...sizes].map(([role, size]) => [role, paceOf(role, size)]))
  const besideOthers = (role: string) => lookUp(upgrade.pace, role) !== undefined
  return { roles, others: 1, most: Infinity, besideOthers }
}

/**
 * How many nodes of a role may be down by what its floor and its quorum count, and which of both says so; null where neither does.
 * One has to be, if any is to be upgraded.
 */
export function mostDown(
  { service = {}, ...scenario }: Scenario,
  role: string,
): { readonly most: number; readonly why: string } | null {
  const sizes = sizesOf(scenario)
  const size = sizes.get(role) ?? 0
  const floor = lookUp(service.floor, role)
  const voters = (service.quorum ?? []).reduce((sum, each) => sum + (sizes.get(each) ?? 0), 0)
  const needed = majorityOf(voters)
  const limits = [
    ...(floor === undefined
      ? []
      : [{ most: size - floor, why: `${floor} of ${size} ${role} have to stay up` }]),
    ...(service.quorum?.includes(role)
      ? [{ most: voters - needed, why: `a quorum needs ${needed} of ${voters}` }]
      : []),
  ]
  const [first] = limits.toSorted((a, b) => a.most - b.most)
  return first === undefined ? null : { ...first, most: Math.max(1, first.most) }
}

/** Slower paces, one after the other, down to one step after the other. */
export function* slower(pace: WavePace): Generator<WavePace> {
  let { roles } = pace
  while ([...roles.values()].some((most) => most > 1)) {
    roles = new Map([...roles].map(([role, most]) => [role, Math.max(1, Math.floor(most / 2))]))
    yield { ...pace, roles }
  }
  if (pace.most > 1) yield inSequence
}
