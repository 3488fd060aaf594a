/** The address of a run: what the page's URL says, and how it is kept up to date. */
import { useEffect, useRef } from 'react'
import type { State } from '#ui/session/state.ts'
import { encodeSession } from './link.ts'

/** A link that opens this run at this time, with this selection. */
export function linkTo(state: State): string {
  const url = new URL(location.href)
  url.hash = hashOf(state)
  return url.href
}

function hashOf({ session, run, time, selection, mode, cell }: State): string {
  return encodeSession(session, { time, selection, run, mode, cell })
}

/** Browsers bound how often a page may change its address. */
const settle = 250

/**
 * Keeps the page's URL on the run that is shown, once it holds still. Another mode, or another cluster, is a place of
 * its own, which the browser's Back leaves.
 */
export function useAddress(state: State): void {
  const { mode, session } = state
  const place = `${mode} ${JSON.stringify(session.pair?.choice)}`
  const last = useRef(place)
  const here = useRef(state)
  here.current = state
  useEffect(() => {
    if (last.current === place) return
    last.current = place
    history.pushState(null, '', `#${hashOf(here.current)}`)
  }, [place])
  useEffect(() => {
    if (state.playing) return
    const timer = setTimeout(() => history.replaceState(null, '', `#${hashOf(state)}`), settle)
    return () => clearTimeout(timer)
  }, [state])
}
