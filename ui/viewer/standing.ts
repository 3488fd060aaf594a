/** How a machine stands, in the signs that the rest of Parley has for connections. */
import type { HandshakeState } from '#machines/connection-end.ts'
import type { PairStatus } from '#sim/views/view.ts'
import type { SeenMachine } from './model.ts'

/** The sign of an outcome for the end of a connection; for other machines, whether they rest, go or have stopped. */
export type Standing =
  | { readonly kind: 'outcome'; readonly outcome: PairStatus }
  | { readonly kind: 'rests' | 'goes' | 'stopped' }

const outcomes: Readonly<Record<HandshakeState, PairStatus>> = {
  dialling: 'handshake',
  announcing: 'handshake',
  awaiting: 'handshake',
  open: 'open',
  stalled: 'stalled',
  rejected: 'rejected',
  retrying: 'down',
  closed: 'down',
}

const resting = new Set(['running', 'notified', 'done', 'fallback'])
const stopped = new Set(['crashed', 'down', 'idle', 'planned'])

/** How a machine stands in its state. */
export function standingOf({ kind, leaves }: Pick<SeenMachine, 'kind' | 'leaves'>): Standing {
  const state = stateName(leaves[0])
  if (kind === 'end') return { kind: 'outcome', outcome: outcomes[state as HandshakeState] ?? 'handshake' }
  if (resting.has(state)) return { kind: 'rests' }
  return { kind: stopped.has(state) ? 'stopped' : 'goes' }
}

/** The name of a leaf without its region. */
export const stateName = (leaf = ''): string => leaf.slice(leaf.lastIndexOf('.') + 1)
