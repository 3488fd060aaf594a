/** Mixed states as rules see them, made by hand. */
import type { Present, View } from '#sim/rules/view.ts'
import type { Scenario } from '#sim/scenario/model.ts'
import { releaseOf } from '#sim/scenario/release.ts'

/** Nodes that are alike, told as `2 × server s-1`, or `server s-1` for one. */
export function present(scenario: Scenario, told: string, more: Partial<Present> = {}): Present {
  const [, count = '1', role = '', release = ''] = /^(?:(\d+) × )?(\S+) (\S+)$/.exec(told) ?? []
  return {
    role,
    release: releaseOf(scenario, role, release),
    own: {},
    count: Number(count),
    isFallback: false,
    host: null,
    where: null,
    ...more,
  }
}

/** A state in which these nodes are there; levels stand where they start. */
export function viewWith(
  scenario: Scenario,
  nodes: readonly (string | Present)[],
  more: Partial<View> = {},
): View {
  return {
    scenario,
    nodes: nodes.map((node) => (typeof node === 'string' ? present(scenario, node) : node)),
    levels: Object.fromEntries((scenario.levels ?? []).map(({ name, start }) => [name, start])),
    operations: {},
    written: new Set(),
    down: [],
    memory: new Set(),
    fresh: null,
    ...more,
  }
}

/** Nodes that are down, told as `2 server`. */
export function down(told: string, more: Partial<View['down'][number]> = {}): View['down'][number] {
  const [count, role = ''] = told.split(' ')
  return { role, count: Number(count), isFallback: false, host: null, isSample: false, ...more }
}
