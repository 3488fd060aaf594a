/** Draws what does not change with the scrubber: the grid, the messages, and what the nodes do. */

import type { Colours, Token } from '#ui/theme/useColours.ts'
import type { Line, Scene, Tier } from './scene.ts'
import { xIn } from './span.ts'

export interface Picture extends Scene {
  readonly lines: readonly Line[]
  readonly ticks: readonly number[]
  readonly height: number
}

interface Pen {
  readonly colour: Token
  readonly width: number
  readonly alpha: number
  /** The length of the arrow's head; 0 for none. */
  readonly head: number
}

const pens: Readonly<Record<Tier, Pen>> = {
  far: { colour: 'line-2', width: 1, alpha: 0.45, head: 0 },
  near: { colour: 'line-3', width: 1, alpha: 0.8, head: 5 },
  plain: { colour: 'line-3', width: 1, alpha: 1, head: 5 },
  pinned: { colour: 'ink', width: 1.5, alpha: 1, head: 7 },
}

const troubled: Readonly<Record<Tier, Pen>> = {
  far: { colour: 'bad', width: 1, alpha: 0.25, head: 0 },
  near: { colour: 'bad', width: 1, alpha: 0.6, head: 5 },
  plain: { colour: 'bad', width: 1.25, alpha: 1, head: 5 },
  pinned: { colour: 'bad', width: 1.75, alpha: 1, head: 7 },
}

/** From the quietest to the loudest, which is drawn over the others. */
const tiers: readonly Tier[] = ['far', 'near', 'plain', 'pinned']

/** Lines that are shorter than this on the axis of time have no heads: they would be all head. */
const shortestHeaded = 3

export function paint(context: CanvasRenderingContext2D, picture: Picture, colours: Colours): void {
  const { width, height, lines } = picture
  context.clearRect(0, 0, width, height)
  drawGrid(context, picture, colours)
  drawLanes(context, picture, colours)
  for (const tier of tiers) {
    const own = lines.filter((line) => line.tier === tier)
    const isQuiet = (line: Line) => line.flight.trouble === null
    drawLines(context, own.filter(isQuiet), pens[tier], colours)
    drawLines(
      context,
      own.filter((line) => !isQuiet(line)),
      troubled[tier],
      colours,
    )
  }
  context.globalAlpha = 1
  drawStuck(context, picture, colours)
}

function drawGrid(
  context: CanvasRenderingContext2D,
  { ticks, span, width, height }: Picture,
  colours: Colours,
) {
  const x = xIn(span, width)
  context.strokeStyle = colours.line
  context.lineWidth = 1
  context.beginPath()
  for (const tick of ticks) {
    const at = Math.round(x(tick)) + 0.5
    context.moveTo(at, 0)
    context.lineTo(at, height)
  }
  context.stroke()
}

function drawLines(
  context: CanvasRenderingContext2D,
  lines: readonly Line[],
  { colour, width, alpha, head }: Pen,
  colours: Colours,
) {
  if (lines.length === 0) return
  context.globalAlpha = alpha
  context.strokeStyle = colours[colour]
  context.fillStyle = colours[colour]
  context.lineWidth = width
  context.beginPath()
  for (const { x1, y1, x2, y2 } of lines) {
    context.moveTo(x1, y1)
    context.lineTo(x2, y2)
  }
  context.stroke()
  context.beginPath()
  for (const line of lines) {
    if (line.flight.fate !== 'delivered') drawEnd(context, line)
    else if (head > 0 && line.x2 - line.x1 >= shortestHeaded) drawHead(context, line, head)
  }
  context.fill()
}

function drawHead(context: CanvasRenderingContext2D, { x1, y1, x2, y2 }: Line, length: number) {
  const whole = Math.hypot(x2 - x1, y2 - y1)
  const ux = (x2 - x1) / whole
  const uy = (y2 - y1) / whole
  const half = length * 0.42
  context.moveTo(x2, y2)
  context.lineTo(x2 - ux * length - uy * half, y2 - uy * length + ux * half)
  context.lineTo(x2 - ux * length + uy * half, y2 - uy * length - ux * half)
  context.closePath()
}

/** A cross where a message is lost, a bar where it is held up. */
function drawEnd(context: CanvasRenderingContext2D, { flight, x2, y2 }: Line) {
  if (flight.fate === 'unheard') return
  context.stroke(new Path2D(flight.fate === 'lost' ? cross(x2, y2) : bar(x2, y2)))
}

const cross = (x: number, y: number) => `M${x - 3} ${y - 3}l6 6m0-6l-6 6`
const bar = (x: number, y: number) => `M${x} ${y - 4}v8`

/** How a node's line is drawn while it is in a state, with its dashes. */
function lanePen(
  state: string,
  isPinned: boolean,
): { colour: Token; width: number; dash: readonly number[] } {
  const width = isPinned ? 2 : 1.25
  switch (state) {
    case 'draining':
      return { colour: 'accent', width, dash: [] }
    case 'down':
      return { colour: 'accent', width, dash: [1.5, 4] }
    case 'starting':
      return { colour: 'accent', width, dash: [4, 3] }
    default:
      return { colour: isPinned ? 'ink' : 'line-3', width, dash: [] }
  }
}

function drawLanes(
  context: CanvasRenderingContext2D,
  { chart, span, width, rows }: Picture,
  colours: Colours,
) {
  const x = xIn(span, width)
  const lanes = new Map(chart.lanes.map((lane) => [lane.node, lane]))
  for (const { node, y, isPinned } of rows.rows) {
    for (const { from, to, state } of lanes.get(node)?.spans ?? []) {
      if (to < span.from || from > span.to) continue
      const [left, right] = [Math.max(x(from), 0), Math.min(x(to), width)]
      if (state === 'crashed') {
        hatch(context, left, y, right - left, isPinned ? 6 : 4, colours['line-3'], colours.sunken)
        continue
      }
      const { colour, width: weight, dash } = lanePen(state, isPinned)
      context.strokeStyle = colours[colour]
      context.lineWidth = weight
      context.setLineDash([...dash])
      // Dashes stand still on the axis of time while the view moves.
      context.lineDashOffset = left - x(from)
      context.beginPath()
      context.moveTo(left, y)
      context.lineTo(right, y)
      context.stroke()
    }
  }
  context.setLineDash([])
  if (rows.more) {
    context.strokeStyle = colours['line-2']
    context.lineWidth = 1
    context.setLineDash([2, 3])
    context.beginPath()
    context.moveTo(0, rows.more.y)
    context.lineTo(width, rows.more.y)
    context.stroke()
    context.setLineDash([])
  }
}

function drawStuck(
  context: CanvasRenderingContext2D,
  { chart, span, width, rows, pins }: Picture,
  colours: Colours,
) {
  const x = xIn(span, width)
  for (const { node, y, isPinned } of rows.rows) {
    // Of a pinned node only the pinned connection matters.
    const own = chart.ends.stuck.filter(
      (stuck) => stuck.node === node && (!isPinned || pins.pair === null || stuck.pair === pins.pair),
    )
    for (const { from, to } of merged(own)) {
      if (to < span.from || from > span.to) continue
      const [left, right] = [Math.max(x(from), 0), Math.min(x(to), width)]
      context.globalAlpha = isPinned || pins.nodes.length === 0 ? 1 : 0.6
      hatch(context, left, y, right - left, isPinned ? 7 : 5, colours.bad, colours['bad-soft'])
    }
  }
  context.globalAlpha = 1
}

interface Stretch {
  readonly from: number
  readonly to: number
}

/**
 * The same stretches, those that overlap as one.
 *
 * @internal tests ask it by itself
 */
export function merged(stretches: readonly Stretch[]): Stretch[] {
  const result: Stretch[] = []
  for (const { from, to } of [...stretches].sort((a, b) => a.from - b.from)) {
    const last = result.at(-1)
    if (last && from <= last.to) result[result.length - 1] = { from: last.from, to: Math.max(last.to, to) }
    else result.push({ from, to })
  }
  return result
}

/** Hatch means dead or stuck. */
function hatch(
  context: CanvasRenderingContext2D,
  x: number,
  y: number,
  width: number,
  thickness: number,
  colour: string,
  ground: string,
) {
  const top = y - thickness / 2
  context.save()
  context.beginPath()
  context.rect(x, top, width, thickness)
  context.clip()
  context.fillStyle = ground
  context.fill()
  context.strokeStyle = colour
  context.lineWidth = 1
  context.beginPath()
  for (let at = Math.floor(x / 5) * 5 - thickness; at < x + width; at += 5) {
    context.moveTo(at, top + thickness)
    context.lineTo(at + thickness, top)
  }
  context.stroke()
  context.restore()
}
