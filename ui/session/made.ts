/** The run of a session, and what the page reads of it once: made at one stroke where it is small, in pieces where it is not. */
import { type ExpectedSize, expectedSize } from '#sim/run/expected-size.ts'
import { type Run, type RunSoFar, simulating } from '#sim/run/run.ts'
import { type Failure, firstFailure, type QuietSpan, readMoments } from './moments.ts'
import { type Session, specOf } from './session.ts'

/** A run of a session. */
export interface Made {
  readonly session: Session
  readonly run: Run
  /** The time of each moment of the run. */
  readonly times: readonly number[]
  readonly quiet: readonly QuietSpan[]
  readonly failure: Failure | null
}

/** So many trace events at one stroke are not felt; every shipped scenario has fewer. */
const mostAtOnce = 10_000

/** What has more pieces has turned out larger than it was thought to be. */
const mostPieces = 400

/** About how large the run of a session will be. */
export const sizeOf = (session: Session): ExpectedSize => expectedSize(specOf(session))

/**
 * Makes the run of a session in pieces, between which the page is at hand.
 *
 * @param readOn told of what there is after each piece, so that what reads it need not do so at one stroke in the end
 */
export function* making(
  session: Session,
  readOn: (soFar: Pick<Run, 'cluster' | 'trace'>) => void = () => {},
): Generator<RunSoFar, Made> {
  const moments = readMoments()
  const pieces = simulating(specOf(session))
  for (;;) {
    const { done, value } = pieces.next()
    moments.readOn(value.trace)
    readOn(value)
    if (done) {
      const { times, quiet } = moments.until(value)
      return { session, run: value, times, quiet, failure: firstFailure(value) }
    }
    yield value
  }
}

/** Makes the run of a session at one stroke; null where the page would stand still meanwhile, because it is large. */
export function makeAtOnce(session: Session): Made | null {
  if (sizeOf(session).events > mostAtOnce) return null
  const pieces = making(session)
  for (let count = 0; count < mostPieces; count++) {
    const { done, value } = pieces.next()
    if (done) return value
  }
  return null
}
