import type { PairView } from '#sim/views/view.ts'
import { wordOf } from '#ui/glyphs/outcome.ts'
import { sayLasting } from '#ui/kit/say-lasting.ts'

/** What stands on the link of a pair: a word, and the version where one is agreed. */
export function sayPair(
  pair: PairView,
  time: number,
): { readonly word: string; readonly version: string | null } {
  const agreed =
    pair.status === 'open' || pair.status === 'degraded' ? (pair.ends.dialer?.version ?? null) : null
  return { word: wordFor(pair, time), version: agreed }
}

/** How far a handshake has come, told by the dialer's end. */
const handshakeWords: Readonly<Record<string, string>> = {
  dialling: 'dialling',
  announcing: 'announced',
  awaiting: 'waiting',
}

function wordFor(pair: PairView, time: number): string {
  if (pair.status === 'handshake') {
    const state = pair.ends.dialer?.state ?? ''
    return handshakeWords[state] ?? 'in handshake'
  }
  if (pair.status === 'down') {
    return pair.retryAt === null ? 'no link' : `retry ${sayLasting(Math.max(pair.retryAt - time, 0))}`
  }
  return wordOf(pair.status)
}
