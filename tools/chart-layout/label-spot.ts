import type { LabelSpot, Point, Rect } from '../../ui/chart/layout.ts'
import { distance, segmentsOf, touch } from './geometry.ts'

/** Sizes that words about an arrow can be broken into, the best first. */
const sizes = [
  { width: 168, height: 28 },
  { width: 132, height: 28 },
  { width: 116, height: 28 },
  { width: 100, height: 42 },
  { width: 86, height: 42 },
  { width: 72, height: 56 },
]

/** Lines of words have some room of their own above and below, but none at their ends. */
const clearance = { x: 6, y: 3 }
/** What each worse size costs, in pixels of distance. */
const costOfSize = 6

/**
 * The free place nearest to an arrow, and nearest to where it starts, because arrows that share a line part
 * from each other there. A place is free if no obstacle comes near.
 */
export function labelSpot(
  points: readonly Point[],
  obstacles: readonly Rect[],
  within: Rect,
): LabelSpot | null {
  const lines = segmentsOf(points)
  const [first] = lines
  if (!first) return null
  let best: { rect: Rect; cost: number } | null = null
  for (const [rank, size] of sizes.entries())
    for (let y = within.y; y + size.height <= within.y + within.height; y += 1)
      for (let x = within.x; x + size.width <= within.x + within.width; x += 2) {
        const rect = { x, y, ...size }
        const away = Math.min(...lines.map((line) => distance(rect, line)))
        const cost = rank * costOfSize + away + distance(rect, first) + asideOf(rect, first) / 10
        if ((!best || cost < best.cost) && !obstacles.some((each) => touch(rect, each, clearance)))
          best = { rect, cost }
      }
  return best && { ...best.rect, ...sideOf(best.rect, lines) }
}

/** How far the middle of a place is from the middle of a line. */
function asideOf(rect: Rect, line: Rect): number {
  return (
    Math.abs(rect.x + rect.width / 2 - line.x - line.width / 2) +
    Math.abs(rect.y + rect.height / 2 - line.y - line.height / 2)
  )
}

/** Words keep to the side of their place that is next to the arrow. */
function sideOf(rect: Rect, lines: readonly Rect[]): Pick<LabelSpot, 'anchor' | 'grows'> {
  const nearest = lines.toSorted((a, b) => distance(rect, a) - distance(rect, b))[0] ?? rect
  const middle = rect.x + rect.width / 2
  const isRight = nearest.x > middle
  const isLeft = nearest.x + nearest.width < middle
  const isBelow = nearest.y >= rect.y + rect.height
  return { anchor: isRight ? 'end' : isLeft ? 'start' : 'middle', grows: isBelow ? 'up' : 'down' }
}
