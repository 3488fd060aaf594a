import type { PairChoice } from '#sim/pair/pair-scenario.ts'
import type { Selection } from './selection.ts'
import type { Mode } from './state.ts'

/** What a link says of how the run is to be looked at. */
export interface Look {
  /** Virtual milliseconds. */
  readonly time?: number
  readonly selection?: Selection
  readonly mode?: Mode
  /** The cell of the matrix. */
  readonly cell?: PairChoice
  /** The digest of the trace that whoever made the link saw. Another one means another run. */
  readonly digest?: string
  /** Whether the document is opened to be written in. */
  readonly isEditing?: boolean
}
