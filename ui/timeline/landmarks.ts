/** What a person did to a run: the upgrades and faults that stand out in it. */
import { type Cluster, releaseOf } from '#sim/cluster.ts'
import type { TraceEvent } from '#sim/trace.ts'
import { nodeOf, upgradeIn } from './lanes.ts'

export interface Landmark {
  readonly id: number
  readonly at: number
  readonly kind: 'upgrade' | 'fault'
  /** The nodes that it happens to: one, or the two of a pair. */
  readonly nodes: readonly string[]
  /** Such as `s1 → 3.2` or `c1–s1 cut`. */
  readonly label: string
}

const faults = {
  kill: 'killed',
  restart: 'restarted',
  cut: 'cut',
  heal: 'healed',
  reset: 'reset',
  slow: 'latency',
} as const

/** The upgrades and faults of a run, in their order. */
export function foldLandmarks(cluster: Cluster, trace: readonly TraceEvent[]): Landmark[] {
  const landmarks: Landmark[] = []
  for (const event of trace) {
    const { id, at } = event
    const upgrade = upgradeIn(trace, event)
    if (upgrade) {
      const cause = trace[event.cause ?? -1]
      // The intervention itself stands for what its node makes of it at once.
      if (nodeOf(event) !== null && cause?.kind === 'intervention' && cause.intervention.do === 'upgrade')
        continue
      const { node, to } = upgrade
      const role = cluster.nodes.get(node)?.role ?? ''
      const label = `${node} → ${releaseOf(cluster.scenario, role, to).label}`
      landmarks.push({ id, at, kind: 'upgrade', nodes: [node], label })
    } else if (event.kind === 'intervention') {
      const { intervention } = event
      if (intervention.do === 'roll out' || intervention.do === 'upgrade') continue
      const word = faults[intervention.do]
      if ('node' in intervention) {
        const { node } = intervention
        landmarks.push({ id, at, kind: 'fault', nodes: [node], label: `${node} ${word}` })
      } else {
        const pair = cluster.pairs.get(intervention.pair)
        if (pair === undefined) continue
        const nodes = [pair.dialer, pair.acceptor]
        landmarks.push({ id, at, kind: 'fault', nodes, label: `${nodes.join('–')} ${word}` })
      }
    }
  }
  return landmarks
}
