/** What differs between two texts, line by line. */

export interface DiffLine {
  /** Which of the texts has it; `both` where nothing differs. */
  readonly of: 'both' | 'before' | 'after'
  readonly text: string
}

/** With more pairs of lines between the first and the last that differs, they are not compared one by one. */
const mostPairs = 4_000_000

/** All lines of two texts, as few of them as can be in only one. */
export function diffLines(before: string, after: string): readonly DiffLine[] {
  const [a, b] = [before.split('\n'), after.split('\n')]
  let start = 0
  while (start < a.length && start < b.length && a[start] === b[start]) start++
  let end = 0
  while (end < a.length - start && end < b.length - start && a.at(-1 - end) === b.at(-1 - end)) end++
  const both = (lines: readonly string[]) => lines.map((text): DiffLine => ({ of: 'both', text }))
  return [
    ...both(a.slice(0, start)),
    ...between(a.slice(start, a.length - end), b.slice(start, b.length - end)),
    ...both(a.slice(a.length - end)),
  ]
}

function between(a: readonly string[], b: readonly string[]): DiffLine[] {
  const lines: DiffLine[] = []
  let [i, j] = [0, 0]
  const common = a.length * b.length > mostPairs ? null : commonFrom(a, b)
  const width = b.length + 1
  while (common && i < a.length && j < b.length) {
    if (a[i] === b[j]) {
      lines.push({ of: 'both', text: a[i] ?? '' })
      i++
      j++
    } else if ((common[(i + 1) * width + j] ?? 0) >= (common[i * width + j + 1] ?? 0))
      lines.push({ of: 'before', text: a[i++] ?? '' })
    else lines.push({ of: 'after', text: b[j++] ?? '' })
  }
  for (; i < a.length; i++) lines.push({ of: 'before', text: a[i] ?? '' })
  for (; j < b.length; j++) lines.push({ of: 'after', text: b[j] ?? '' })
  return lines
}

/** How many lines two texts have in common at most, from each line of one and each of the other on. */
function commonFrom(a: readonly string[], b: readonly string[]): Uint32Array {
  const width = b.length + 1
  const common = new Uint32Array((a.length + 1) * width)
  for (let i = a.length - 1; i >= 0; i--)
    for (let j = b.length - 1; j >= 0; j--)
      common[i * width + j] =
        a[i] === b[j]
          ? (common[(i + 1) * width + j + 1] ?? 0) + 1
          : Math.max(common[(i + 1) * width + j] ?? 0, common[i * width + j + 1] ?? 0)
  return common
}
