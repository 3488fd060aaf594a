/** About how large a run will be, said before it is computed: a cluster is counted, and not built. */

import { trafficOn } from '../protocol/traffic.ts'
import { acceptorsFor } from '../scenario/hosts.ts'
import type { Link } from '../scenario/model.ts'
import { plannedLength } from './planned-length.ts'
import type { RunSpec } from './run-spec.ts'

export interface ExpectedSize {
  /** Dialers and acceptors that may connect. */
  readonly pairs: number
  /** Trace events, if every call is made that can be. */
  readonly events: number
  /** Of memory: what `parley run` took for clusters of 600 to 10,000 pairs, by its events and its pairs. */
  readonly bytes: number
}

/** Trace events of one attempt to connect, and of one call with its answer: as many as in `zeo-2002`, or a few more. */
const eventsOf = { attempt: 24, call: 6 }

/** Bytes of a trace event, of a pair, and of everything else. */
const bytesOf = { event: 30, pair: 40_000, rest: 300e6 }

/** Sizes up what `spec` asks for. */
export function expectedSize(spec: RunSpec): ExpectedSize {
  const { scenario, interventions, cut = Infinity } = spec
  const length = Math.min(cut, plannedLength(spec))
  const upgrades = interventions.reduce(
    (sum, each) => sum + (each.do === 'roll out' ? each.steps.length : 1),
    0,
  )
  let pairs = 0
  let events = 0
  for (const link of scenario.links) {
    const count = pairsOn(spec, link)
    const { test, start, repeat } = trafficOn(scenario, link)
    const calls = repeat.reduce((sum, { every }) => sum + length / every, test.length + start.length)
    // Whoever goes down leaves its connections, and they are made again.
    const attempts = 1 + upgrades / Math.max(1, scenario.nodes.length / 2)
    pairs += count
    events += count * (attempts * eventsOf.attempt + calls * eventsOf.call)
  }
  return { pairs, events, bytes: bytesOf.rest + events * bytesOf.event + pairs * bytesOf.pair }
}

function pairsOn({ scenario: { nodes } }: RunSpec, link: Link): number {
  const dialers = nodes.filter(({ role }) => role === link.dialer)
  const acceptors = nodes.filter(({ role }) => role === link.acceptor)
  if (!link.isOnSameHost)
    return dialers.length * acceptors.length - (link.dialer === link.acceptor ? dialers.length : 0)
  return dialers.reduce((sum, dialer) => sum + acceptorsFor(link, dialer, acceptors).length, 0)
}
