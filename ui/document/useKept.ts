/** Keeps a document of one's own in this browser, with each change at once. */
import { useEffect, useState } from 'react'
import { ownTextOf, withText } from '#ui/session/own-text.ts'
import { wholeOf } from '#ui/session/session.ts'
import type { State } from '#ui/session/state.ts'
import { newId } from './bring-file.ts'
import { documentOf } from './document-of.ts'
import { keep } from './kept.ts'

/** Time passes in small steps, in milliseconds, that need not be kept one by one. */
const settle = 250

/**
 * Keeps what is shown, where it is a document of one's own. What came in a link becomes one when it is changed.
 *
 * @returns why it is not kept; null where it is, or need not be
 */
export function useKept(state: State): string | null {
  const [trouble, setTrouble] = useState<string | null>(null)
  const { session, past, future, time, selection, mode, cell, playing } = state
  // biome-ignore lint/correctness/useExhaustiveDependencies: what a document is made of
  useEffect(() => {
    const own = ownTextOf(session)
    if (own === null || own.from.kind === 'file' || playing) return
    if (own.from.kind === 'link' && past.length === 0) return
    const id = own.from.kind === 'browser' ? own.from.id : newId()
    if (own.from.kind === 'link') {
      for (const each of [...past, session, ...future])
        withText(wholeOf(each), { ...own, from: { kind: 'browser', id } })
    }
    const timer = setTimeout(
      () =>
        keep(documentOf(state, own, id)).then(
          () => setTrouble(null),
          (error) => setTrouble(String(error)),
        ),
      settle,
    )
    return () => clearTimeout(timer)
  }, [session, past, future, time, selection, mode, cell, playing])
  return trouble
}
