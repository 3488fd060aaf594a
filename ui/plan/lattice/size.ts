/** How large the cells of a lattice are drawn, from how many there are and how much room. */

/** What a cell shows: all of it, its counts and its sign, its sign and a number, its sign alone, or its colour. */
export type CellKind = 'full' | 'medium' | 'small' | 'mini' | 'tiny'

export interface CellSize {
  readonly kind: CellKind
  readonly width: number
  readonly height: number
  readonly gapX: number
  readonly gapY: number
}

interface Kind {
  readonly kind: CellKind
  readonly width: number
  readonly height: number
  /** The gaps, at most and at least. */
  readonly gapX: readonly [number, number]
  readonly gapY: readonly [number, number]
  /** More values than this on a side make the cells smaller, whatever room there is. */
  readonly most: number
}

const kinds: readonly Kind[] = [
  { kind: 'full', width: 176, height: 104, gapX: [72, 36], gapY: [44, 28], most: 5 },
  { kind: 'medium', width: 96, height: 60, gapX: [80, 16], gapY: [32, 12], most: 12 },
  { kind: 'small', width: 64, height: 40, gapX: [80, 8], gapY: [24, 8], most: 19 },
  { kind: 'mini', width: 28, height: 28, gapX: [28, 6], gapY: [24, 6], most: 19 },
  { kind: 'tiny', width: 16, height: 16, gapX: [56, 4], gapY: [16, 4], most: 60 },
]

/** One scrolls this far, in pixels, rather than look at squares that say nothing. */
const patience = 840

/** Room for a row of dots, and around all of them. */
const dots = { row: 10, around: 14 }

/**
 * The largest cells with which this many columns and rows fit into the room; null where only a picture that is zoomed
 * into does.
 *
 * @param lines how many rows of dots a cell shows
 */
export function cellSize(
  columns: number,
  rows: number,
  room: { readonly width: number; readonly height: number },
  lines = 0,
): CellSize | null {
  for (const { kind, width, height: least, gapX, gapY, most } of kinds) {
    const height =
      kind === 'mini' || kind === 'tiny' ? least : Math.max(least, lines * dots.row + dots.around)
    if (Math.max(columns, rows) > most) continue
    const x = gapFor(columns, width, gapX, room.width)
    const y = gapFor(rows, height, gapY, kind === 'small' ? Math.max(room.height, patience) : room.height)
    if (x !== null && y !== null) return { kind, width, height, gapX: x, gapY: y }
  }
  return null
}

function gapFor(
  count: number,
  cell: number,
  [most, least]: readonly [number, number],
  room: number,
): number | null {
  if (count <= 1) return cell <= room ? most : null
  const left = Math.floor((room - count * cell) / (count - 1))
  return left < least ? null : Math.min(left, most)
}
