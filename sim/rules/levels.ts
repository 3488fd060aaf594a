/** Whether every member can run where its levels stand. */

import { lookUp } from '#machines/look-up.ts'
import { canRunAt } from '../scenario/level.ts'
import type { Level, Scenario } from '../scenario/model.ts'
import type { Finding } from './verdict.ts'

import { type Present, sayNode, type View } from './view.ts'

/** Judges every level: a member that does not know its value cannot run, start or join. */
export function judgeLevels({ scenario, nodes, levels }: View): Finding[] {
  return (scenario.levels ?? []).flatMap((level) =>
    nodes
      .filter(({ role }) => level.members.includes(role))
      .flatMap((node) => judgeMember(level, node, valueFor(level, node, levels))),
  )
}

/** Judges whether a node can start where the levels stand. */
export function judgeStart({ levels = [] }: Scenario, node: Node, values: View['levels']): Finding[] {
  return levels
    .filter(({ members }) => members.includes(node.role))
    .flatMap((level) => judgeMember(level, node, valueFor(level, node, values)))
}

type Node = Pick<Present, 'role' | 'release' | 'own'>

function valueFor({ name, raised, start }: Level, { own }: Node, levels: View['levels']): string {
  const values = raised === 'on each node' ? own : levels
  return lookUp(values, name) ?? start
}

function judgeMember(level: Level, node: Node, value: string): Finding[] {
  if (canRunAt(node.release, level.name, value)) return []
  const able = lookUp(node.release.levels, level.name) ?? []
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
