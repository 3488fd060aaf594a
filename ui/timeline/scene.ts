/** The lines of the diagram: every message in view, where it is drawn, and how strongly. */
import type { Chart } from './chart.ts'
import { drawnEnd, type Flight, flightsWithin } from './flights.ts'
import type { Pins } from './pins.ts'
import type { Rows } from './rows.ts'
import { type Span, xIn } from './span.ts'

export interface Scene {
  readonly chart: Chart
  readonly span: Span
  /** Of the drawing, in pixels. */
  readonly width: number
  readonly rows: Rows
  readonly pins: Pins
}

/**
 * - `pinned`: between the pinned nodes, or of the only pinned one
 * - `near`: of one of the two pinned nodes, with another
 * - `far`: of none of them
 * - `plain`: nothing is pinned
 */
export type Tier = 'pinned' | 'near' | 'far' | 'plain'

export interface Line {
  readonly flight: Flight
  readonly tier: Tier
  readonly x1: number
  readonly y1: number
  readonly x2: number
  readonly y2: number
}

/** How far the line of a message goes that reaches nobody. */
const shareOf = { delivered: 1, lost: 0.85, unheard: 0.5, 'under way': 0.5 } as const

/** The lines in view. Of those that would cover each other, one is enough. */
export function linesOf({ chart, span, width, rows, pins }: Scene): Line[] {
  const x = xIn(span, width)
  const { usual } = chart.flights
  const lanes = new Map(chart.lanes.map(({ node }, index) => [node, index]))
  const covered = new Map<number, string>()
  const lines: Line[] = []
  for (const flight of flightsWithin(chart.flights, span.from, span.to)) {
    const { from, to, sentAt, fate } = flight
    const x1 = x(sentAt)
    const x2 = x(drawnEnd(flight, usual))
    const way = (lanes.get(from) ?? 0) * lanes.size + (lanes.get(to) ?? 0)
    const place = `${Math.round(x1)} ${Math.round(x2)}`
    if (flight.trouble === null && covered.get(way) === place) continue
    covered.set(way, place)
    const y1 = rows.yOf.get(from) ?? 0
    const y2 = rows.yOf.get(to) ?? 0
    // Two nodes that share the last row have no line between them.
    if (y1 === y2) continue
    const share = shareOf[fate]
    const reach = fate === 'lost' ? x1 + (x2 - x1) * share : x2
    lines.push({ flight, tier: tierOf(flight, pins), x1, y1, x2: reach, y2: y1 + (y2 - y1) * share })
  }
  return lines
}

export function tierOf({ pair, from, to }: Flight, { nodes, pair: pinned }: Pins): Tier {
  if (nodes.length === 0) return 'plain'
  const touches = nodes.includes(from) || nodes.includes(to)
  if (pinned === null) return touches ? 'pinned' : 'far'
  if (pair === pinned) return 'pinned'
  return touches ? 'near' : 'far'
}

/** How close the pointer has to be to a line, in pixels. */
const grasp = 5

/** The line at this point, the nearest one, or null. */
export function lineAt(lines: readonly Line[], x: number, y: number): Line | null {
  let found: Line | null = null
  let nearest = grasp
  for (const line of lines) {
    const away = distance(line, x, y)
    if (away < nearest) {
      nearest = away
      found = line
    }
  }
  return found
}

function distance({ x1, y1, x2, y2 }: Line, x: number, y: number): number {
  const dx = x2 - x1
  const dy = y2 - y1
  const along = ((x - x1) * dx + (y - y1) * dy) / (dx * dx + dy * dy)
  const share = Math.min(Math.max(along, 0), 1)
  return Math.hypot(x - x1 - share * dx, y - y1 - share * dy)
}
