import type { Point } from './layout.ts'

const cornerRadius = 4
const headLength = 6
const headHalf = 3

/**
 * The line of an arrow, up to its head. Corners are round, so that one sees where a line leaves another.
 */
export function arrowPath(points: readonly Point[]): string {
  const end = points.at(-1)
  const before = points.at(-2)
  if (!end || !before) return ''
  const line = [...points.slice(0, -1), towards(end, before, headLength - 1)]
  return line
    .map((point, index) => {
      const previous = line[index - 1]
      const next = line[index + 1]
      if (!previous) return `M${point.x} ${point.y}`
      if (!next) return `L${point.x} ${point.y}`
      const radius = Math.min(cornerRadius, length(previous, point) / 2, length(point, next) / 2)
      const from = towards(point, previous, radius)
      const to = towards(point, next, radius)
      return `L${from.x} ${from.y}Q${point.x} ${point.y} ${to.x} ${to.y}`
    })
    .join('')
}

/** The head of an arrow. */
export function arrowHead(points: readonly Point[]): string {
  const end = points.at(-1)
  const before = points.at(-2)
  if (!end || !before) return ''
  const base = towards(end, before, headLength)
  const aside = base.x === end.x ? { x: headHalf, y: 0 } : { x: 0, y: headHalf }
  return `M${end.x} ${end.y}L${base.x + aside.x} ${base.y + aside.y}L${base.x - aside.x} ${base.y - aside.y}Z`
}

/** The middle of the longest piece. */
export function middleOf(points: readonly Point[]): Point {
  let longest = { length: -1, middle: points[0] ?? { x: 0, y: 0 } }
  for (const [index, to] of points.slice(1).entries()) {
    const from = points[index] ?? to
    if (length(from, to) > longest.length)
      longest = { length: length(from, to), middle: { x: (from.x + to.x) / 2, y: (from.y + to.y) / 2 } }
  }
  return longest.middle
}

const length = (a: Point, b: Point) => Math.abs(a.x - b.x) + Math.abs(a.y - b.y)

/** The point that is some way along a horizontal or vertical line. */
function towards(from: Point, to: Point, by: number): Point {
  return { x: from.x + Math.sign(to.x - from.x) * by, y: from.y + Math.sign(to.y - from.y) * by }
}
