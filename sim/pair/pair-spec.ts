/** What is to be explored of two ends that meet. */
import type { EndRules } from '#machines/rules.ts'
import type { Beliefs } from '../protocol/words.ts'
import type { Side } from '../scenario/side.ts'

/** What comes of wanting to make a call: nothing, one that fails at once, or one that is made. */
export type CallFate = 'none' | 'failed' | 'made'

/** What is to be explored. */
export interface PairSpec {
  readonly rules: Readonly<Record<Side, EndRules>>
  /** The calls that the dialer makes, by name: as soon as it is connected, once it has passed its test, and repeatedly. */
  readonly calls: {
    readonly test: readonly string[]
    readonly start: readonly string[]
    readonly repeat: readonly string[]
  }
  /** What comes of a call where this is spoken; null where nothing is agreed yet. */
  readonly fateOf: (name: string, spoken: string | null) => CallFate
  /** What is lost where the ends believe this, in words. */
  readonly lostAt: (beliefs: Beliefs) => readonly string[]
  /** What the dialer offers at first, where it remembers an offer that was not refused; absent: what its rules say. */
  readonly offers?: string | undefined
}
