/** Where the cells and the edges of a lattice lie on the page, in pixels. */
import type { Lattice, LatticeEdge } from '#sim/plan/model.ts'
import type { Direction, LatticeLayout } from './layout.ts'
import type { CellSize } from './size.ts'

export interface Box {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

interface Point {
  readonly x: number
  readonly y: number
}

export interface BoardGeometry {
  readonly width: number
  readonly height: number
  readonly boxes: ReadonlyMap<string, Box>
  /** How far the corridor reaches beyond its cells, to the side and up and down. */
  readonly margin: Point
  readonly direction: Direction
}

/** Room left of the cells and above them, for what the rows and columns are. */
export interface Gutter {
  readonly left: number
  readonly top: number
}

const edgeRoom = 16

/** The geometry of a board with cells of this size. */
export function geometryOf(
  { spots, columns, rows, kind }: LatticeLayout,
  { width, height, gapX, gapY }: CellSize,
  gutter: Gutter,
  direction: Direction,
): BoardGeometry {
  const boxes = new Map<string, Box>()
  for (const [key, { column, row }] of spots) {
    const x = gutter.left + column * (width + gapX)
    boxes.set(key, { x, y: gutter.top + row * (height + gapY), width, height })
  }
  return {
    width: gutter.left + columns * width + (columns - 1) * gapX + edgeRoom,
    height: gutter.top + rows * height + (rows - 1) * gapY + edgeRoom,
    boxes,
    margin: { x: marginIn(gapX), y: marginIn(gapY) },
    direction: kind === 'grid' ? 'right' : direction,
  }
}

/** Corridors of neighbours touch where their cells are near, and are told apart where they are not. */
const marginIn = (gap: number) => (gap <= 36 ? gap / 2 : 14)

/** How an edge is drawn: from one cell to another, as a line or as a curve. */
export interface EdgePath {
  readonly d: string
  readonly from: Point
  readonly to: Point
  readonly middle: Point
  /** Whether it goes down from cell to cell, and not to the side. */
  readonly isDown: boolean
}

/**
 * The path of an edge.
 *
 * @param aside how far it is moved off the middle, to its right as it goes
 */
export function edgePath(
  { boxes, direction }: BoardGeometry,
  { from, to }: Pick<LatticeEdge, 'from' | 'to'>,
  aside = 0,
): EdgePath | null {
  const [a, b] = [boxes.get(from), boxes.get(to)]
  if (a === undefined || b === undefined) return null
  const isLevel = a.y === b.y
  const isUpright = a.x === b.x
  const isAcross = direction === 'right' ? !isUpright : isLevel
  const start = isAcross
    ? { x: a.x + a.width, y: a.y + a.height / 2 + aside }
    : { x: a.x + a.width / 2 - aside, y: a.y + a.height }
  const end = isAcross ? { x: b.x, y: b.y + b.height / 2 + aside } : { x: b.x + b.width / 2 - aside, y: b.y }
  const middle = { x: (start.x + end.x) / 2, y: (start.y + end.y) / 2 }
  const bend = isAcross
    ? `${middle.x} ${start.y} ${middle.x} ${end.y}`
    : `${start.x} ${middle.y} ${end.x} ${middle.y}`
  const isStraight = isLevel || isUpright
  return {
    d: `M${start.x} ${start.y}${isStraight ? `L${end.x} ${end.y}` : `C${bend} ${end.x} ${end.y}`}`,
    from: start,
    to: end,
    middle,
    isDown: !isAcross,
  }
}

/**
 * What lies under the states of safe orders and joins those that follow each other: boxes for the states, and for a grid
 * for the gaps between them.
 */
export function corridorBoxes({ boxes, margin }: BoardGeometry, lattice: Lattice): Box[] {
  const around = ({ x, y, width, height }: Box): Box => ({
    x: x - margin.x,
    y: y - margin.y,
    width: width + 2 * margin.x,
    height: height + 2 * margin.y,
  })
  const cells = lattice.states.flatMap(({ key, alive }) => {
    const box = boxes.get(key)
    return alive && box ? [around(box)] : []
  })
  const joints = lattice.edges.flatMap(({ from, to, alive }) => {
    const [a, b] = [boxes.get(from), boxes.get(to)]
    if (!alive || !a || !b || (a.x !== b.x && a.y !== b.y)) return []
    const [x, y] = [Math.min(a.x, b.x), Math.min(a.y, b.y)]
    const width = Math.max(a.x + a.width, b.x + b.width) - x
    const height = Math.max(a.y + a.height, b.y + b.height) - y
    return [around({ x, y, width, height })]
  })
  return [...cells, ...joints]
}
