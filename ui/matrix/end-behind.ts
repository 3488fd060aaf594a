import type { PairResult } from '#sim/rules/matrix.ts'
import { type Side, sides } from '#sim/scenario/side.ts'

/** What both ends do where neither is behind the outcome alone; null where one is, or where the pair works. */
export function mutualOf(result: PairResult): 'both wait' | 'ends differ' | null {
  if (result.outcome === 'half-open' && sides.every((side) => result.ends[side].state === 'open'))
    return 'ends differ'
  return result.outcome === 'stalled' && endBehind(result) === null ? 'both wait' : null
}

/** What the two ends of a link are called. Ends of one role are told apart by what they are to each other. */
export function endNames({
  dialer,
  acceptor,
}: Readonly<Record<Side, string>>): Readonly<Record<Side, string>> {
  if (dialer !== acceptor) return { dialer, acceptor }
  return { dialer: `dialing ${dialer}`, acceptor: `accepting ${acceptor}` }
}

/** The end that is behind an outcome that does not work, and what that end does. */
export interface EndBehind {
  readonly side: Side
  readonly does: 'refuses' | 'waits'
}

/**
 * Who is behind an outcome that does not work: the end that refused, in words or without a word, or else the one that
 * still waits for its peer. Null where the pair works, and where both ends wait for each other.
 */
export function endBehind({ outcome, rejectedBy, ends }: PairResult): EndBehind | null {
  if (outcome === 'open' || outcome === 'degraded') return null
  if (rejectedBy !== null) return { side: rejectedBy, does: 'refuses' }
  const refuser = sides.filter((side) => ends[side].state === 'stalled')
  if (refuser.length === 1 && refuser[0]) return { side: refuser[0], does: 'refuses' }
  const waiting = sides.filter((side) => ends[side].state !== 'open')
  return waiting.length === 1 && waiting[0] ? { side: waiting[0], does: 'waits' } : null
}
