/** How many steps of an upgrade are under way at once, and the waves that an order falls into by that. */
import type { RolloutStep } from '#machines/rollout.ts'
import { quote, unknownName } from '../../text/nearest.ts'
import type { Scenario } from '../model.ts'
import { switchesOf } from '../switches.ts'

/** How many nodes of a role are taken at a time at most: a number, or `Infinity` for all of them. */
export interface Pace {
  /** By the role's name. */
  readonly roles: ReadonlyMap<string, number>
  /** That of every other role. */
  readonly others: number
}

export type PaceResult =
  | { readonly ok: true; readonly pace: Pace }
  | { readonly ok: false; readonly message: string }

/**
 * Reads a pace such as `2`, `all` or `server=2,client=all`. Of the roles that it does not name one node is taken at a time,
 * or as many as a word without a role says. Gives the pace, or says what is wrong: a role that there is not, one that is
 * named twice, a number that is none.
 */
export function parsePace({ roles }: Pick<Scenario, 'roles'>, text: string): PaceResult {
  const names = roles.map(({ name }) => name)
  const words = text.split(/[\s,]+/).filter((word) => word !== '')
  const own = new Map<string, number>()
  let others: number | null = null
  if (words.length === 0) return wrong(`found ${quote(text)}, expected ${expected}`)
  for (const word of words) {
    const place = word.lastIndexOf('=')
    const role = place < 0 ? null : word.slice(0, place)
    const count = readCount(word.slice(place + 1))
    if (role !== null && !names.includes(role)) return wrong(unknownName('role', role, names))
    if (count === null) return wrong(`found ${quote(word)}, expected ${expected}`)
    if (role === null ? others !== null : own.has(role)) {
      return wrong(`found ${quote(word)}, where ${role ?? 'a number for every role'} is given already`)
    }
    if (role === null) others = count
    else own.set(role, count)
  }
  return { ok: true, pace: { roles: own, others: others ?? 1 } }
}

const expected = 'a whole number from 1 on or all, for every role or as in server=2,client=all'

const wrong = (message: string): PaceResult => ({ ok: false, message })

function readCount(text: string): number | null {
  if (text === 'all') return Infinity
  return /^[1-9]\d{0,8}$/.test(text) ? Number(text) : null
}

/**
 * The sizes of the waves that an order falls into, first to last. Steps that follow each other are taken together where they
 * are of one kind and lead to the same: releases of one role, or one level in the configuration of nodes of one role; as many as
 * the pace of that role allows, and never two of one node. What is of the whole cluster, a level or an operation, is alone.
 */
export function wavesAt(scenario: Scenario, steps: readonly RolloutStep[], pace: Pace): number[] {
  const kindOf = kindsIn(scenario)
  const waves: number[] = []
  let nodes = new Set<string>()
  let kind: Kind | null = null
  let goal = ''
  for (const { node: unit, to } of steps) {
    const own = kindOf(unit)
    const goesAlong =
      own !== null &&
      to === goal &&
      own.role === kind?.role &&
      own.level === kind.level &&
      nodes.size < (pace.roles.get(own.role) ?? pace.others) &&
      !nodes.has(own.node)
    if (goesAlong) waves.push((waves.pop() ?? 0) + 1)
    else {
      waves.push(1)
      nodes = new Set()
    }
    if (own !== null) nodes.add(own.node)
    kind = own
    goal = to
  }
  return waves
}

/** What a step is of: the node, its role, and the level that is in its configuration, if it is not its release. */
interface Kind {
  readonly node: string
  readonly role: string
  readonly level: string | null
}

/** Gives the kind of a unit; null for what is of the whole cluster. */
function kindsIn(scenario: Scenario): (unit: string) => Kind | null {
  const kinds = new Map<string, Kind>()
  for (const spec of scenario.nodes) {
    const { id: node, role } = spec
    kinds.set(node, { node, role, level: null })
    for (const { id, level } of switchesOf(scenario, spec)) {
      kinds.set(id, { node, role, level: level?.name ?? null })
    }
  }
  return (unit) => kinds.get(unit) ?? null
}
