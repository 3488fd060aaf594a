import { ownTextOf } from '#ui/session/own-text.ts'
import type { State } from '#ui/session/state.ts'
import { addressOfOwn } from './own-address.ts'
import { longestPacked } from './pack.ts'
import { encodeSession } from './write-link.ts'

/** Mail programs and chats cut what is longer, in characters. */
export const longestLink = 8_000

/** A text with more characters makes no link that anybody opens, however well it packs: it is not tried. */
const longestText = 1_000_000

/**
 * A link that opens this run at this time, with this selection, also for somebody who has no file of it; null where it would be longer
 * than Parley reads.
 */
export function linkTo(state: State): string | null {
  if ((ownTextOf(state.session)?.text.length ?? 0) > longestText) return null
  const hash = hashOf(state)
  if (hash.length > longestPacked) return null
  const url = new URL(location.href)
  url.hash = hash
  // Whoever opens it is not asked whether somebody else may be told of it.
  if (url.searchParams.get('inspect') === 'stately') url.searchParams.delete('inspect')
  return url.href
}

/**
 * What the address says of it, without the `#`; null where it stays as it is. The text of somebody's own scenario stands in an
 * address only where they ask for a link: browsers keep addresses, and send them to their makers.
 */
export function addressOf(state: State): string | null {
  const own = ownTextOf(state.session)
  if (own === null) return hashOf(state)
  return addressOfOwn(own)
}

const hashOf = ({ session, run, time, selection, mode, cell }: State): string =>
  encodeSession(session, { time, selection, run, mode, cell })
