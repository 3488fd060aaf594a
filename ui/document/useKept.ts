/** Keeps a document of one's own in this browser, with each change at once. */
import { useEffect, useRef, useState } from 'react'
import { ownTextOf, withText } from '#ui/session/own-text.ts'
import { wholeOf } from '#ui/session/session.ts'
import type { State } from '#ui/session/state.ts'
import { newId } from './bring-file.ts'
import { documentOf } from './document-of.ts'
import { keep } from './kept.ts'

/**
 * Keeps what is done, where it is done to a document of one's own: who only looks at one changes nothing, as others may work on it
 * elsewhere. What came in a link becomes a document when it is changed.
 *
 * @returns why it is not kept; null where it is, or need not be
 */
export function useKept(state: State): string | null {
  const [trouble, setTrouble] = useState<string | null>(null)
  const { session, past, future } = state
  const last = useRef({ session, past, future })
  useEffect(() => {
    const { current } = last
    if (current.session === session && current.past === past && current.future === future) return
    last.current = { session, past, future }
    keepState(state, setTrouble)
  }, [state, session, past, future])
  return trouble
}

function keepState(state: State, told: (trouble: string | null) => void): void {
  const { session, past, future } = state
  const own = ownTextOf(session)
  if (own === null || own.from.kind === 'file') return
  const from = own.from.kind === 'browser' ? own.from : ({ kind: 'browser', id: newId() } as const)
  keep(documentOf(state, own, from.id)).then(
    () => {
      told(null)
      // It has left its link once it is kept, and not before.
      if (own.from !== from)
        for (const each of [...past, session, ...future]) withText(wholeOf(each), { ...own, from })
    },
    (error: unknown) => told(error instanceof Error ? error.message : String(error)),
  )
}
