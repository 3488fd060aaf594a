import { charts } from 'virtual:parley-charts'
import type { LastTransition } from '#ui/chart/last-transition.ts'
import type { Chart } from '#ui/chart/layout.ts'
import { StateChart } from '#ui/chart/StateChart.tsx'
import type { SeenMachine } from './model.ts'

const byKind: Readonly<Record<string, Chart>> = {
  end: charts.connectionEnd,
  connector: charts.connector,
  node: charts.node,
  rollout: charts.rollout,
}

/** The chart of a machine, with its active states and the transition that it took last. */
export function MachineChart({ seen }: { readonly seen: SeenMachine }) {
  const chart = byKind[seen.kind]
  if (chart === undefined) return null
  return (
    <StateChart
      chart={chart}
      active={seen.leaves}
      reachable={new Set(chart.regions.flatMap(({ states }) => states.map(({ path }) => path)))}
      last={lastOf(seen)}
      tone={toneOf}
    />
  )
}

const toneOf = (path: string) => {
  if (path === 'handshake.open') return 'ok'
  return path === 'handshake.stalled' || path === 'handshake.rejected' ? 'bad' : 'ink'
}

function lastOf({ events }: SeenMachine): LastTransition | null {
  const event = events.findLast(({ move }) => move !== null)
  const place = event?.move?.to.findIndex((leaf, index) => leaf !== event.move?.from[index]) ?? -1
  const source = event?.move?.from[place]
  const target = event?.move?.to[place]
  if (event === undefined || source === undefined || target === undefined) return null
  return { source, target, label: event.type, id: event.number }
}
