import type { State } from '#ui/session/state.ts'
import { encodeSession } from './write-link.ts'

/** A link that opens this run at this time, with this selection. */
export function linkTo(state: State): string {
  const url = new URL(location.href)
  url.hash = hashOf(state)
  return url.href
}

/** What the address says of it, without the `#`. */
export function hashOf({ session, run, time, selection, mode, cell }: State): string {
  return encodeSession(session, { time, selection, run, mode, cell })
}
