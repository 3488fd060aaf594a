/** How many steps of a wave may be under way at once. */
import { lookUp } from '#machines/look-up.ts'
import type { Pace } from '../pace.ts'
import type { Scenario } from '../scenario/model.ts'
import { sizesOf } from './judge.ts'

/** A pace; how many steps may be under way in all; and of which roles that others connect to some may be at the same time. */
export interface WavePace extends Pace {
  readonly most: number
  readonly besideOthers: (role: string) => boolean
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
  const { service = {}, links, upgrade } = scenario
  const voters = (service.quorum ?? []).reduce((sum, role) => sum + (sizes.get(role) ?? 0), 0)
  const paceOf = (role: string, size: number) => {
    const said = lookUp(upgrade.pace, role)
    if (said !== undefined) return said === 'all' ? size : Math.min(said, size)
    const floor = lookUp(service.floor, role)
    const limits = [
      ...(floor === undefined ? [] : [size - floor]),
      ...(service.quorum?.includes(role) ? [voters - (Math.floor(voters / 2) + 1)] : []),
    ]
    if (limits.length > 0) return Math.max(1, Math.min(...limits))
    return links.some(({ acceptor }) => acceptor === role) ? 1 : size
  }
  const roles = new Map([...sizes].map(([role, size]) => [role, paceOf(role, size)]))
  const besideOthers = (role: string) => lookUp(upgrade.pace, role) !== undefined
  return { roles, others: 1, most: Infinity, besideOthers }
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
