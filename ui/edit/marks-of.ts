/** What is wrong with a text, as it is marked in it: the stretch that each fault is about, and what mends it. */
import type { PlacedFault } from '#sim/scenario/placed-fault.ts'
import { readMeant } from '#sim/text/nearest.ts'
import type { TextChange } from './change-node.ts'

export interface Mark {
  readonly from: number
  readonly to: number
  /** In the words of `parley validate`, without what was probably meant. */
  readonly message: string
  /** What was probably meant, and the change that says it. */
  readonly fix: { readonly meant: string; readonly change: TextChange } | null
}

/** The marks of the faults of a text, in its order. */
export function marksOf(faults: readonly PlacedFault[], text: string): readonly Mark[] {
  const starts = [0]
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1)
  return faults
    .map(({ line, column, message }) => markAt(text, (starts[line - 1] ?? text.length) + column - 1, message))
    .toSorted((a, b) => a.from - b.from)
}

function markAt(text: string, place: number, message: string): Mark {
  const start = Math.min(place, text.length)
  const end = text.indexOf('\n', start)
  const line = text.slice(start, end < 0 ? undefined : end)
  const said = readMeant(message)
  const at = said === null ? -1 : line.indexOf(said.found)
  if (said === null || at < 0) return { from: start, to: start + wordIn(line).length, message, fix: null }
  const [from, to] = [start + at, start + at + said.found.length]
  const plain = message.slice(0, message.lastIndexOf(' (did you mean '))
  return { from, to, message: plain, fix: { meant: said.meant, change: { from, to, insert: said.meant } } }
}

/** What stands at the beginning of the rest of a line: as much of it as is one value. */
const wordIn = (line: string): string =>
  /^(?:"[^"]*"?|'[^']*'?|[^,[\]{}:#]+|.)/.exec(line)?.[0].trimEnd() ?? ''
