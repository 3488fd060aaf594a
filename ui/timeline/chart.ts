/** Everything that the timeline draws of a run: folds over its trace that keep their place, so that nothing is read twice. */
import { isOfMachine, type OfKind } from '#sim/engine/trace-event.ts'
import type { Run } from '#sim/run/run.ts'
import { type Ends, isOfHandshake, readEnds } from './ends.ts'
import { type Flights, mayTrouble, readFlights, usualLatency } from './flights.ts'
import { type Landmark, readLandmarks } from './landmarks.ts'
import { type Lane, readLanes } from './lanes.ts'
import { readSilences, type Silence } from './silences.ts'

export interface Chart {
  readonly until: number
  readonly lanes: readonly Lane[]
  readonly flights: Flights
  readonly ends: Ends
  readonly landmarks: readonly Landmark[]
  readonly silences: readonly Silence[]
  /** The times at which something happens, in order. */
  readonly times: readonly number[]
}

interface ChartReading {
  readonly readOn: () => void
  readonly chart: (run: Pick<Run, 'spec' | 'end'>) => Chart
}

/** What was read of each trace that is still there. */
const readings = new WeakMap<Run['trace'], ChartReading>()

/** Reads what there is of a run, so that less of it is to be read when it is to be drawn. */
export function readChart({ cluster, trace }: Pick<Run, 'cluster' | 'trace'>): ChartReading {
  const reading = readings.get(trace) ?? readingOf(cluster, trace)
  readings.set(trace, reading)
  reading.readOn()
  return reading
}

export const chartOf = (run: Run): Chart => readChart(run).chart(run)

/** What is read as events; everything else is read by its numbers. */
const kinds = ['intervention', 'transition', 'attempt', 'swallow'] as const

/** Of ends of connections, only what takes a handshake on: most transitions do not. */
const mayMatter = (event: OfKind<(typeof kinds)[number]>) =>
  event.kind !== 'transition' || isOfMachine(event) || isOfHandshake(event)

function readingOf(cluster: Run['cluster'], trace: Run['trace']): ChartReading {
  const lanes = readLanes(cluster, trace)
  const ends = readEnds(cluster, trace, lanes)
  const landmarks = readLandmarks(cluster, trace)
  const flights = readFlights(trace)
  const silences = readSilences(trace)
  const times: number[] = []
  let read = 0
  return {
    readOn() {
      if (read === trace.size) return
      trace.visit((row) => {
        flights.see(row)
        silences.see(row)
        if (times.at(-1) !== row.at) times.push(row.at)
      }, read)
      for (const event of trace.ofKind(kinds, read, mayMatter)) {
        lanes.see(event)
        ends.see(event)
        landmarks.see(event)
        if (event.kind === 'swallow' || (event.kind === 'transition' && mayTrouble(event)))
          flights.seeTrouble(event)
      }
      read = trace.size
    },
    chart({ spec, end }) {
      const usual = usualLatency(spec.scenario.latency)
      return {
        until: end.at,
        lanes: lanes.lanes(end.at),
        flights: flights.flights(usual),
        ends: ends.ends(end.at),
        landmarks: landmarks.landmarks,
        silences: silences.silences(end.at, 4 * usual),
        times,
      }
    },
  }
}
