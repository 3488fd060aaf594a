/** Everything that the timeline draws of a run, folded out of its trace once. */
import type { Run } from '#sim/run/run.ts'
import { type Ends, foldEnds } from './ends.ts'
import { type FlightIndex, foldFlights, indexFlights, usualLatency } from './flights.ts'
import { foldLandmarks, type Landmark } from './landmarks.ts'
import { foldLanes, type Lane } from './lanes.ts'
import { foldSilences, type Silence } from './silences.ts'

export interface Chart {
  readonly until: number
  readonly lanes: readonly Lane[]
  readonly flights: FlightIndex
  readonly ends: Ends
  readonly landmarks: readonly Landmark[]
  readonly silences: readonly Silence[]
  /** The times at which something happens, each once. */
  readonly times: readonly number[]
}

export function chartOf({ cluster, trace, spec, end }: Run): Chart {
  const usual = usualLatency(spec.scenario.latency)
  const lanes = foldLanes(cluster, trace, end.at)
  return {
    until: end.at,
    lanes,
    flights: indexFlights(foldFlights(trace), usual),
    ends: foldEnds(cluster, lanes, trace, end.at),
    landmarks: foldLandmarks(cluster, trace),
    silences: foldSilences(trace, end.at, 4 * usual),
    times: [...new Set(Array.from(trace.moments(), ({ at }) => at))],
  }
}
