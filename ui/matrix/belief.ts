import { isGoneState } from '#sim/protocol/outcome-of.ts'
import { sayOpen } from '#sim/views/say-open.ts'
import type { EndOfPair } from '#sim/views/view.ts'

/** What an end believes when its handshake is over, in words, and how good that is. */
export function beliefOf(end: Pick<EndOfPair, 'state' | 'version'> | null): {
  readonly belief: string
  readonly tone: 'ok' | 'bad' | 'quiet'
} {
  if (end !== null && end.version !== null) return { belief: sayOpen(end.version), tone: 'ok' }
  return end !== null && isGoneState(end.state)
    ? { belief: 'closed', tone: 'quiet' }
    : { belief: 'nothing agreed', tone: 'bad' }
}
