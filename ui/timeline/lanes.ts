/** What each node of a run does over time: its state, and its release. */
import { readActor } from '#sim/engine/actor-name.ts'
import type { Cluster } from '#sim/engine/cluster.ts'
import type { Trace } from '#sim/engine/trace.ts'
import type { TraceEvent } from '#sim/engine/trace-event.ts'
import { stepsBehind, upgradeAskedIn } from '#sim/run/step-behind.ts'
import { releaseOf } from '#sim/scenario/release.ts'

/** A state of a node, for as long as it lasts. */
interface LaneSpan {
  readonly from: number
  readonly to: number
  /** `running`, `draining`, `down`, `starting` or `crashed`. */
  readonly state: string
}

/** A release of a node, from the time at which it starts as that. */
export interface LaneRelease {
  readonly from: number
  readonly name: string
  /** Its short name. */
  readonly label: string
  /** Whether it is another than the one that the node began with. */
  readonly isNew: boolean
}

export interface Lane {
  readonly node: string
  readonly spans: readonly LaneSpan[]
  readonly releases: readonly LaneRelease[]
}

export interface LaneReading {
  /** Reads the next event. */
  readonly see: (event: TraceEvent) => void
  /** One lane a node, in the order of the scenario, until a time. */
  readonly lanes: (until: number) => Lane[]
  /** The release of a node by now. */
  readonly releaseOf: (node: string) => LaneRelease | undefined
}

/** Reads what the nodes do in a trace, event by event: of transitions those of nodes are enough. */
export function readLanes(cluster: Cluster, trace: Trace): LaneReading {
  const drafts = new Map(
    Array.from(cluster.nodes.values(), ({ id, role, release: first }) => {
      const releaseFrom = (from: number, name: string): LaneRelease => ({
        from,
        name,
        label: releaseOf(cluster.scenario, role, name).label,
        isNew: name !== first,
      })
      const spans: LaneSpan[] = []
      const releases = [releaseFrom(0, first)]
      return [id, { id, releaseFrom, spans, releases, state: 'running', from: 0, next: first }]
    }),
  )
  return {
    see(event) {
      const asked = upgradeIn(cluster, trace, event)
      const about = asked && drafts.get(asked.node)
      if (about) about.next = asked.to
      const draft = drafts.get(nodeOf(cluster, event) ?? '')
      if (draft === undefined || event.kind !== 'transition') return
      if (event.at > draft.from) draft.spans.push({ from: draft.from, to: event.at, state: draft.state })
      draft.from = event.at
      draft.state = event.to[0] ?? draft.state
      if (draft.state === 'starting' && draft.next !== draft.releases.at(-1)?.name) {
        draft.releases.push(draft.releaseFrom(event.at, draft.next))
      }
    },
    lanes: (until) =>
      Array.from(drafts.values(), ({ id, spans, releases, from, state }) => ({
        node: id,
        spans: [...spans, { from, to: Math.max(until, from), state }],
        releases,
      })),
    releaseOf: (node) => drafts.get(node)?.releases.at(-1),
  }
}

/** The node whose machine this event is a transition of, or null. */
export function nodeOf(cluster: Cluster, event: TraceEvent): string | null {
  const actor = event.kind === 'transition' ? readActor(cluster, event.actor) : null
  return actor?.machine === 'node' ? actor.node : null
}

/** The upgrade of a node that this event asks for, or null. */
export function upgradeIn(
  cluster: Cluster,
  trace: Trace,
  event: TraceEvent,
): { readonly node: string; readonly to: string } | null {
  if (event.kind === 'intervention') return upgradeAskedIn(event.intervention)
  const node = nodeOf(cluster, event)
  if (node === null || event.kind !== 'transition' || event.event !== 'upgrade') return null
  return stepsBehind(trace, event).find((step) => step.node === node) ?? null
}

/** The release that a node runs at `time`. */
export function releaseAt({ releases }: Lane, time: number): LaneRelease {
  return releases.findLast(({ from }) => from <= time) ?? (releases[0] as LaneRelease)
}
