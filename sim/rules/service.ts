/** Whether the cluster as a whole does what it is there for, also while a node is down. */

import { areInReach } from '../scenario/hosts.ts'
import { choicesOf } from './links.ts'
import { belowFloor, inParts, tooFewOfUse, withoutQuorum } from './say-service.ts'
import type { Finding } from './verdict.ts'
import { type Present, sayNode, type View, whileDown } from './view.ts'

/**
 * Judges quorum, connectedness and the floor.
 *
 * @param sizes how many nodes each role has, also those that are down
 */
export function judgeService(view: View, sizes: ReadonlyMap<string, number>): Finding[] {
  const { service } = view.scenario
  if (service === undefined) return []
  return [
    ...(service.quorum ? judgeQuorum(view, service.quorum, sizes) : []),
    ...(service.connected ? judgeConnected(view, service.connected) : []),
    ...Object.entries(service.floor ?? {}).flatMap(([role, least]) => judgeFloor(view, role, least)),
  ]
}

/** How many of so many voters a quorum takes: more than half. */
export const majorityOf = (voters: number): number => Math.floor(voters / 2) + 1

function judgeQuorum(view: View, roles: readonly string[], sizes: ReadonlyMap<string, number>): Finding[] {
  const all = roles.reduce((sum, role) => sum + (sizes.get(role) ?? 0), 0)
  const needed = majorityOf(all)
  const largest = Math.max(0, ...componentsOf(view, roles).map(({ count }) => count))
  if (largest >= needed) return []
  return withoutQuorum(largest, all, needed, whileDown(view))
}

function judgeConnected(view: View, roles: readonly string[]): Finding[] {
  const parts = componentsOf(view, roles)
  if (parts.length <= 1) return []
  const names = parts.map(({ members }) => members.map(sayNode).join(', '))
  return inParts(names, whileDown(view))
}

function judgeFloor(view: View, role: string, least: number): Finding[] {
  const up = view.nodes.filter((node) => node.role === role).reduce((sum, { count }) => sum + count, 0)
  if (up < least) return belowFloor(role, up, least, whileDown(view))
  // Who dials on its own host only does not choose among all of them.
  const links = view.scenario.links.filter(
    ({ acceptor, needs, isOnSameHost }) => acceptor === role && needs === 'any' && !isOnSameHost,
  )
  return links.flatMap((link) =>
    view.nodes
      .filter((node) => node.role === link.dialer)
      .flatMap((dialer): Finding[] => {
        const usable = choicesOf(view, link, dialer)
          .filter(({ works }) => works)
          .reduce((sum, { acceptor }) => sum + acceptor.count - (acceptor === dialer ? 1 : 0), 0)
        return usable >= least ? [] : tooFewOfUse(sayNode(dialer), role, usable, least, whileDown(view))
      }),
  )
}

interface Component {
  readonly members: readonly Present[]
  readonly count: number
}

/** The nodes of these roles in groups that are connected by links that work: in both directions where either dials the other. */
function componentsOf(view: View, roles: readonly string[]): Component[] {
  const members = view.nodes.filter(({ role }) => roles.includes(role))
  const groups = members.map((node) => new Set([node]))
  const groupOf = (node: Present) => groups.find((group) => group.has(node))
  const waysFrom = (dialer: Present, acceptor: Present) =>
    view.scenario.links
      .filter((link) => link.dialer === dialer.role && link.acceptor === acceptor.role)
      .filter((link) => areInReach(link, dialer, acceptor))
      .map((link) => ({
        isEnough: link.isOneWayEnough === true,
        works: choicesOf(view, link, dialer).some((each) => each.acceptor === acceptor && each.works),
      }))
  const isJoined = (a: Present, b: Present) => {
    const directions = [waysFrom(a, b), waysFrom(b, a)].filter((ways) => ways.length > 0)
    return (
      directions.flat().some(({ isEnough, works }) => isEnough && works) ||
      (directions.length > 0 && directions.every((ways) => ways.some(({ works }) => works)))
    )
  }
  for (const [i, a] of members.entries()) {
    for (const b of members.slice(i + 1)) {
      const [one, other] = [groupOf(a), groupOf(b)]
      if (one === undefined || other === undefined || one === other || !isJoined(a, b)) continue
      for (const node of other) one.add(node)
      groups.splice(groups.indexOf(other), 1)
    }
  }
  // Nodes that are alike and cannot connect with each other, nor by way of others, are each alone.
  return groups.flatMap((group): Component[] => {
    const [first] = group
    const isLone = group.size === 1 && first !== undefined && !isJoined(first, first)
    const count = [...group].reduce((sum, node) => sum + node.count, 0)
    if (!isLone) return [{ members: [...group], count }]
    // Of a million of them, two say as much as all.
    return Array.from({ length: Math.min(first.count, 2) }, () => ({ members: [first], count: 1 }))
  })
}
