/** Keeps what the page's URL says up to date. */
import { useEffect, useRef } from 'react'
import type { State } from '#ui/session/state.ts'

/** What packs a link comes once there is something to pack; where it cannot be reached, the address stays as it is. */
const loadLinks = () => import('./link-to.ts').catch(() => null)

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
    const { current } = here
    loadLinks().then((links) => links && history.pushState(null, '', `#${links.hashOf(current)}`))
  }, [place])
  useEffect(() => {
    if (state.playing) return
    let isOver = false
    const timer = setTimeout(async () => {
      const links = await loadLinks()
      if (links && !isOver) history.replaceState(null, '', `#${links.hashOf(state)}`)
    }, settle)
    return () => {
      isOver = true
      clearTimeout(timer)
    }
  }, [state])
}
