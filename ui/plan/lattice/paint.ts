/** Paints a lattice that has too many states for a cell each. */
import type { Lattice, LatticeState } from '#sim/plan/model.ts'
import type { Colours } from '#ui/theme/useColours.ts'
import type { LatticeLayout, Spot } from './layout.ts'
import type { Stride } from './walk.ts'

/** Which part of a layout is shown: where its first cell lies, and how far it is from one to the next. */
export interface Frame {
  readonly x: number
  readonly y: number
  readonly pitch: number
}

export interface Picture {
  readonly lattice: Lattice
  readonly layout: LatticeLayout
  readonly strides: readonly Stride[]
  readonly here: string | null
  /** The state that the keys are at; null where they are elsewhere. */
  readonly focus: string | null
}

/** Room around the whole. */
const margin = 24

/** A cell is never larger than this. */
export const largestPitch = 40

/** The frame in which all of a layout is seen, in the middle. */
export function wholeFrame(
  { columns, rows }: LatticeLayout,
  room: { readonly width: number; readonly height: number },
): Frame {
  const fit = Math.min((room.width - 2 * margin) / columns, (room.height - 2 * margin) / rows)
  const pitch = Math.max(Math.min(fit, 20), 0.1)
  return {
    x: (room.width - columns * pitch) / 2,
    y: (room.height - rows * pitch) / 2,
    pitch,
  }
}

/** The middle of a spot. */
export function middleOf({ x, y, pitch }: Frame, { column, row }: Spot) {
  return { x: x + (column + 0.5) * pitch, y: y + (row + 0.5) * pitch }
}

/** The state at a point; null where there is none. */
export function stateAt(
  { x, y, pitch }: Frame,
  { spots }: LatticeLayout,
  point: { readonly x: number; readonly y: number },
): string | null {
  const [column, row] = [(point.x - x) / pitch - 0.5, (point.y - y) / pitch - 0.5]
  const reach = Math.max(0.5, 4 / pitch)
  let best: string | null = null
  let least = reach
  for (const [key, spot] of spots) {
    const distance = Math.max(Math.abs(spot.column - column), Math.abs(spot.row - row))
    if (distance > least) continue
    least = distance
    best = key
  }
  return best
}

/** Paints the picture into a canvas of this size. */
export function paint(
  pen: CanvasRenderingContext2D,
  { lattice, layout, strides, here, focus }: Picture,
  frame: Frame,
  room: { readonly width: number; readonly height: number },
  colours: Colours,
): void {
  pen.clearRect(0, 0, room.width, room.height)
  const { pitch } = frame
  const gap = pitch >= 6 ? Math.max(1, Math.round(pitch / 8)) : 0
  const isSeen = ({ x, y }: { readonly x: number; readonly y: number }) =>
    x > -pitch && y > -pitch && x < room.width + pitch && y < room.height + pitch
  for (const [look, states] of looks(lattice.states)) {
    pen.fillStyle = look === 'dead' ? deadFill(pen, pitch, colours) : colours[fills[look]]
    for (const { key } of states) {
      const spot = layout.spots.get(key)
      const at = spot && middleOf(frame, spot)
      if (!at || !isSeen(at)) continue
      const side = Math.max(pitch - gap, 1)
      pen.fillRect(at.x - side / 2, at.y - side / 2, side, side)
    }
  }
  paintOrder(pen, lattice.start, strides, layout, frame, colours)
  if (here !== null) ring(pen, layout, here, frame, colours.accent, 3)
  if (focus !== null) ring(pen, layout, focus, frame, colours.ink, 1.5)
}

type Look = 'alive' | 'off' | 'unsupported' | 'dead'

const fills = { alive: 'accent', off: 'line', unsupported: 'lossy-soft', dead: 'bad-soft' } as const

const known = new WeakMap<readonly LatticeState[], ReadonlyMap<Look, readonly LatticeState[]>>()

/** States by how they look; those that matter most are painted last. */
function looks(states: readonly LatticeState[]): ReadonlyMap<Look, readonly LatticeState[]> {
  let found = known.get(states)
  if (found === undefined) {
    const sorted = new Map<Look, LatticeState[]>([
      ['off', []],
      ['dead', []],
      ['unsupported', []],
      ['alive', []],
    ])
    for (const state of states) sorted.get(lookOf(state))?.push(state)
    found = sorted
    known.set(states, found)
  }
  return found
}

function lookOf({ alive, verdict }: LatticeState): Look {
  if (alive) return 'alive'
  if (verdict === 'safe') return 'off'
  return verdict === 'unsafe' ? 'dead' : 'unsupported'
}

/** Hatched, where lines can be told apart. */
function deadFill(pen: CanvasRenderingContext2D, pitch: number, colours: Colours): string | CanvasPattern {
  const soft = colours['bad-soft']
  if (pitch < 8) return soft
  const tile = document.createElement('canvas')
  tile.width = tile.height = 6
  const brush = tile.getContext('2d')
  if (brush === null) return soft
  brush.fillStyle = soft
  brush.fillRect(0, 0, 6, 6)
  brush.strokeStyle = colours.bad
  brush.globalAlpha = 0.45
  brush.beginPath()
  for (const shift of [-6, 0, 6]) {
    brush.moveTo(shift, 6)
    brush.lineTo(shift + 6, 0)
  }
  brush.stroke()
  return pen.createPattern(tile, 'repeat') ?? soft
}

function paintOrder(
  pen: CanvasRenderingContext2D,
  start: string,
  strides: readonly Stride[],
  layout: LatticeLayout,
  frame: Frame,
  colours: Colours,
): void {
  pen.strokeStyle = colours.ink
  pen.lineWidth = 2
  pen.lineJoin = 'round'
  pen.setLineDash([6, 3.5])
  pen.beginPath()
  for (const key of [start, ...strides.map(({ state }) => state.key)]) {
    const spot = layout.spots.get(key)
    if (spot === undefined) continue
    const { x, y } = middleOf(frame, spot)
    if (key === start) pen.moveTo(x, y)
    else pen.lineTo(x, y)
  }
  pen.stroke()
  pen.setLineDash([])
}

function ring(
  pen: CanvasRenderingContext2D,
  { spots }: LatticeLayout,
  key: string,
  frame: Frame,
  colour: string,
  width: number,
): void {
  const spot = spots.get(key)
  if (spot === undefined) return
  const { x, y } = middleOf(frame, spot)
  const side = Math.max(frame.pitch, 9)
  pen.strokeStyle = colour
  pen.lineWidth = width
  pen.strokeRect(x - side / 2, y - side / 2, side, side)
}
