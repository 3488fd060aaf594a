/** Outcomes in colours. Their letters say it all; the colour only helps to find them. */
import type { Style, Terminal } from './terminal.ts'

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
