/** A text as the editor has it, in which each line ends with one character, and the text as it is, in which it may end with two. */
import type { ChangeSet } from '@codemirror/state'
import { lineEndOf } from '../lines.ts'

/** The text as the editor has it. */
export const inEditor = (text: string): string => text.replaceAll(/\r\n?/g, '\n')

/** Where in the editor a place of the text is. */
export function placesInEditor(text: string): (place: number) => number {
  const breaks = breaksOf(text)
  return (place) => place - countUntil(breaks.length, (i) => (breaks[i] ?? 0) <= place)
}

/** The text after what was changed in the editor: lines that were not touched end as they did, and new ones as the others do. */
export function changedAs(text: string, changes: ChangeSet): string {
  const breaks = breaksOf(text)
  const inText = (place: number) => place + countUntil(breaks.length, (i) => (breaks[i] ?? 0) - 1 - i < place)
  const end = lineEndOf(text)
  let after = ''
  let last = 0
  changes.iterChanges((from, to, _, __, inserted) => {
    after += text.slice(last, inText(from)) + inserted.toString().replaceAll('\n', end)
    last = inText(to)
  })
  return after + text.slice(last)
}

/** Where the second character of each line end of two is. */
function breaksOf(text: string): readonly number[] {
  const breaks: number[] = []
  for (let at = text.indexOf('\r\n'); at >= 0; at = text.indexOf('\r\n', at + 2)) breaks.push(at + 1)
  return breaks
}

/** How many of the first numbers something holds of, where it holds of none after the first of which it does not. */
function countUntil(length: number, holds: (i: number) => boolean): number {
  let [low, high] = [0, length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (holds(middle)) low = middle + 1
    else high = middle
  }
  return low
}
