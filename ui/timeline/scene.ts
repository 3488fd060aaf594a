/** The lines of the diagram: every message in view, where it is drawn, and how strongly. */
import type { Chart } from './chart.ts'
import type { Flight } from './flights.ts'
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
 * - `far`: of none of them, or with a node that has no row of its own
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

/** As many lines are drawn as they are; of more, those that would cover each other are drawn once. */
const mostLines = 1_500

/** The lines in view, in the order in which their messages are sent. */
export function linesOf({ chart, span, width, rows, pins }: Scene): Line[] {
  const x = xIn(span, width)
  const { flights } = chart
  const places = flights.within(span.from, span.to)
  const isNew = places.length > mostLines ? coverage() : () => true
  const lines: Line[] = []
  for (const place of places) {
    const { from, to } = flights.way(place)
    const y1 = rows.yOf.get(from) ?? 0
    const y2 = rows.yOf.get(to) ?? 0
    // Two nodes that share the last row have no line between them.
    if (y1 === y2) continue
    const x1 = x(flights.times[place] ?? 0)
    const x2 = x(flights.drawnEnd(place))
    if (!flights.isTroubled(place) && !isNew(x1, y1, x2, y2)) continue
    const flight = flights.at(place)
    const share = shareOf[flight.fate]
    const reach = flight.fate === 'lost' ? x1 + (x2 - x1) * share : x2
    lines.push({ flight, tier: tierOf(flight, pins, rows), x1, y1, x2: reach, y2: y1 + (y2 - y1) * share })
  }
  return lines
}

/** Tells whether a line covers other pixels than the last one between the same lanes. */
function coverage(): (x1: number, y1: number, x2: number, y2: number) => boolean {
  const last = new Map<number, number>()
  return (x1, y1, x2, y2) => {
    const lanes = Math.round(y1) * 4_096 + Math.round(y2)
    const place = Math.round(x1) * 65_536 + Math.round(x2)
    if (last.get(lanes) === place) return false
    last.set(lanes, place)
    return true
  }
}

export function tierOf({ pair, from, to }: Flight, { nodes, pair: pinned }: Pins, { more }: Rows): Tier {
  if (pinned !== null && pair === pinned) return 'pinned'
  const isSummed = more?.nodes.includes(from) || more?.nodes.includes(to)
  if (nodes.length === 0) return isSummed ? 'far' : 'plain'
  const touches = nodes.includes(from) || nodes.includes(to)
  if (!touches || isSummed) return 'far'
  return pinned === null ? 'pinned' : 'near'
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
