/** What became of a connection, told from what each of its ends believes. */

import type { HandshakeState } from '#machines/connection-end.ts'
import type { Outcome } from '../scenario/outcome.ts'
import { isSame } from './words.ts'

/** Where one end of a connection stands. */
export interface EndView {
  /** The active state of the handshake region, such as `announcing`. */
  readonly state: HandshakeState
  /** What it believes the connection speaks, while it believes that it is open. */
  readonly version: string | null
  /** Whether it may yet try again when it is told that its offer is not accepted. */
  readonly mayRetry?: boolean
}

/**
 * What goes on on a connection: `nothing` any more, so that an end that still waits will wait for ever; only `calls`, or an
 * end that may yet lose its patience, which changes nothing for ends that have made up their minds; or `words`, by which
 * any end may change its mind.
 */
export type Motion = 'nothing' | 'calls' | 'words'

/**
 * The outcome of a connection whose ends stand like this, or null while it cannot be told. It is told at rest, or as soon
 * as nothing that may still happen can change it.
 *
 * @param lost what either end misses at the agreed version
 * @returns null in the middle of the handshake, and for a connection that is gone for another reason
 */
export function outcomeOf(
  dialer: EndView,
  acceptor: EndView | null,
  motion: Motion,
  lost: readonly string[],
): Outcome | null {
  const ends = acceptor === null ? [dialer] : [dialer, acceptor]
  const states = ends.map(({ state }) => state)
  if (states.includes('retrying')) return null
  if (states.includes('rejected')) {
    const isOpenQuestion = dialer.mayRetry && isUndecided(dialer.state) && motion !== 'nothing'
    return isOpenQuestion ? null : 'rejected'
  }
  if (acceptor === null || states.includes('closed')) return null
  const moves: readonly Motion[] = states.some(isUndecided) ? ['calls', 'words'] : ['words']
  if (moves.includes(motion)) return null
  const open = states.filter((state) => state === 'open').length
  if (open === 0) return 'stalled'
  if (open === 1 || !isSame(dialer.version, acceptor.version)) return 'half-open'
  return lost.length > 0 ? 'degraded' : 'open'
}

/** Whether an end has not made up its mind: it is neither open nor stalled for ever nor gone. */
export const isUndecided = (state: HandshakeState) =>
  state === 'dialling' || state === 'announcing' || state === 'awaiting'

/** The active state of the handshake region. */
export const handshakeOf = (leaves: readonly string[]) =>
  (leaves[0]?.slice('handshake.'.length) ?? '') as HandshakeState

export const isGoneState = (state: HandshakeState) =>
  state === 'closed' || state === 'rejected' || state === 'retrying'
