import type { PairChoice } from '#sim/pair/pair-scenario.ts'
import type { Selection } from './selection.ts'
import type { Mode } from './state.ts'

/** What a link says of how the run is to be looked at. */
export interface Look {
  readonly time?: number
  readonly selection?: Selection | null
  readonly mode?: Mode
  /** The cell of the matrix. */
  readonly cell?: PairChoice
  /** The digest of the run that whoever made the link saw. */
  readonly digest?: string
}
