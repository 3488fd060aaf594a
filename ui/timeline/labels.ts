/** What is written into the diagram, and where. */
import type { Flight } from './flights.ts'
import type { Landmark } from './landmarks.ts'
import { type Box, type Candidate, type Placed, placeLabels } from './placement.ts'
import type { Line, Scene } from './scene.ts'
import { xIn } from './span.ts'

/** A message's label is a filled tag for a version, else its bare name. */
interface MessageLabel {
  readonly kind: 'message'
  readonly flight: Flight
}

interface LandmarkLabel {
  readonly kind: 'landmark'
  readonly landmark: Landmark
}

export type Label = MessageLabel | LandmarkLabel

/** A place with what is written there. */
export interface Place extends Box {
  readonly text: string
}

/** Gives the width of a text, and of the same in bold. */
export type Measure = (text: string, isBold?: boolean) => number

const height = 16
const tagPadding = 5
const pillPadding = 6
/** From a diamond's middle to its label. */
const beside = 11

/** Where along its line a label may stand, the best first. */
const shares = [0.5, 0.36, 0.64, 0.24, 0.76]
/** How far from the only pinned lane. */
const depths = [22, 15, 29]

/** A line that is shorter on the axis of time has no room for a label. */
const shortestLabelled = 18
const shortestTroubled = 8

/**
 * The labels in view, of which no two touch. Upgrades and faults come first, then the messages of the pinned nodes: what
 * was taken amiss, versions, and the others, each the younger before the older.
 *
 * @param horizon nothing that is sent later is known yet
 * @param taken where something else stands
 */
export function labelsOf(
  { chart, span, width, rows, pins }: Scene,
  lines: readonly Line[],
  horizon: number,
  measure: Measure,
  taken: readonly Box[] = [],
): Placed<Label, Place>[] {
  const x = xIn(span, width)
  const candidates: Candidate<Label, Place>[] = []
  for (const landmark of chart.landmarks.toReversed()) {
    const [first = ''] = landmark.nodes
    const at = x(landmark.at)
    if (landmark.at > horizon || at < 0 || at > width) continue
    const y = rows.yOf.get(first) ?? 0
    candidates.push({
      item: { kind: 'landmark', landmark },
      places: pillPlaces(landmark.label, at, y, width, measure),
    })
  }
  // Half a name is none: it appears when all of its place is known.
  const right = Math.min(width, horizon < chart.until ? x(horizon) : width)
  const labelled = lines.filter(
    ({ flight, tier, x1, x2 }) =>
      tier === 'pinned' &&
      flight.sentAt <= horizon &&
      x2 - x1 >= (flight.trouble ? shortestTroubled : shortestLabelled),
  )
  // The sort is stable: among equals the younger comes first.
  for (const line of labelled.toReversed().sort((a, b) => weightOf(a.flight) - weightOf(b.flight))) {
    const places = messagePlaces(line, pins.pair === null, pins.nodes, measure)
    candidates.push({
      item: { kind: 'message', flight: line.flight },
      places: places.filter((place) => place.x >= 0 && place.x + place.width <= right),
    })
  }
  return placeLabels(candidates, taken)
}

const weightOf = ({ trouble, message }: Flight) => (trouble ? 0 : message.kind === 'version' ? 1 : 2)

function pillPlaces(text: string, at: number, y: number, width: number, measure: Measure): Place[] {
  const size = { width: measure(text, true) + 2 * pillPadding, height, text }
  const left = { ...size, x: at - beside - size.width, y: y - height / 2 }
  const right = { ...left, x: at + beside }
  return [left, right].filter((place) => place.x >= 0 && place.x + place.width <= width)
}

function messagePlaces(line: Line, isAlone: boolean, pinned: readonly string[], measure: Measure): Place[] {
  const { flight, x1, y1, x2, y2 } = line
  const { message, trouble } = flight
  const text = message.kind === 'reply' ? 'reply' : message.name
  const isTag = message.kind === 'version'
  const isBold = isTag || trouble !== null
  const size = { width: measure(text, isBold) + (isTag ? 2 * tagPadding : 4), height }
  const along = (share: number): Place => ({
    ...size,
    text,
    x: x1 + (x2 - x1) * share - size.width / 2,
    y: y1 + (y2 - y1) * share - height / 2,
  })
  const places = isAlone
    ? depths.map((depth) => {
        const share = Math.min(depth / Math.abs(y2 - y1), 0.5)
        return along(pinned.includes(flight.from) ? share : 1 - share)
      })
    : shares.map(along)
  if (trouble !== 'swallowed') return places
  // What it was taken for is said beside the arrow's head.
  const long = `${text}, read as a handshake`
  const down = y2 > y1
  return [
    {
      text: long,
      width: measure(long, true) + 4,
      height,
      x: x2 + 8,
      y: down ? y2 - height - 6 : y2 + 6,
    },
    ...places,
  ]
}
