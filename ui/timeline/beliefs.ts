/** What the two ends of the pinned connection believe, where they do not agree. */
import type { Chart } from './chart.ts'
import type { Pins } from './pins.ts'

export interface Belief {
  readonly node: string
  /** Goes on after the node's name. */
  readonly text: string
  readonly isStuck: boolean
  /** Since when it does. */
  readonly since: number
}

/** What each end of the pinned pair believes at `time`, while one of them is stuck; else nothing. */
export function beliefsAt({ ends }: Chart, { nodes, pair }: Pins, time: number): Belief[] {
  if (pair === null) return []
  const holds = ({ from, to }: { from: number; to: number }) => from <= time && time < to
  const stuck = ends.stuck.filter((end) => end.pair === pair && holds(end))
  const [first] = stuck
  if (first === undefined) return []
  const spans = ends.spans.filter((span) => span.connection === first.connection && holds(span))
  return nodes.flatMap((node): Belief[] => {
    const own = stuck.find((end) => end.node === node)
    if (own) return [{ node, text: 'is still in its handshake', isStuck: true, since: own.from }]
    const span = spans.find((end) => end.node === node)
    if (span?.state !== 'open') return []
    const at = span.version === null ? '' : ` at ${span.version}`
    return [{ node, text: `believes the link is open${at}`, isStuck: false, since: span.from }]
  })
}
