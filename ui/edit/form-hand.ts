import type { KeyPath } from '#sim/scenario/fault.ts'
import type { TextChange, Value } from './change-node.ts'
import type { YamlText } from './yaml-text.ts'

/** What the parts of the form have in hand. */
export interface FormHand {
  readonly yaml: YamlText
  /** Says something else at a path of the text. */
  readonly say: (path: KeyPath, value: Value) => void
  /** Changes a stretch of the text; nothing, with null. */
  readonly change: (change: TextChange | null) => void
  /** Whether what stands at a path is wrong. */
  readonly isWrong: (path: KeyPath) => boolean
}
