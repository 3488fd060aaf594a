/** The releases that nodes go through on their way to the last one. */

import { quote, unknownName } from '../../text/nearest.ts'
import type { Inquiry, KeyPath } from '../fault.ts'
import type { Level, NodeSpec, Role } from '../model.ts'
import type { ScenarioFile } from '../schema/scenario-file.ts'
import { namedTwice } from './versions.ts'

/** A node that changes, and the release that it ends with. */
export interface Leap {
  readonly node: NodeSpec
  readonly to: string
}

interface Parts {
  readonly roles: readonly Role[]
  readonly nodes: readonly NodeSpec[]
  readonly levels?: readonly Level[]
}

/** What is known of an upgrade: whether the nodes are those of the file, and whether what they change to is right. */
export interface Known {
  readonly areKnown: boolean
  readonly isSound: boolean
}

/**
 * The releases that each node that changes goes through, its last among them. What is said of a node wins over what is said
 * of its role. Reports unknown names, and releases that lie on nobody's way.
 */
export function resolveThrough(
  file: ScenarioFile,
  { roles, nodes, levels = [] }: Parts,
  changes: readonly Leap[],
  { areKnown, isSound }: Known,
  inquiry: Inquiry,
): ReadonlyMap<string, readonly string[]> {
  const said = new Map(inquiry.entries(['upgrade', 'through'], file.upgrade?.through ?? {}))
  const roleOf = new Map([
    ...nodes.map(({ id, role }) => [id, role] as const),
    ...roles.map(({ name }) => [name, name] as const),
  ])
  const releases = new Map(roles.map((role) => [role.name, role.releases.map(({ name }) => name)]))
  const wordOf = ({ id, role }: NodeSpec) => (said.has(id) ? id : role)
  const journeys = new Map<string, Journey[]>()
  for (const { node, to } of changes) {
    const own = journeys.get(wordOf(node)) ?? []
    if (!own.some(({ from, to: goal }) => from === node.release && goal === to))
      own.push({ from: node.release, to })
    journeys.set(wordOf(node), own)
  }
  for (const [name, one] of said) {
    const path = ['upgrade', 'through', name]
    const role = roleOf.get(name)
    if (role !== undefined) {
      const own = areKnown && isSound ? (journeys.get(name) ?? []) : null
      checkStops(one, { name, role, releases: releases.get(role) ?? [] }, own, path, inquiry)
    } else if (levels.some((level) => level.name === name)) {
      const message = `found ${quote(name)}, which goes through each of its values, expected a role or a node`
      inquiry.report(path, message, { at: 'key' })
    } else if (areKnown) {
      const names = [...releases.keys(), ...nodes.map(({ id }) => id)]
      inquiry.report(path, unknownName('role or node', name, names), { at: 'key' })
    }
  }
  return new Map(
    changes.map(({ node, to }) => {
      const stops = listOf(said.get(wordOf(node)) ?? [])
      const ahead = stops.slice(stops.indexOf(node.release) + 1)
      const journey = { from: node.release, to }
      const own = releases.get(node.role) ?? []
      return [node.id, [...new Set(ahead.filter((stop) => liesOn(journey, stop, own))), to]]
    }),
  )
}

interface Journey {
  readonly from: string
  readonly to: string
}

const listOf = (said: string | readonly string[]) => (typeof said === 'string' ? [said] : said)

/** Whether a release lies between both ends. On the way back to an older one, any other may. */
function liesOn({ from, to }: Journey, stop: string, releases: readonly string[]): boolean {
  const [place, start, goal] = [releases.indexOf(stop), releases.indexOf(from), releases.indexOf(to)]
  if (goal < start) return place >= 0 && place !== goal && place !== start
  return start < place && place < goal
}

/** @param journeys those of the nodes that go through these; null where too much is wrong to tell */
function checkStops(
  said: string | readonly string[],
  {
    name,
    role,
    releases,
  }: { readonly name: string; readonly role: string; readonly releases: readonly string[] },
  journeys: readonly Journey[] | null,
  path: KeyPath,
  inquiry: Inquiry,
): void {
  const [first] = journeys ?? []
  if (journeys !== null && first === undefined) {
    const who = name === role ? `no node of ${name} goes through it` : `${name} does not change its release`
    inquiry.report(path, `${who}, expected a role or a node that changes its release`, { at: 'key' })
    return
  }
  const stops = listOf(said)
  for (const [i, stop] of stops.entries()) {
    const at = typeof said === 'string' ? path : [...path, i]
    if (!releases.includes(stop)) inquiry.report(at, unknownName(`release of ${role}`, stop, releases))
    else if (stops.indexOf(stop) < i) inquiry.report(at, namedTwice(stop))
    else if (journeys?.every((journey) => stop !== journey.from && !liesOn(journey, stop, releases))) {
      const ends = `from ${first?.from} to ${first?.to}`
      inquiry.report(at, `found ${quote(stop)}, expected a release that lies on the way ${ends}`)
    }
  }
}
