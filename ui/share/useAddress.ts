/** Keeps what the page's URL says up to date. */
import { useEffect, useLayoutEffect, useRef, useState } from 'react'
import { ownTextOf } from '#ui/session/own-text.ts'
import { wholeOf } from '#ui/session/session.ts'
import type { Change, State } from '#ui/session/state.ts'
import { isShownHere, type Place, placeHere, rememberHere, showPlacesOf } from './place.ts'

type Links = typeof import('./link-to.ts')

let links: Links | null = null

/** What packs a link comes once there is something to pack; where it cannot be reached, the address stays as it is. */
async function loadLinks(): Promise<Links | null> {
  links ??= await import('./link-to.ts').catch(() => null)
  return links
}

/** Browsers bound how often a page may change its address. */
const settle = 250

/**
 * Keeps the page's URL on the run that is shown, once it holds still. Another mode, another cluster or another scenario is a place of
 * its own, which the browser's Back leaves. Of a document of one's own the modes are, at one address: it stays open meanwhile.
 */
export function useAddress(state: State, dispatch: (action: Change) => void): void {
  const { mode, session } = state
  const own = ownTextOf(session)
  // A file of somebody's own may be called as a shipped scenario is.
  const what = own ? `${own.from.kind} ${own.file}` : wholeOf(session).name
  const place = JSON.stringify([mode, what, session.pair?.choice])
  const last = useRef({ place, state })
  useEffect(() => {
    const left = last.current
    last.current = { place, state }
    if (left.place === place) return
    // Back would begin with what somebody has brought from its start: it has one place, beside that of the story it is a copy of.
    if (own && (own.from.kind !== 'browser' || ownTextOf(left.state.session))) return
    const addressOf = (each: State) => {
      const address = links?.addressOf(each) ?? null
      return address === null ? location.href : `#${address}`
    }
    // What was done there last may not be in the address yet.
    history.replaceState(history.state, '', addressOf(left.state))
    // At once, or Back would leave the place before it was come to; what it is called may follow.
    history.pushState(null, '', addressOf(state))
  }, [place, state, own])
  useEffect(() => {
    if (state.playing) return
    let isOver = false
    const timer = setTimeout(async () => {
      const loaded = await loadLinks()
      const address = loaded?.addressOf(state) ?? null
      if (address !== null && !isOver) history.replaceState(history.state, '', `#${address}`)
    }, settle)
    const stop = () => {
      isOver = true
      clearTimeout(timer)
    }
    // Where the page goes elsewhere, the address is one of something that is about to be opened.
    addEventListener('popstate', stop)
    return () => {
      stop()
      removeEventListener('popstate', stop)
    }
  }, [state])
  useModesOfDocument(state, dispatch)
}

/** The modes of a document are places: Back and Forward between them open nothing anew, and what was done stays done. */
function useModesOfDocument({ session, mode, isEditing }: State, dispatch: (action: Change) => void): void {
  const isOwn = ownTextOf(session) !== null
  const [shown] = useState(Date.now)
  // Before anybody can see it: a place that is left while another is come to would not be come to.
  useLayoutEffect(() => {
    if (!isOwn) return
    const here = placeHere()
    if (here.shown !== shown) rememberHere({ shown, mode })
    else if (here.mode !== mode) history.pushState({ shown, mode } satisfies Place, '')
  }, [isOwn, shown, mode])
  // Whoever loads the page anew goes on writing.
  // biome-ignore lint/correctness/useExhaustiveDependencies: each of them may have led to another place
  useEffect(() => {
    if ((placeHere().isEditing ?? false) !== isEditing) rememberHere({ isEditing })
  }, [isOwn, mode, session, isEditing])
  useLayoutEffect(() => {
    if (!isOwn) return
    showPlacesOf(shown)
    const back = ({ state }: PopStateEvent) => {
      if (!isShownHere(state)) return
      const { mode, isEditing } = state as Place
      if (mode) dispatch({ do: 'mode', mode })
      if (isEditing) dispatch({ do: 'edit', open: true })
    }
    addEventListener('popstate', back)
    return () => {
      showPlacesOf(null)
      removeEventListener('popstate', back)
    }
  }, [isOwn, shown, dispatch])
}
