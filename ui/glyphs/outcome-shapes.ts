/** The shapes of the outcome glyphs, as data, so that an SVG and a canvas draw the same ones. */
import type { PairStatus } from '#sim/views/view.ts'

/** One stroke of the pen in a box of 16 × 16. */
export interface Shape {
  /** Path data. */
  readonly d: string
  /** `fill` and `line` have the colour of the outcome, `cut` is a line in the colour of the ground. */
  readonly pen: 'fill' | 'line' | 'cut'
  /** The width of a line. */
  readonly width?: number
  /** Lengths of dashes and gaps. */
  readonly dash?: readonly number[]
}

/** The side of the box in which the shapes are drawn. */
export const glyphBox = 16

const disc = (radius: number) =>
  `M${8 - radius} 8a${radius} ${radius} 0 1 1 ${2 * radius} 0a${radius} ${radius} 0 1 1 ${-2 * radius} 0Z`

/** A ring's dashes close without a seam: its circumference is a whole number of them. */
const ringDash = (radius: number, dashes: number, part: number): readonly number[] => {
  const period = (2 * Math.PI * radius) / dashes
  return [period * part, period * (1 - part)]
}

/** What to draw for a status, in order. */
export const outcomeShapes: Readonly<Record<PairStatus, readonly Shape[]>> = {
  open: [
    { d: disc(7), pen: 'fill' },
    { d: 'M4.9 8.2 7.1 10.4 11.1 5.9', pen: 'cut', width: 1.75 },
  ],
  degraded: [
    { d: 'M8 1.2 14.8 8 8 14.8 1.2 8Z', pen: 'fill' },
    { d: 'M8 1.2 14.8 8 8 14.8 1.2 8Z', pen: 'line', width: 1 },
    { d: 'M4.9 8h6.2', pen: 'cut', width: 1.75 },
  ],
  rejected: [
    { d: 'M2 2h12v12H2Z', pen: 'line', width: 1.5 },
    { d: 'M5.4 5.4l5.2 5.2M10.6 5.4l-5.2 5.2', pen: 'line', width: 1.75 },
  ],
  stalled: [
    { d: 'M5.3 1.5h5.4L14.5 5.3v5.4L10.7 14.5H5.3L1.5 10.7V5.3Z', pen: 'line', width: 1.5 },
    { d: 'M6.2 5.2v5.6M9.8 5.2v5.6', pen: 'line', width: 1.75 },
  ],
  'half-open': [
    { d: disc(6.5), pen: 'line', width: 1.5 },
    { d: 'M8 1.5a6.5 6.5 0 0 1 0 13Z', pen: 'fill' },
  ],
  handshake: [
    { d: disc(6.5), pen: 'line', width: 1.25, dash: ringDash(6.5, 10, 0.6) },
    { d: 'M4.7 8h0M8 8h0M11.3 8h0', pen: 'line', width: 1.9 },
  ],
  down: [{ d: disc(6.5), pen: 'line', width: 1.25, dash: ringDash(6.5, 10, 0.6) }],
}
