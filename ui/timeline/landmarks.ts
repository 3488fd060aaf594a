/** What a person did to a run: the upgrades and faults that stand out in it. */
import { nodesOf } from '#sim/engine/actor-name.ts'
import type { Cluster } from '#sim/engine/cluster.ts'
import { sayEvent } from '#sim/engine/external-event.ts'
import type { Intervention } from '#sim/engine/intervention.ts'
import type { Trace } from '#sim/engine/trace.ts'
import type { TraceEvent } from '#sim/engine/trace-event.ts'
import { releaseOf } from '#sim/scenario/release.ts'
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

const words = {
  kill: 'killed',
  restart: 'restarted',
  cut: 'cut',
  heal: 'healed',
  reset: 'reset',
  slow: 'latency',
} as const

interface LandmarkReading {
  /** Reads the next event. */
  readonly see: (event: TraceEvent) => void
  /** The upgrades and faults, in their order. */
  readonly landmarks: readonly Landmark[]
}

/** Reads what was done in a trace, event by event: of transitions those of nodes are enough. */
export function readLandmarks(cluster: Cluster, trace: Trace): LandmarkReading {
  const landmarks: Landmark[] = []
  return {
    landmarks,
    see(event) {
      const { id, at } = event
      const upgrade = upgradeIn(cluster, trace, event)
      if (upgrade) {
        const cause = trace.event(event.cause)
        // The intervention itself stands for what its node makes of it at once.
        if (nodeOf(cluster, event) !== null && cause?.kind === 'intervention') return
        const { node, to } = upgrade
        const role = cluster.nodes.get(node)?.role ?? ''
        const label = `${node} → ${releaseOf(cluster.scenario, role, to).label}`
        landmarks.push({ id, at, kind: 'upgrade', nodes: [node], label })
      } else if (event.kind === 'intervention') {
        const fault = faultIn(cluster, event.intervention)
        if (fault !== null) landmarks.push({ id, at, kind: 'fault', ...fault })
      }
    },
  }
}

/** What a person did to a node or to a pair, beside upgrades. */
function faultIn(cluster: Cluster, intervention: Intervention): Pick<Landmark, 'nodes' | 'label'> | null {
  switch (intervention.do) {
    case 'roll out':
    case 'upgrade':
      return null
    case 'kill':
    case 'restart':
      return { nodes: [intervention.node], label: `${intervention.node} ${words[intervention.do]}` }
    case 'send': {
      const nodes = nodesOf(cluster, intervention.actor)
      return { nodes, label: `${nodes.join('–') || intervention.actor}: ${sayEvent(intervention.event)}` }
    }
    default: {
      const pair = cluster.pairs.get(intervention.pair)
      if (pair === undefined) return null
      const nodes = [pair.dialer, pair.acceptor]
      return { nodes, label: `${nodes.join('–')} ${words[intervention.do]}` }
    }
  }
}
