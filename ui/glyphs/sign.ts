/** What stands for a mixed state: the sign of its worst connections, or of the rule that it breaks. */

import type { LatticeState } from '#sim/plan/model.ts'
import type { StateVerdict } from '#sim/plan/space/judgement.ts'
import type { Condition } from '#sim/scenario/model.ts'
import { isBroken, type Outcome, worstOf } from '#sim/scenario/outcome.ts'
import { type Tone, toneOf, wordOf } from './outcome.ts'

/** A connection's outcome, a rule that is broken, or what the vendor does not support. */
export type SignKind = Outcome | 'fault' | 'unsupported'

export interface Sign {
  readonly kind: SignKind
  /** How many connections it is about; null where it is about none. */
  readonly count: number | null
  /** In two or three words, such as `3 half-open`, `all open` or `breaks a rule`. */
  readonly text: string
}

/** The tone of a sign. What is unsupported may work, and is not the colour of what does not. */
export function toneOfSign(kind: SignKind): Tone {
  if (kind === 'fault') return 'bad'
  if (kind === 'unsupported') return 'lossy'
  return toneOf(kind)
}

/**
 * The sign of a mixed state.
 *
 * @param counts how many of its connections stand how
 * @param isConnection whether a connection is what makes it unsafe, rather than another rule
 */
export function signOf(
  verdict: StateVerdict,
  counts: Readonly<Record<Outcome, number>>,
  isConnection = isBroken(worstOf(counts)),
): Sign {
  const worst = worstOf(counts)
  if (verdict === 'unsafe' && !isConnection) return { kind: 'fault', count: null, text: 'breaks a rule' }
  // What breaks the order is no mere loss.
  if (verdict === 'unsafe' && !isBroken(worst)) {
    const text = worst === 'open' ? 'of no use' : `${counts[worst]} ${wordOf(worst)}`
    return { kind: 'fault', count: null, text }
  }
  if (verdict === 'unsupported') return { kind: 'unsupported', count: null, text: 'unsupported' }
  // Another connection does instead, or nothing is asked of this one: a loss, and no more.
  if (verdict === 'safe' && isBroken(worst)) {
    return { kind: 'degraded', count: counts[worst], text: `${counts[worst]} ${wordOf(worst)}, not needed` }
  }
  if (worst !== 'open')
    return { kind: worst, count: counts[worst], text: `${counts[worst]} ${wordOf(worst)}` }
  return counts.open === 0
    ? { kind: 'open', count: null, text: 'safe' }
    : { kind: 'open', count: counts.open, text: 'all open' }
}

/** The sign of a state of a lattice in which these conditions are kept. */
export function signOfState({ verdict, outcomes: counts }: LatticeState, keep: readonly Condition[]): Sign {
  const worst = worstOf(counts)
  return signOf(verdict, counts, isBroken(worst) || (keep.includes('open') && worst === 'degraded'))
}
