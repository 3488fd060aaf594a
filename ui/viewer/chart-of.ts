/** The charts of the machines of a run, and what they say of their states. */
import { charts } from 'virtual:parley-charts'
import type { Chart } from '#ui/chart/layout.ts'

const byKind: Readonly<Record<string, Chart>> = {
  end: charts.connectionEnd,
  connector: charts.connector,
  node: charts.node,
  rollout: charts.rollout,
}

/** The chart of a kind of machine, where there is one. */
export const chartOf = (kind: string): Chart | undefined => byKind[kind]

/** The paths of all states of a chart. */
export const pathsOf = (chart: Chart): ReadonlySet<string> =>
  new Set(chart.regions.flatMap(({ states }) => states.map(({ path }) => path)))

/** What a state means, in a sentence. */
export function describeState(kind: string, leaf: string): string {
  const states = chartOf(kind)?.regions.flatMap((region) => region.states) ?? []
  return states.find(({ path }) => path === leaf)?.description ?? ''
}
