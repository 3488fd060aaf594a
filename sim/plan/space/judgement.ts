/** What is said of one mixed state, or of one step. */
import type { Finding, Verdict } from '../../rules/verdict.ts'

/** What can be said of one mixed state, or of one step. */
export type StateVerdict = Exclude<Verdict, 'unknown'>

/** What is said of one mixed state. */
export interface Judgement {
  readonly verdict: StateVerdict
  /** What makes it unsafe or unsupported, the worst first. */
  readonly faults: readonly Finding[]
  /** What is lost in it all the same. */
  readonly losses: readonly Finding[]
}
