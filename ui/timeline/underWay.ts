/** The messages that are on their way at one time, as path data: this is drawn on every frame. */
import { progressAt } from './flights.ts'
import { type Scene, type Tier, tierOf } from './scene.ts'
import { xIn } from './span.ts'

export interface UnderWay {
  /** Their lines up to where they are now. */
  readonly lines: Readonly<Record<Tier | 'troubled', string>>
  /** Where they are now, and those that matter less. */
  readonly dots: string
  readonly quietDots: string
}

export function underWayAt({ chart, span, width, rows, pins }: Scene, time: number): UnderWay {
  const x = xIn(span, width)
  const now = x(time)
  const lines = { pinned: '', near: '', far: '', plain: '', troubled: '' }
  let dots = ''
  let quietDots = ''
  if (now < 0 || now > width) return { lines, dots, quietDots }
  for (const place of chart.flights.within(time, time)) {
    const flight = chart.flights.at(place)
    const share = progressAt(flight, time, chart.flights.usual)
    const y1 = rows.yOf.get(flight.from) ?? 0
    const y2 = rows.yOf.get(flight.to) ?? 0
    if (share === null || y1 === y2) continue
    const tier = tierOf(flight, pins, rows)
    const y = y1 + (y2 - y1) * share
    const pen = tier === 'pinned' && flight.trouble ? 'troubled' : tier
    lines[pen] += `M${x(flight.sentAt)} ${y1}L${now} ${y}`
    if (tier === 'far') quietDots += dot(now, y, 2)
    else dots += dot(now, y, 3.5)
  }
  return { lines, dots, quietDots }
}

const dot = (x: number, y: number, r: number) =>
  `M${x - r} ${y}a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0`
