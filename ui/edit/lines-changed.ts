/** What is otherwise between two texts, line by line. */
import { diffLines } from '#ui/document/line-diff.ts'

export interface ChangedLine {
  readonly kind: 'gone' | 'new'
  /** Its number in the text that has it, counted from 1. */
  readonly line: number
  readonly text: string
}

/** The lines that went and those that came, in their order: where some took the place of others, those that went come first. */
export function linesChanged(before: string, after: string): readonly ChangedLine[] {
  const lines: ChangedLine[] = []
  let came: ChangedLine[] = []
  let [old, now] = [0, 0]
  for (const { of, text } of diffLines(before, after)) {
    if (of !== 'after') old++
    if (of !== 'before') now++
    if (of === 'before') lines.push({ kind: 'gone', line: old, text })
    if (of === 'after') came.push({ kind: 'new', line: now, text })
    if (of !== 'both') continue
    lines.push(...came)
    came = []
  }
  return [...lines, ...came]
}
