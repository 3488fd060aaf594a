/**
 * What ends say to each other in a handshake, as text: `Z200`, the range `Z200..Z303`, the list `SSH-1, SSH-2`,
 * the flags `A+B`, or nothing. A name has neither blanks nor commas nor two dots in a row.
 */

/** The marks between several names, and what stands for none of them. */
type Mark = ', ' | '+'

/** The text for versions, which are given in any order. Three or more in a row are said as a range. */
export function sayVersions(order: readonly string[], names: readonly string[], mark: Mark = ', '): string {
  const sorted = names.toSorted((a, b) => order.indexOf(a) - order.indexOf(b))
  const isRow = sorted.every(
    (name, i) => i === 0 || order.indexOf(name) === order.indexOf(sorted[i - 1] ?? '') + 1,
  )
  if (mark === ', ' && isRow && sorted.length > 2) return `${sorted[0]}..${sorted.at(-1)}`
  return sorted.join(mark)
}

/** The versions that a text names, oldest first; one that the protocol does not know stands before all others. */
export function readVersions(order: readonly string[], said: string): string[] {
  const [from, to] = said.split('..')
  if (from !== undefined && to !== undefined) return order.slice(order.indexOf(from), order.indexOf(to) + 1)
  const names = order.includes(said) ? [said] : said.split(/, |\+/).filter((name) => name !== '')
  return names.toSorted((a, b) => order.indexOf(a) - order.indexOf(b))
}

/** The newest version that a text names, or null where it names none. */
export function newestOf(order: readonly string[], said: string): string | null {
  return readVersions(order, said).at(-1) ?? null
}
