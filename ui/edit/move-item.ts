/** Puts an item of a list in a scenario's text at another place of it. */
import { isSeq, type YAMLSeq } from 'yaml'
import type { KeyPath } from '#sim/scenario/fault.ts'
import { leadsTo, rangesIn, type TextChange, type Value, valueAt } from './change-node.ts'
import { endOfLine, startOfLine } from './lines.ts'
import { nodeAt, type YamlText } from './yaml-text.ts'

/**
 * Moves an item, with the comments that are its own; what stands between items stays. Null where it cannot be told what a comment is
 * about, or where another place would change.
 */
export function moveItem(yaml: YamlText, path: KeyPath, from: number, to: number): TextChange | null {
  const node = nodeAt(yaml, path)
  if (!isSeq(node)) return null
  const ranges = node.flow ? rangesIn(node) : linesOfItems(yaml.text, node)
  const [low, high] = [Math.min(from, to), Math.max(from, to)]
  const [first, last] = [ranges[low], ranges[high]]
  if (first === undefined || last === undefined) return null
  const gaps = ranges.slice(0, -1).map(([, end], i) => yaml.text.slice(end, ranges[i + 1]?.[0]))
  // Of a comment between two items in brackets nobody can tell which of them it is about.
  if (node.flow && gaps.slice(low, high).some((gap) => gap.includes('#'))) return null
  const sources = ranges.map((range) => yaml.text.slice(...range))
  const order = sources.toSpliced(from, 1).toSpliced(to, 0, sources[from] ?? '')
  const insert = order
    .slice(low, high + 1)
    .map((source, i) => (i < high - low ? source + gaps[low + i] : source))
    .join('')
  const change = { from: first[0], to: last[1], insert }
  const before = valueAt(yaml, path)
  const wanted = Array.isArray(before) ? before.toSpliced(from, 1).toSpliced(to, 0, before[from]) : before
  return leadsTo(yaml, change, path, wanted as Value) ? change : null
}

/** From where to where each item of a list in lines of their own stands: with the comment at its side, and those right above it. */
function linesOfItems(text: string, list: YAMLSeq): readonly (readonly [number, number])[] {
  let last = -1
  return rangesIn(list).map(([from, to], i) => {
    let start = startOfLine(text, from)
    // Above the first one they are about the list.
    for (
      let above = startOfLine(text, start - 1);
      i > 0 && above > last;
      above = startOfLine(text, start - 1)
    ) {
      if (!/^[ \t]*#/.test(text.slice(above, start))) break
      start = above
    }
    last = endOfLine(text, Math.max(from, text.slice(0, to).trimEnd().length))
    return [start, last]
  })
}
