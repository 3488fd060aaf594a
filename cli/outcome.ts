/** Outcomes as letters and colours. The letter says it all; the colour only helps to find it. */
import type { Outcome } from '#sim/scenario/outcome.ts'
import type { Style, Terminal } from './terminal.ts'

export const letterOf: Readonly<Record<Outcome, string>> = {
  open: 'O',
  degraded: 'D',
  rejected: 'R',
  stalled: 'S',
  'half-open': 'H',
}

const styles: Readonly<Record<string, readonly Style[]>> = {
  open: ['green'],
  degraded: ['yellow'],
  rejected: ['red'],
  stalled: ['red'],
  'half-open': ['red', 'bold'],
}

/** A text in the colour of an outcome; dim for what is none of a handshake, such as `refused`. */
export function paintOutcome(paint: Terminal['paint'], outcome: string, text: string): string {
  return paint(text, ...(styles[outcome] ?? ['dim' as const]))
}
