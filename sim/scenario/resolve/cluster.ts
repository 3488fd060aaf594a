/** The nodes of a scenario, from groups such as `3 × ZODB-3.1`. */

import { oneOf, quote, unknownName } from '../../text/nearest.ts'
import type { Inquiry, KeyPath } from '../fault.ts'
import type { Link, NodeSpec, Role } from '../model.ts'
import { mostCounted, mostNamed, mostNodes } from '../schema/parts.ts'
import type { ScenarioFile } from '../schema/scenario-file.ts'
import { countedGroup, prefixOf } from './counted.ts'

export interface Nodes {
  readonly nodes: readonly NodeSpec[]
  /** Whether these are the nodes that the file means. Only their releases may be wrong. */
  readonly areKnown: boolean
}

/**
 * Resolves the nodes, role by role. Those that are only counted are named by the first letter of their role and a
 * number, or by the whole role where two roles begin alike. Reports unknown roles and releases, groups of none,
 * too many nodes, and names that come twice.
 */
export function resolveNodes(
  file: ScenarioFile,
  roles: readonly Role[],
  links: readonly Link[],
  inquiry: Inquiry,
): Nodes {
  let areKnown = true
  let all = 0
  const isLarge = countedIn(Object.values(file.cluster)) > mostNodes
  const listed = listedRoles(file)
  const nodes: NodeSpec[] = []
  const taken = new Set<string>()
  const refuse = (path: KeyPath, message: string, at: 'key' | 'value') => {
    areKnown = false
    inquiry.report(path, message, { at })
  }
  const add = (node: NodeSpec, path: KeyPath, at: 'key' | 'value') => {
    if (roles.some(({ name }) => name === node.id)) {
      refuse(path, `found a node ${quote(node.id)}, which is a role, expected another name`, at)
    } else if (taken.has(node.id)) {
      refuse(path, `found a second node ${quote(node.id)}, expected another name`, at)
    }
    taken.add(node.id)
    nodes.push(node)
  }

  for (const [roleName, said] of inquiry.entries(['cluster'], file.cluster)) {
    const path = ['cluster', roleName]
    const role = roles.find(({ name }) => name === roleName)
    if (!role) {
      const names = roles.map(({ name }) => name)
      refuse(path, unknownName('role', roleName, names), 'key')
      continue
    }
    if (typeof said === 'object' && !Array.isArray(said)) {
      for (const [id, node] of inquiry.entries(path, said)) {
        const isFallback = typeof node !== 'string' && node.fallback === 'yes'
        const release = typeof node === 'string' ? node : node.release
        checkRelease(release, role, [...path, id, ...(typeof node === 'string' ? [] : ['release'])], inquiry)
        if (isFallback && !links.some(({ acceptor }) => acceptor === roleName)) {
          const message = `found a fallback that nobody dials, expected a node of ${oneOf(acceptorsOf(links))}`
          inquiry.report([...path, id, 'fallback'], message)
        }
        const host = typeof node === 'string' ? undefined : node.host
        const more = { ...(isFallback && { isFallback }), ...(host !== undefined && { host }) }
        add({ id, role: roleName, release, ...more }, [...path, id], 'key')
      }
      continue
    }
    const prefix = prefixOf(
      roleName,
      roles.map(({ name }) => name),
    )
    let number = 0
    const groups =
      typeof said === 'string'
        ? [{ text: said, at: path }]
        : said.map((text, i) => ({ text, at: [...path, i] }))
    for (const { text, at } of groups) {
      const { count, release } = readGroup(text, role)
      checkRelease(release, role, at, inquiry)
      if (count === 0) refuse(at, `found ${quote(text)}, expected at least one node`, 'value')
      all += count
      if (all > mostCounted) {
        refuse(at, `found ${quote(text)}, expected at most ${mostCounted} nodes in all`, 'value')
        return { nodes, areKnown }
      }
      const named = isLarge && !listed.has(roleName) ? Math.min(count, mostNamed) : count
      for (let i = 1; i <= named; i++) {
        const rest = i === named && count > named && { standsFor: count - named + 1 }
        add({ id: `${prefix}${++number}`, role: roleName, release, ...rest }, at, 'value')
      }
    }
  }
  checkHosts(file, links, inquiry)
  return { nodes, areKnown }
}

/** Reports nodes of which a link has to know the host, and nobody says it. */
function checkHosts({ cluster }: ScenarioFile, links: readonly Link[], inquiry: Inquiry): void {
  for (const [role, said] of inquiry.entries(['cluster'], cluster)) {
    const link = links.find((each) => each.isOnSameHost && [each.dialer, each.acceptor].includes(role))
    if (link === undefined) continue
    const why = `link ${link.name} connects nodes of the same host`
    const path = ['cluster', role]
    if (typeof said === 'string' || Array.isArray(said)) {
      inquiry.report(
        path,
        `found nodes that are only counted, expected each by its name with its host: ${why}`,
      )
      continue
    }
    for (const [id, node] of inquiry.entries(path, said)) {
      if (typeof node !== 'string' && node.host !== undefined) continue
      inquiry.report([...path, id], `found ${id} without a host, expected one: ${why}`, { at: 'key' })
    }
  }
}

type GroupFile = ScenarioFile['cluster'][string]

/** How many nodes are only counted. */
function countedIn(cluster: readonly GroupFile[]): number {
  const groups = cluster.flatMap((said) =>
    typeof said === 'string' ? [said] : Array.isArray(said) ? said : [],
  )
  return groups.reduce((sum, text) => sum + Number(countedGroup.exec(text)?.[1] ?? 1), 0)
}

/** The roles of which a rule counts the nodes. They are all named, where they are not too many themselves. */
function listedRoles({ cluster, service }: ScenarioFile): ReadonlySet<string> {
  const { quorum = [], floor = {} } = service ?? {}
  const counted = new Set([...(typeof quorum === 'string' ? [quorum] : quorum), ...Object.keys(floor)])
  const groups = Object.entries(cluster).flatMap(([role, said]) => (counted.has(role) ? [said] : []))
  return countedIn(groups) > mostNodes ? new Set() : counted
}

function readGroup(text: string, { releases }: Role): { count: number; release: string } {
  const [, count, release] = countedGroup.exec(text) ?? []
  if (count === undefined || release === undefined || releases.some(({ name }) => name === text)) {
    return { count: 1, release: text }
  }
  return { count: Number(count), release }
}

const acceptorsOf = (links: readonly Link[]) => [...new Set(links.map(({ acceptor }) => acceptor))]

function checkRelease(release: string, role: Role, path: KeyPath, inquiry: Inquiry): void {
  const names = role.releases.map(({ name }) => name)
  if (names.includes(release)) return
  inquiry.report(path, unknownName(`release of ${role.name}`, release, names), { within: release })
}
