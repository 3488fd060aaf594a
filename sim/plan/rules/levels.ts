/** Whether every member can run where its levels stand. */

import { lookUp } from '#machines/look-up.ts'
import type { Level } from '../../scenario/model.ts'
import type { Finding } from '../../verdict.ts'

import { type Present, sayNode, type View } from '../view.ts'

/** Judges every level: a member that does not know its value cannot run, start or join. */
export function judgeLevels({ scenario, nodes, levels }: View): Finding[] {
  return (scenario.levels ?? []).flatMap((level) =>
    nodes
      .filter(({ role }) => level.members.includes(role))
      .flatMap((node) => judgeMember(level, node, valueFor(level, node, levels))),
  )
}

function valueFor({ name, raised, start }: Level, { own }: Present, levels: View['levels']): string {
  return lookUp(raised === 'on each node' ? own : levels, name) ?? start
}

function judgeMember(level: Level, node: Present, value: string): Finding[] {
  const able = lookUp(node.release.levels, level.name)
  if (able === undefined || able.includes(value)) return []
  return [
    {
      rule: `level ${level.name}`,
      severity: 'unsafe',
      reason: `${sayNode(node)} cannot run at ${level.name} ${value}, only at ${sayRange(level, able)}`,
      source: level.source,
    },
  ]
}

function sayRange({ values }: Level, able: readonly string[]): string {
  const sorted = values.filter((value) => able.includes(value))
  const isRow =
    sorted.length > 2 &&
    values.indexOf(sorted.at(-1) ?? '') - values.indexOf(sorted[0] ?? '') === sorted.length - 1
  return isRow ? `${sorted[0]} to ${sorted.at(-1)}` : sorted.join(' or ')
}

/** The value that a level has risen to by itself, from `value` on, where these members are there. */
export function risenLevel(level: Level, value: string, members: readonly Present[]): string {
  const own = members.filter(({ role }) => level.members.includes(role))
  let risen = value
  for (const next of level.values.slice(level.values.indexOf(value) + 1)) {
    if (!own.every(({ release }) => lookUp(release.levels, level.name)?.includes(next) ?? true)) return risen
    risen = next
  }
  return risen
}
