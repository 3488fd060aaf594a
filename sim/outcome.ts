/** What became of a connection, told from what each of its ends believes. */

import { anything } from '#machines/rules.ts'

/** The five ways in which a handshake can end. */
export type Outcome = 'open' | 'degraded' | 'rejected' | 'stalled' | 'half-open'

/** Outcomes from the best to the worst. The worst is the one that hides best. */
export const outcomes: readonly Outcome[] = ['open', 'degraded', 'rejected', 'stalled', 'half-open']

/** Where one end of a connection stands. */
export interface EndView {
  /** The active state of the handshake region, such as `announcing`. */
  readonly state: string
  /** What it believes the connection speaks, while it believes that it is open. */
  readonly version: string | null
  /** Whether it may yet try again when it is told that its offer is not accepted. */
  readonly mayRetry?: boolean
}

/**
 * The outcome of a connection whose ends stand like this, or null while it cannot be told.
 *
 * @param quiet whether nothing is on its way any more: then an end that still waits will wait for ever
 * @param lost what the dialer misses at the agreed version
 * @returns null in the middle of the handshake, and for a connection that is gone for another reason
 */
export function outcomeOf(
  dialer: EndView,
  acceptor: EndView | null,
  quiet: boolean,
  lost: readonly string[],
): Outcome | null {
  const ends = acceptor === null ? [dialer] : [dialer, acceptor]
  const states = ends.map(({ state }) => state)
  if (states.includes('retrying')) return null
  if (states.includes('rejected')) {
    const isOpenQuestion = dialer.mayRetry && !isEnd(dialer.state) && !quiet
    return isOpenQuestion ? null : 'rejected'
  }
  if (states.includes('closed')) return null
  const settled = acceptor !== null && states.every((state) => state === 'open' || state === 'stalled')
  if (!settled && !quiet) return null
  const open = states.filter((state) => state === 'open').length
  if (open === 0) return 'stalled'
  if (open === 1 || !isSame(dialer.version, acceptor?.version ?? null)) return 'half-open'
  return lost.length > 0 ? 'degraded' : 'open'
}

const isEnd = (state: string) => state === 'rejected' || state === 'closed'

/** An end whose peer chooses without telling it goes along with whatever was chosen. */
const isSame = (a: string | null, b: string | null) => a === b || a === anything || b === anything

/** Whether the word stands for the end of a handshake. */
export function isOutcome(word: string): word is Outcome {
  return (outcomes as readonly string[]).includes(word)
}

/** Whether a cluster has to be spared this outcome: the connection does not work, whatever its ends believe. */
export function isBroken(outcome: Outcome): boolean {
  return outcome === 'rejected' || outcome === 'stalled' || outcome === 'half-open'
}
