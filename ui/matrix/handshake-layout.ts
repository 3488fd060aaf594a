/** Where everything of a handshake's chart goes: two lifelines, time downwards, what is said of an end beside it. */

import type { HandshakeState } from '#machines/connection-end.ts'
import { opposite, type Side, sides } from '#sim/scenario/side.ts'
import type { HandshakeAttempt, HandshakeMessage, Note } from '#sim/views/handshake.ts'

/** The width of a text at the size of the chart's notes. */
export type Measure = (text: string, isBold?: boolean) => number

interface Line {
  readonly text: string
  readonly tone: Note['tone']
  readonly y: number
}

export interface Arrow {
  readonly message: HandshakeMessage
  readonly from: { readonly x: number; readonly y: number }
  /** Where it ends: at the other lifeline, or before it where nobody got it. */
  readonly to: { readonly x: number; readonly y: number }
  /** The middle of its label. */
  readonly label: { readonly x: number; readonly y: number }
}

/** A stretch of a lifeline by what its end believes there. */
interface Stretch {
  readonly side: Side
  readonly from: number
  readonly to: number
  readonly belief: 'none' | 'handshake' | 'open' | 'stuck' | 'gone'
}

export interface AttemptLayout {
  readonly height: number
  readonly x: Readonly<Record<Side, number>>
  readonly arrows: readonly Arrow[]
  readonly notes: Readonly<Record<Side, readonly Line[]>>
  readonly stretches: readonly Stretch[]
  /** The bar of the calls that are never answered, open at its lower end. */
  readonly bar: { readonly x: number; readonly from: number; readonly to: number } | null
}

/** From the baseline of one line of a note to the next. */
const lineHeight = 15

/** Between a lifeline and what is said of it. */
const aside = 12

/** Between two points of one end: a tag fits between. */
const step = 24

/** Between two points of different ends at one moment, and where time passes between them. */
const together = 8
const later = 20

/** The width of the bar of unanswered calls. */
export const barWidth = 10

const top = 10
const bottom = 14

export function layOutAttempt(
  { points, messages, unanswered }: HandshakeAttempt,
  width: number,
  measure: Measure,
): AttemptLayout {
  const x = lifelines(width)
  const room = x.dialer - aside - (unanswered ? barWidth + 6 : 0)
  const notes: Record<Side, Line[]> = { dialer: [], acceptor: [] }
  const stretches: Stretch[] = []
  const ys: number[] = []
  const free: Record<Side, number> = { dialer: top, acceptor: top }
  const since: Record<Side, { y: number; belief: Stretch['belief'] }> = {
    dialer: { y: 0, belief: 'none' },
    acceptor: { y: 0, belief: 'none' },
  }
  const believe = (side: Side, y: number, belief: Stretch['belief']) => {
    stretches.push({ side, from: since[side].y, to: y, belief: since[side].belief })
    since[side] = { y, belief }
  }

  let last = { y: top - later, at: Number.NEGATIVE_INFINITY }
  for (const { side, at, notes: said, becomes } of points) {
    const y = Math.max(last.y + (at > last.at ? later : together), free[side])
    last = { y, at }
    ys.push(y)
    const lines = said.flatMap(({ text, tone }) => {
      const space = side === 'dialer' ? room : width - x.acceptor - aside
      return wrap(text, space, (part) => measure(part, tone !== 'quiet')).map((line) => ({
        text: line,
        tone,
      }))
    })
    notes[side].push(...lines.map((line, i) => ({ ...line, y: y + i * lineHeight })))
    if (becomes !== null) believe(side, y, beliefs[becomes])
    free[side] = y + Math.max(step, lines.length * lineHeight + 6)
  }
  if (unanswered) {
    const { names } = unanswered
    const text = `${names.length === 1 ? names[0] : `${names.length} calls`} unanswered`
    const lines = wrap(text, room, (part) => measure(part, true))
    notes.dialer.push(
      ...lines.map((line, i) => ({ text: line, tone: 'bad' as const, y: free.dialer + i * lineHeight })),
    )
    free.dialer += lines.length * lineHeight + 6
  }
  const end = Math.max(free.dialer, free.acceptor, last.y + step) - step + lineHeight
  for (const side of sides) believe(side, end, 'none')

  const arrows = messages.map((message, number): Arrow => {
    const sent = points.findIndex(({ message: own }) => own?.number === number && own.does === 'send')
    const got = points.findIndex(({ message: own }) => own?.number === number && own.does === 'receive')
    const from = { x: x[message.from], y: ys[sent] ?? 0 }
    const target = x[opposite(message.from)]
    const to = got < 0 ? { x: (from.x + target) / 2, y: from.y + later } : { x: target, y: ys[got] ?? 0 }
    return { message, from, to, label: pointOn(from, to, labelPlace) }
  })
  const called = ys[unanswered?.from ?? -1]
  return {
    height: end + bottom,
    x,
    arrows,
    notes,
    stretches: stretches.filter(({ from, to }) => to > from),
    bar: called === undefined ? null : { x: x.dialer - 8 - barWidth, from: called, to: end },
  }
}

/** Where the lifelines stand: there is always room for a word beside them. */
export function lifelines(width: number): Readonly<Record<Side, number>> {
  const [dialer, acceptor] = width < 420 ? [0.36, 0.7] : [0.31, 0.71]
  return { dialer: Math.round(width * dialer), acceptor: Math.round(width * acceptor) }
}

/** Two messages that cross are labelled before they do. */
const labelPlace = 0.36

const pointOn = (from: { x: number; y: number }, to: { x: number; y: number }, part: number) => ({
  x: from.x + (to.x - from.x) * part,
  y: from.y + (to.y - from.y) * part,
})

/** What an end believes in a state of its handshake. */
const beliefs: Readonly<Record<HandshakeState, Stretch['belief']>> = {
  dialling: 'handshake',
  announcing: 'handshake',
  awaiting: 'handshake',
  open: 'open',
  stalled: 'stuck',
  rejected: 'gone',
  retrying: 'gone',
  closed: 'gone',
}

/** Breaks a text into lines, at blanks, as wide as there is room. A longer word stands over. */
function wrap(text: string, width: number, measure: (text: string) => number): string[] {
  const lines: string[] = []
  for (const word of text.split(' ')) {
    const line = lines.at(-1)
    if (line !== undefined && measure(`${line} ${word}`) <= width) lines[lines.length - 1] = `${line} ${word}`
    else lines.push(word)
  }
  return lines
}
