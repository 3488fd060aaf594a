/** Where the lanes lie: the pinned ones on top and far apart, the others below, and the rest behind one row. */

interface Row {
  readonly node: string
  readonly y: number
  readonly isPinned: boolean
}

/** The row that stands for all the nodes that there is no room for. */
interface MoreRow {
  readonly y: number
  readonly nodes: readonly string[]
}

export interface Rows {
  readonly rows: readonly Row[]
  readonly more: MoreRow | null
  /** The height of every node's lane; those without a row of their own lie on the last one. */
  readonly yOf: ReadonlyMap<string, number>
}

export interface RowsInput {
  /** In the order of the scenario. */
  readonly nodes: readonly string[]
  readonly pinned: readonly string[]
  /** The same nodes, those that are the last to be left out first. */
  readonly rank: readonly string[]
  /** How much room there is. */
  readonly height: number
  /** Which of the nodes that do not all fit are shown: the first lot, the second … */
  readonly page: number
}

/** Where unanswered calls stand, above the first pinned lane. */
export const barTop = 5
export const barHeight = 16

const firstPinned = 38
const belowPinned = 26
const freeTop = 20
const bottom = 11

/** Room between the two pinned lanes: least, enough for labels, and most. */
const pinnedGap = { least: 44, good: 60, most: 68 }
/** Room between other lanes: a name of 11/16 needs the least; without pinned ones there may be more. */
const otherGap = { least: 18, most: 26, free: 40 }

/** Lays out the lanes. */
export function layoutRows({ nodes, pinned, rank, height, page }: RowsInput): Rows {
  const others = nodes.filter((node) => !pinned.includes(node))
  const rows: Row[] = []
  const gap = pinned.length > 1 ? gapFor(height, others.length) : 0
  pinned.forEach((node, index) => {
    rows.push({ node, y: firstPinned + index * gap, isPinned: true })
  })
  const last = rows.at(-1)
  // The messages of a node that is pinned alone have their labels below it.
  const top = last ? last.y + (pinned.length > 1 ? belowPinned : pinnedGap.least) : freeTop
  const room = Math.max(0, height - bottom - top)
  const capacity = Math.max(1, Math.floor(room / otherGap.least) + 1)
  const fits = others.length <= capacity
  const shown = fits ? others : pageOf(others, rank, capacity - 1, page)
  const count = fits ? others.length : capacity
  const step = count > 1 ? Math.min(last ? otherGap.most : otherGap.free, room / (count - 1)) : 0
  shown.forEach((node, index) => {
    rows.push({ node, y: top + index * step, isPinned: false })
  })
  const hidden = others.filter((node) => !shown.includes(node))
  const more = hidden.length > 0 ? { y: top + shown.length * step, nodes: hidden } : null
  const yOf = new Map(rows.map(({ node, y }) => [node, y]))
  for (const node of hidden) yOf.set(node, more?.y ?? top)
  return { rows, more, yOf }
}

/** The pinned lanes are apart enough for labels first; then the others get their room; then the pinned ones more. */
function gapFor(height: number, others: number): number {
  const room = height - firstPinned - belowPinned - bottom
  const between = Math.max(0, others - 1)
  const beside = (gap: number) => room - between * gap
  if (beside(otherGap.most) > pinnedGap.good) return Math.min(beside(otherGap.most), pinnedGap.most)
  const squeezed = beside(otherGap.least)
  // Nothing is gained by less room where some of the others are left out anyway.
  if (squeezed < pinnedGap.least) return height > 2 * pinnedGap.most ? pinnedGap.good : pinnedGap.least
  return Math.min(squeezed, pinnedGap.good)
}

/** The nodes that are shown where not all of them can be, in the order of the scenario. */
function pageOf(others: readonly string[], rank: readonly string[], size: number, page: number): string[] {
  if (size < 1) return []
  const ranked = rank.filter((node) => others.includes(node))
  const start = (page % Math.ceil(ranked.length / size)) * size
  const chosen = new Set(ranked.slice(start, start + size))
  return others.filter((node) => chosen.has(node))
}
