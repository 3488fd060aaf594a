import { isGoneState } from '#sim/protocol/outcome-of.ts'
import type { EndOfPair } from '#sim/views/view.ts'

/** What one end believes, on its card: a version, `–` for none, `…` for none yet, nothing where it is gone. */
export function sayBelief(end: Pick<EndOfPair, 'state' | 'version'> | null): string {
  if (end === null || isGoneState(end.state)) return ''
  if (end.version !== null) return end.version
  return end.state === 'stalled' ? '–' : '…'
}
