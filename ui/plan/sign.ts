/** What stands for a mixed state: the sign of its worst connections, or of the rule that it breaks. */
import { isBroken, type Outcome, outcomes } from '#sim/outcome.ts'
import type { StateVerdict } from '#sim/plan/model.ts'
import { type Tone, toneOf, wordOf } from '#ui/glyphs/outcome.ts'

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
 * @param needsOpen whether a connection that loses something is what makes a state unsafe
 */
export function signOf(
  verdict: StateVerdict,
  counts: Readonly<Record<Outcome, number>>,
  needsOpen = false,
): Sign {
  const worst = outcomes.findLast((outcome) => counts[outcome] > 0) ?? 'open'
  const isToBlame = isBroken(worst) || (needsOpen && worst === 'degraded')
  if (verdict === 'unsafe' && !isToBlame) return { kind: 'fault', count: null, text: 'breaks a rule' }
  if (verdict === 'unsupported') return { kind: 'unsupported', count: null, text: 'unsupported' }
  if (worst !== 'open')
    return { kind: worst, count: counts[worst], text: `${counts[worst]} ${wordOf(worst)}` }
  return counts.open === 0
    ? { kind: 'open', count: null, text: 'safe' }
    : { kind: 'open', count: counts.open, text: 'all open' }
}
