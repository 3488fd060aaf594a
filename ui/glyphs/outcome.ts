/** How a connection stands, put as a word and a tone. */
import type { PairStatus } from '#sim/views/view.ts'

/** Which of the outcome colours a status takes. `quiet` is ink: there is no verdict yet, or nothing to judge. */
export type Tone = 'ok' | 'lossy' | 'bad' | 'quiet'

const tones: Readonly<Record<PairStatus, Tone>> = {
  open: 'ok',
  degraded: 'lossy',
  rejected: 'bad',
  stalled: 'bad',
  'half-open': 'bad',
  handshake: 'quiet',
  down: 'quiet',
}

/** The colour of a status. */
export function toneOf(status: PairStatus): Tone {
  return tones[status]
}

/** The status as it is said. */
export function wordOf(status: PairStatus): string {
  return status === 'handshake' ? 'in handshake' : status
}
