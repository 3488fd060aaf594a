import { ownTextOf } from '#ui/session/own-text.ts'
import type { State } from '#ui/session/state.ts'
import { addressOfOwn } from './own-address.ts'
import { encodeSession } from './write-link.ts'

/** A link that opens this run at this time, with this selection, also for somebody who has no file of it. */
export function linkTo(state: State): string {
  const url = new URL(location.href)
  url.hash = hashOf(state)
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
