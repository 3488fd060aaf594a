/** What is otherwise between two texts, line by line. */

export interface ChangedLine {
  readonly kind: 'gone' | 'new'
  /** Its number in the text that has it, counted from 1. */
  readonly line: number
  readonly text: string
}

/** Longer stretches are told of as a whole: they went, and others came. */
const mostCompared = 400

/** The lines that went and those that came, in their order. */
export function linesChanged(before: string, after: string): readonly ChangedLine[] {
  const [old, now] = [before.split('\n'), after.split('\n')]
  let first = 0
  while (first < old.length && first < now.length && old[first] === now[first]) first++
  let last = 0
  while (last < Math.min(old.length, now.length) - first && old.at(-1 - last) === now.at(-1 - last)) last++
  const [went, came] = [old.slice(first, old.length - last), now.slice(first, now.length - last)]
  const kept = went.length * came.length > mostCompared ** 2 ? [] : common(went, came)
  const lines: ChangedLine[] = []
  let [i, j] = [0, 0]
  for (const [a, b] of [...kept, [went.length, came.length] as const]) {
    for (; i < a; i++) lines.push({ kind: 'gone', line: first + i + 1, text: went[i] ?? '' })
    for (; j < b; j++) lines.push({ kind: 'new', line: first + j + 1, text: came[j] ?? '' })
    ;[i, j] = [a + 1, b + 1]
  }
  return lines
}

/** The places of the longest sequence of lines that both have. */
function common(a: readonly string[], b: readonly string[]): (readonly [number, number])[] {
  const lengths = Array.from({ length: a.length + 1 }, () => new Array<number>(b.length + 1).fill(0))
  const at = (i: number, j: number) => lengths[i]?.[j] ?? 0
  for (let i = a.length - 1; i >= 0; i--)
    for (let j = b.length - 1; j >= 0; j--) {
      const row = lengths[i]
      if (row) row[j] = a[i] === b[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1))
    }
  const found: (readonly [number, number])[] = []
  for (let i = 0, j = 0; i < a.length && j < b.length; ) {
    if (a[i] === b[j]) found.push([i++, j++])
    else if (at(i + 1, j) >= at(i, j + 1)) i++
    else j++
  }
  return found
}
