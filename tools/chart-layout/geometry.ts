import type { Point, Rect } from '../../ui/chart/layout.ts'

/** A horizontal or vertical piece of a line, as a rectangle without an area. */
export function segmentsOf(points: readonly Point[]): readonly Rect[] {
  return points.slice(1).map((to, index) => {
    const from = points[index] ?? to
    return {
      x: Math.min(from.x, to.x),
      y: Math.min(from.y, to.y),
      width: Math.abs(to.x - from.x),
      height: Math.abs(to.y - from.y),
    }
  })
}

/** Whether two rectangles come closer to each other than `clearance` on both axes. */
export function touch(a: Rect, b: Rect, clearance: Point = { x: 0, y: 0 }): boolean {
  return (
    a.x < b.x + b.width + clearance.x &&
    b.x < a.x + a.width + clearance.x &&
    a.y < b.y + b.height + clearance.y &&
    b.y < a.y + a.height + clearance.y
  )
}

/** How far apart two rectangles are. */
export function distance(a: Rect, b: Rect): number {
  const dx = Math.max(a.x - b.x - b.width, b.x - a.x - a.width, 0)
  const dy = Math.max(a.y - b.y - b.height, b.y - a.y - a.height, 0)
  return Math.hypot(dx, dy)
}

/** The same points, whole and without those in the middle of a straight line. */
export function tidied(points: readonly Point[]): readonly Point[] {
  const whole = points.map(({ x, y }) => ({ x: Math.round(x), y: Math.round(y) }))
  return whole.filter((point, index) => {
    const before = whole[index - 1]
    const after = whole[index + 1]
    if (!before || !after) return true
    return !((before.x === point.x && point.x === after.x) || (before.y === point.y && point.y === after.y))
  })
}
