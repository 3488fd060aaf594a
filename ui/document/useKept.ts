/** Keeps a document of one's own in this browser, with each change at once. */
import { useEffect, useRef, useState } from 'react'
import { ownTextOf, withText } from '#ui/session/own-text.ts'
import { wholeOf } from '#ui/session/session.ts'
import type { State } from '#ui/session/state.ts'
import { newId } from './bring-file.ts'
import { documentOf } from './document-of.ts'
import { type KeptDocument, keep } from './kept.ts'

/** How a run is looked at changes in small steps, in milliseconds, that need not be kept one by one. */
const settle = 250

/**
 * Keeps what is shown, where it is a document of one's own. What came in a link becomes one when it is changed.
 *
 * @returns why it is not kept; null where it is, or need not be
 */
export function useKept(state: State): string | null {
  const [trouble, setTrouble] = useState<string | null>(null)
  /** What is to be kept yet. */
  const waiting = useRef<(() => KeptDocument) | null>(null)
  const flush = useRef(() => {
    const document = waiting.current?.()
    waiting.current = null
    if (document === undefined) return
    keep(document).then(
      () => setTrouble(null),
      (error) => setTrouble(String(error)),
    )
  })
  const { session, past, future, time, selection, mode, cell, playing } = state
  // biome-ignore lint/correctness/useExhaustiveDependencies: what a document is made of, but for how it is looked at
  useEffect(() => {
    const own = ownTextOf(session)
    if (own?.from.kind === 'link' && past.length > 0) {
      const from = { kind: 'browser', id: newId() } as const
      for (const each of [...past, session, ...future]) withText(wholeOf(each), { ...own, from })
    }
    waiting.current = toKeep(state)
    flush.current()
  }, [session, past, future, mode])
  // biome-ignore lint/correctness/useExhaustiveDependencies: how a document is looked at
  useEffect(() => {
    if (playing) return
    waiting.current = toKeep(state)
    const timer = setTimeout(flush.current, settle)
    return () => clearTimeout(timer)
  }, [time, selection, cell, playing])
  useEffect(() => {
    const last = flush.current
    addEventListener('pagehide', last)
    return () => {
      removeEventListener('pagehide', last)
      last()
    }
  }, [])
  return trouble
}

/** What is to be kept of a state, made when it is; null where that is nothing. */
function toKeep(state: State): (() => KeptDocument) | null {
  const own = ownTextOf(state.session)
  const from = own?.from
  return own && from?.kind === 'browser' ? () => documentOf(state, own, from.id) : null
}
