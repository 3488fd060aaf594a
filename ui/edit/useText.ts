import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import { useAbout } from '#ui/document/about.ts'
import { newId } from '#ui/document/new-id.ts'
import { dropTyped, handTyped, leftAt, noteTyped } from '#ui/document/note-typed.ts'
import { addressHere, typedAt } from '#ui/document/typed.ts'
import { type OwnText, ownTextOf } from '#ui/session/own-text.ts'
import { type Session, wholeOf } from '#ui/session/session.ts'
import type { Change, State } from '#ui/session/state.ts'
import { addressOfOwn } from '#ui/share/own-address.ts'
import { type ReadText, readText } from './read-text.ts'
import { sayStep } from './say-step.ts'
import { textOfShipped } from './shipped-text.ts'
import { textOf, written } from './written.ts'

/** A text that is edited. */
export interface EditedText {
  /** As it stands, with what was typed just now. */
  readonly text: string
  /** As the document has it: what was read of it last. */
  readonly read: ReadText
  readonly own: OwnText
  /** Whether it is changed here: it is not where another tab does so, or a newer Parley has. */
  readonly canWrite: boolean
  /**
   * Puts another text in its place: the document follows in a moment. What is written at one place without a pause is undone together;
   * at `once` it is a step of its own.
   */
  readonly write: (text: string, place: string) => void
  /** Runs what stands there, where its run was left. */
  readonly run: () => void
  readonly undo: () => void
  readonly redo: () => void
  /** What the last step back or forward has changed beside the text; null where it shows. */
  readonly stepped: string | null
}

/** Whoever types on is not disturbed, in milliseconds. */
const settle = 150

/** Who never pauses is not waited for any longer, in milliseconds: what is typed has to be kept. */
const longest = 1_000

/** What is written within so many milliseconds is undone together. */
const together = 1_000

/** Where something is written that is undone by itself. */
export const once = 'once'

/**
 * The text of what is shown, and a way to write in it; null until it is there. The document follows what is typed as soon as that
 * settles; until it is kept, it is noted with each letter.
 */
export function useText(state: State, dispatch: (change: Change) => void): EditedText | null {
  const session = shownOf(state)
  const shipped = useShippedText(session)
  const stands = textOf(session, shipped)
  // What was typed here before the page was left is typed still.
  const [typed, setTyped] = useState(() => leftTyped(state))
  const latest = useRef({ state, stands, shipped, typed, place: '', address: addressOf(state) })
  Object.assign(latest.current, { state, stands, shipped })
  const [stepped, setStepped] = useState<string | null>(null)
  const last = useRef<{ readonly session: Session; readonly at: number; readonly place: string } | null>(null)
  const timer = useRef(0)
  /** Since when something was typed that is not written. */
  const since = useRef<number | null>(null)

  const flush = useCallback(() => {
    clearTimeout(timer.current)
    since.current = null
    const { current } = latest
    const { typed: text, stands: before } = current
    // Where the page has gone elsewhere, it is there when one comes back.
    if (before === null || ![current.address, addressOf(current.state)].includes(addressHere())) return
    current.typed = null
    setTyped(null)
    if (text === null || text === before) return
    const shown = shownOf(current.state)
    const original = ownTextOf(shown) ?? ofStory(shown, before)
    const next = written({ ...current.state, session: shown }, original, text, newId)
    const now = performance.now()
    const { place } = current
    const goesOn =
      last.current?.session === shown && last.current.place === place && now - last.current.at < together
    last.current = place === once ? null : { session: next.session, at: now, place }
    const address = addressOfOwn(ownTextOf(next.session) ?? original)
    if (address !== null) handTyped(text, current.address, address)
    if (next.selection !== current.state.selection) dispatch({ do: 'select', selection: next.selection })
    dispatch({ do: 'write', session: next.session, goesOn, ...(next.past && { past: next.past }) })
  }, [dispatch])

  const write = useCallback(
    (text: string, place: string) => {
      const { current } = latest
      // What comes next starts from what was written there.
      if (current.place !== place && current.typed !== null) flushSync(flush)
      current.typed = text
      current.place = place
      current.address = addressOf(current.state)
      const { file } = ownTextOf(shownOf(current.state)) ?? ofStory(shownOf(current.state), '')
      noteTyped(current.address, { text, over: current.stands ?? '', file })
      setTyped(text)
      setStepped(null)
      clearTimeout(timer.current)
      if (place === once) return flush()
      const now = performance.now()
      since.current ??= now
      timer.current = window.setTimeout(flush, Math.max(0, Math.min(settle, since.current + longest - now)))
    },
    [flush],
  )

  useEffect(() => flush, [flush])

  const isThere = stands !== null
  useEffect(() => {
    if (isThere) flush()
  }, [isThere, flush])

  const canWrite = (useAbout()?.access ?? 'here') === 'here'
  const own = useMemo(() => ownTextOf(session) ?? ofStory(session, shipped ?? ''), [session, shipped])
  return useMemo(() => {
    if (stands === null) return null
    const step = (what: 'undo' | 'redo') => () => {
      const { typed: pending, state: here } = latest.current
      flush()
      dropTyped(pending ?? stands)
      last.current = null
      const to = pending !== null ? undefined : what === 'undo' ? here.past.at(-1) : here.future[0]
      const isSeen = to === undefined || textOf(to, shipped) !== stands
      setStepped(isSeen ? null : sayStep(what, here.session, to))
      dispatch({ do: what })
    }
    const read = readText({ ...own, text: stands })
    const run = () => {
      const { session: now } = latest.current.state
      const next = written({ ...latest.current.state, session: now }, own, stands, newId)
      dispatch({ do: 'write', session: next.session, goesOn: true })
    }
    return {
      text: typed ?? stands,
      read,
      own,
      canWrite,
      write,
      run,
      undo: step('undo'),
      redo: step('redo'),
      stepped,
    }
  }, [typed, stands, shipped, stepped, own, canWrite, write, flush, dispatch])
}

/** The address of what is shown: that of a copy may not be in the address bar yet. */
function addressOf(state: State): string {
  const own = ownTextOf(shownOf(state))
  return (own && addressOfOwn(own)) ?? addressHere()
}

/** What was typed at this address, if it was typed over what stands there now. */
function leftTyped(state: State): string | null {
  const session = shownOf(state)
  const own = ownTextOf(session)
  const address = addressOf(state)
  return own === null ? (typedAt(address)?.text ?? null) : leftAt(address, session.draft ?? own.text)
}

/** What is shown, or is made to be shown because it was written. */
export function shownOf({ session, underWay }: State): Session {
  return underWay?.asked.do === 'write' ? underWay.session : session
}

/** A shipped story as a text that is about to be copied. */
function ofStory(session: Session, text: string): OwnText {
  return { file: `${wholeOf(session).name}.yaml`, text, from: { kind: 'link' } }
}

/** The text of a shipped scenario, once it is there; null for those of one's own. */
function useShippedText(session: Session): string | null {
  const name = ownTextOf(session) === null ? wholeOf(session).name : null
  const [loaded, setLoaded] = useState<{ readonly name: string; readonly text: string } | null>(null)
  useEffect(() => {
    if (name === null) return
    let isOver = false
    textOfShipped(name).then(
      (text) => !isOver && setLoaded({ name, text }),
      () => {},
    )
    return () => {
      isOver = true
    }
  }, [name])
  return name !== null && loaded?.name === name ? loaded.text : null
}
