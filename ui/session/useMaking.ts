import { useEffect, useEffectEvent, useState } from 'react'
import type { Run } from '#sim/run/run.ts'
import { type Made, making } from './made.ts'
import type { Session } from './session.ts'

/** How far a run is that is made. */
export interface Progress {
  /** The virtual time that it has come to, and how many trace events it has. */
  readonly now: number
  readonly events: number
  /** Why it could not be made; null where it can. */
  readonly failure: string | null
}

/** As long as this, in milliseconds, the page may be away: a frame, and most of the next. */
const mostAway = 12

/** Nobody reads more often, in milliseconds, how far it is. */
const beat = 250

const nothing: Progress = { now: 0, events: 0, failure: null }

/**
 * Makes the run of a session in pieces while the page is at hand, and leaves it as soon as another session, or none, is given. This
 * is the only place where a run is under way: a world cannot be handed over by a worker, and whoever goes to a moment starts
 * from one.
 *
 * @param readOn told of what there is of it, again and again; see `making`
 */
export function useMaking(
  session: Session | null,
  onMade: (made: Made) => void,
  readOn?: (soFar: Pick<Run, 'cluster' | 'trace'>) => void,
): Progress {
  const [progress, setProgress] = useState(nothing)
  const made = useEffectEvent(onMade)
  useEffect(() => {
    if (session === null) return
    setProgress(nothing)
    return inPieces(making(session, readOn), {
      done: (run) => made(run),
      at: ({ now, trace }) => setProgress({ now, events: trace.size, failure: null }),
      failed: (error) => setProgress((last) => ({ ...last, failure: String(error) })),
    })
  }, [session, readOn])
  return progress
}

/** Does the work of a generator in tasks of their own, so that whatever else there is to do comes between. Returns what ends it early. */
function inPieces<T, R>(
  work: Generator<T, R>,
  tell: {
    readonly at: (soFar: T) => void
    readonly done: (result: R) => void
    readonly failed: (error: unknown) => void
  },
): () => void {
  // Timers wait four milliseconds each time, and a second in a page that is not seen.
  const { port1, port2 } = new MessageChannel()
  let told = performance.now()
  const go = () => {
    const until = performance.now() + mostAway
    for (;;) {
      const { done, value } = work.next()
      if (done) {
        port1.close()
        return tell.done(value)
      }
      const now = performance.now()
      if (now < until) continue
      if (now - told >= beat) {
        told = now
        tell.at(value)
      }
      return port2.postMessage(null)
    }
  }
  port1.onmessage = () => {
    try {
      go()
    } catch (error) {
      port1.close()
      tell.failed(error)
    }
  }
  port2.postMessage(null)
  return () => port1.close()
}
