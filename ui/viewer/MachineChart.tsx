import { useMemo } from 'react'
import type { EndRules } from '#machines/rules.ts'
import { type Reach, reachable } from '#sim/protocol/reach.ts'
import type { LastTransition } from '#ui/chart/last-transition.ts'
import { StateChart } from '#ui/chart/StateChart.tsx'
import { chartOf, pathsOf } from './chart-of.ts'
import type { SeenMachine } from './model.ts'

/** The chart of a machine, with its active states and the transition that it took last. */
export function MachineChart({
  seen,
  saysErrors,
}: {
  readonly seen: SeenMachine
  /** Whether anybody in the run says that it refuses. */
  readonly saysErrors: boolean
}) {
  const chart = chartOf(seen.kind)
  const { rules } = Object(seen.state.context)
  // What was made from the same rules is another object with each state that is told.
  const key = seen.kind === 'end' ? JSON.stringify(rules) : ''
  const reach = useMemo((): Reach | null => {
    return key === '' ? null : reachable(JSON.parse(key) as EndRules, saysErrors)
  }, [key, saysErrors])
  if (chart === undefined) return null
  return (
    <StateChart
      chart={chart}
      active={seen.leaves}
      reachable={reach?.leaves ?? pathsOf(chart)}
      taken={reach ? (from, to) => reach.moves.has(`${from} > ${to}`) : undefined}
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
