/** The address of a run: what the page's URL says, and how it is kept up to date. */
import { useEffect } from 'react'
import { encodeSession } from '#ui/share/link.ts'
import type { State } from './state.ts'

/** A link that opens this run at this time, with this selection. */
export function linkTo(state: State): string {
  const url = new URL(location.href)
  url.hash = hashOf(state)
  return url.href
}

function hashOf({ session, run, time, selection }: State): string {
  return encodeSession(session, { time, selection, run })
}

/** Browsers bound how often a page may change its address. */
const settle = 250

/** Keeps the page's URL on the run that is shown, once it holds still. */
export function useAddress(state: State): void {
  useEffect(() => {
    if (state.playing) return
    const timer = setTimeout(() => history.replaceState(null, '', `#${hashOf(state)}`), settle)
    return () => clearTimeout(timer)
  }, [state])
}
