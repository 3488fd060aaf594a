/** Where everything stands in the picture of a cluster: roles in columns, dialers left of the acceptors they dial. */

import type { Side } from '#sim/scenario/side.ts'
import type { ClusterView, PairView } from '#sim/views/view.ts'

export interface Point {
  readonly x: number
  readonly y: number
}

export interface Box extends Point {
  readonly width: number
  readonly height: number
}

export interface Wire {
  readonly pair: string
  /** Where it meets the cards. */
  readonly ports: Readonly<Record<Side, Point>>
  /** Where the verdict stands: the middle of its left edge. */
  readonly pill: Point
  /** From the dialer to the acceptor, in short straight pieces. */
  readonly points: readonly Point[]
  /** The part of it on which messages are seen: where the verdict stands they would be hidden. */
  readonly track: readonly Point[]
}

export interface Geometry {
  readonly width: number
  readonly height: number
  readonly cards: ReadonlyMap<string, Box>
  readonly wires: ReadonlyMap<string, Wire>
  /** Whether verdicts are drawn as a glyph alone, for want of room. */
  readonly compact: boolean
}

/** Figures of a picture, in pixels. */
interface Measures {
  readonly card: number
  readonly margin: number
  readonly portGap: number
  readonly cardPadding: number
  /** Room under a card for what it holds and waits for. */
  readonly below: number
  readonly lead: number
}

const roomy: Measures = { card: 128, margin: 16, portGap: 34, cardPadding: 19, below: 36, lead: 118 }
const tight: Measures = { card: 96, margin: 16, portGap: 26, cardPadding: 15, below: 28, lead: 56 }

/** Lays a cluster out in a space of this size. It may become higher where there are many nodes. */
export function layOut(view: ClusterView, width: number, height: number): Geometry {
  const compact = width < 480
  const measures = compact ? tight : roomy
  const columns = columnsOf(view)
  const ports = portsOf(view.pairs)
  const heights = columns.map((column) =>
    column.map((id) => cardHeight(ports.get(id)?.length ?? 0, measures)),
  )
  const needed = Math.max(
    ...heights.map((column) =>
      column.reduce((sum, card) => sum + card + measures.below, measures.margin * 2),
    ),
  )
  const total = Math.max(height, needed)
  const cards = new Map<string, Box>()
  columns.forEach((column, index) => {
    // Peers stand to the left: their wires go out to the right and come back.
    const share = columns.length > 1 ? index / (columns.length - 1) : 0.1
    const x = measures.margin + share * (width - 2 * measures.margin - measures.card)
    const own = heights[index] ?? []
    const free = total - measures.margin - own.reduce((sum, card) => sum + card, 0)
    const gap = free / column.length
    let y = measures.margin / 2 + Math.max(gap - measures.below, 0) / 2
    column.forEach((id, place) => {
      const cardHeightHere = own[place] ?? 0
      cards.set(id, { x, y, width: measures.card, height: cardHeightHere })
      y += cardHeightHere + gap
    })
  })
  const wires = new Map(view.pairs.map((pair) => [pair.id, wireOf(pair, cards, ports, measures)]))
  return { width, height: total, cards, wires, compact }
}

/** The point at a share of a line's length, from its beginning. */
export function pointAt(points: readonly Point[], share: number): Point {
  const lengths = points.map((point, i) => {
    const before = points[i - 1]
    return before ? Math.hypot(point.x - before.x, point.y - before.y) : 0
  })
  let left = lengths.reduce((sum, length) => sum + length, 0) * Math.min(Math.max(share, 0), 1)
  for (let i = 1; i < points.length; i++) {
    const [from, to, length] = [points[i - 1] as Point, points[i] as Point, lengths[i] ?? 0]
    if (left <= length) {
      const part = length === 0 ? 0 : left / length
      return { x: from.x + (to.x - from.x) * part, y: from.y + (to.y - from.y) * part }
    }
    left -= length
  }
  return points.at(-1) ?? { x: 0, y: 0 }
}

/** The points of a line between two shares of its length. */
export function slice(points: readonly Point[], from: number, to: number): Point[] {
  const steps = 24
  return Array.from({ length: steps + 1 }, (_, i) => pointAt(points, from + ((to - from) * i) / steps))
}

/** An SVG path through points. */
export function pathThrough(points: readonly Point[]): string {
  return points.map(({ x, y }, i) => `${i === 0 ? 'M' : 'L'}${x.toFixed(1)} ${y.toFixed(1)}`).join('')
}

/** Roles from left to right: who dials stands left of whom it dials. */
function columnsOf({ nodes, pairs }: ClusterView): string[][] {
  const roleOf = new Map(nodes.map(({ id, role }) => [id, role]))
  const roles = [...new Set(roleOf.values())]
  const dialled = new Map(roles.map((role) => [role, new Set<string>()]))
  for (const { dialer, acceptor } of pairs) {
    const [from, to] = [roleOf.get(dialer) ?? '', roleOf.get(acceptor) ?? '']
    if (from !== to) dialled.get(to)?.add(from)
  }
  const depth = (role: string, path: readonly string[] = []): number => {
    const dialers = [...(dialled.get(role) ?? [])].filter((other) => !path.includes(other))
    return dialers.length === 0 ? 0 : 1 + Math.max(...dialers.map((other) => depth(other, [...path, role])))
  }
  const columns: string[][] = []
  for (const { id, role } of nodes) {
    const column = depth(role)
    while (columns.length <= column) columns.push([])
    columns[column]?.push(id)
  }
  return columns.filter((column) => column.length > 0)
}

/** The pairs that meet each node, in the order of its ports. */
function portsOf(pairs: readonly PairView[]): Map<string, PairView[]> {
  const ports = new Map<string, PairView[]>()
  for (const pair of pairs) {
    for (const id of [pair.dialer, pair.acceptor]) ports.set(id, [...(ports.get(id) ?? []), pair])
  }
  return ports
}

function cardHeight(ports: number, { portGap, cardPadding }: Measures): number {
  return Math.max(2, ports) * portGap - portGap + cardPadding * 2
}

function wireOf(
  pair: PairView,
  cards: ReadonlyMap<string, Box>,
  ports: ReadonlyMap<string, readonly PairView[]>,
  measures: Measures,
): Wire {
  const dialer = cards.get(pair.dialer) ?? emptyBox
  const acceptor = cards.get(pair.acceptor) ?? emptyBox
  const goesRight = dialer.x <= acceptor.x
  const portOf = (id: string, card: Box, onRight: boolean): Point => {
    const own = ports.get(id) ?? []
    const place = own.indexOf(pair) - (own.length - 1) / 2
    return {
      x: onRight ? card.x + card.width : card.x,
      y: card.y + card.height / 2 + place * measures.portGap,
    }
  }
  const from = portOf(pair.dialer, dialer, goesRight)
  const to = portOf(pair.acceptor, acceptor, !goesRight || dialer.x === acceptor.x)
  const lead = goesRight ? measures.lead : -measures.lead
  const points = dialer.x === acceptor.x ? loop(from, to, lead) : curve(from, to, lead)
  return {
    pair: pair.id,
    ports: { dialer: from, acceptor: to },
    pill: { x: from.x + 12, y: from.y },
    points,
    track: points.slice(1),
  }
}

/** Goes out straight, so that the verdict stands on the wire, and then bends to the other end. */
function curve(from: Point, to: Point, lead: number): Point[] {
  const start = { x: from.x + lead, y: from.y }
  const reach = (to.x - start.x) * 0.5
  return [from, ...bend(start, start.x + reach, to.x - reach, to)]
}

/** Between nodes of one column: goes out, and comes back from the same side, the farther the wider. */
function loop(from: Point, to: Point, lead: number): Point[] {
  const start = { x: from.x + lead, y: from.y }
  const width = 24 + Math.abs(to.y - from.y) * 0.45
  return [from, ...bend(start, start.x + width, start.x + width, to)]
}

/** A Bézier curve in short pieces, that leaves and arrives level. */
function bend(from: Point, out: number, back: number, to: Point): Point[] {
  const pieces = 32
  return Array.from({ length: pieces + 1 }, (_, i) => {
    const t = i / pieces
    const [a, b, c, d] = [(1 - t) ** 3, 3 * (1 - t) ** 2 * t, 3 * (1 - t) * t ** 2, t ** 3]
    return { x: a * from.x + b * out + c * back + d * to.x, y: (a + b) * from.y + (c + d) * to.y }
  })
}

const emptyBox: Box = { x: 0, y: 0, width: 0, height: 0 }
