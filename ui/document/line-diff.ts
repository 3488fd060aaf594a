/** What differs between two texts, line by line. */
import { diffArrays } from 'diff'

export interface DiffLine {
  /** Which of the texts has it; `both` where nothing differs. */
  readonly of: 'both' | 'before' | 'after'
  readonly text: string
}

/** Texts with more lines that differ are others: which of their lines are the same says nothing, and takes long to find. */
const mostEdits = 1_000

/** All lines of two texts, as few of them as can be in only one. */
export function diffLines(before: string, after: string): readonly DiffLine[] {
  const [a, b] = [before.split('\n'), after.split('\n')]
  const parts = diffArrays(a, b, { maxEditLength: mostEdits }) ?? [
    { value: a, removed: true, added: false },
    { value: b, removed: false, added: true },
  ]
  return parts.flatMap(({ value, added, removed }) =>
    value.map((text): DiffLine => ({ of: added ? 'after' : removed ? 'before' : 'both', text })),
  )
}
