/** How many steps of a wave may be under way at once, unless something else is asked for. */
import type { Scenario } from '../scenario/model.ts'
import { sizesOf } from './judge.ts'

/** What may be under way at once. */
export interface Pace {
  /** How many nodes of each role; a role that is not here goes one at a time. */
  readonly roles: ReadonlyMap<string, number>
  /** How many in all. */
  readonly most: number
  /** Whether whoever asks for it has chosen the steps: then any of them may be under way at once. */
  readonly isFree?: true
}

/** One step after the other. */
export const oneAtATime: Pace = { roles: new Map(), most: 1 }

/** All at once. */
export const together: Pace = { roles: new Map(), most: Number.POSITIVE_INFINITY, isFree: true }

/**
 * The pace that a cluster bears by what its scenario says: as many nodes of a role as its floor or its quorum allows to be
 * down; else one, or all of a role that nobody connects to.
 */
export function usualPace(scenario: Scenario): Pace {
  const sizes = sizesOf(scenario)
  const { service = {}, links } = scenario
  const floors = new Map(Object.entries(service.floor ?? {}))
  const voters = (service.quorum ?? []).reduce((sum, role) => sum + (sizes.get(role) ?? 0), 0)
  const paceOf = (role: string, size: number) => {
    const floor = floors.get(role)
    const limits = [
      ...(floor === undefined ? [] : [size - floor]),
      ...(service.quorum?.includes(role) ? [voters - (Math.floor(voters / 2) + 1)] : []),
    ]
    if (limits.length > 0) return Math.max(1, Math.min(...limits))
    return links.some(({ acceptor }) => acceptor === role) ? 1 : size
  }
  return {
    roles: new Map([...sizes].map(([role, size]) => [role, paceOf(role, size)])),
    most: Number.POSITIVE_INFINITY,
  }
}

/** Slower paces, one after the other, down to one step after the other. */
export function* slower(pace: Pace): Generator<Pace> {
  let roles = pace.roles
  while ([...roles.values()].some((most) => most > 1)) {
    roles = new Map([...roles].map(([role, most]) => [role, Math.max(1, Math.floor(most / 2))]))
    yield { roles, most: pace.most }
  }
  if (pace.most > 1) yield oneAtATime
}
