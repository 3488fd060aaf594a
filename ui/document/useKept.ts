/** Keeps a document of one's own in this browser, with each change at once, as long as nobody else does. */
import { useEffect, useEffectEvent, useRef, useState } from 'react'
import type { Change, State } from '#ui/session/state.ts'
import { type About, aboutShown, refuse, tellAbout, useAbout } from './about.ts'
import { type Keeping, keepState } from './keep-state.ts'
import { hold, letGo } from './lock.ts'
import { loseToOtherTab } from './lose.ts'
import { recall } from './recall.ts'

/** A view that is looked at for less, in milliseconds, is not kept. */
const resting = 500

/** @param opened what is known of the document that was opened; null where it is none yet */
export function useKept(state: State, opened: About | null, dispatch: (change: Change) => void): Keeping {
  const [keeping, setKeeping] = useState<Keeping>({ trouble: null, madeRoom: 0 })
  const { session, time, selection, mode, playing } = state
  const first = useRef(session)
  const here = useRef(session)
  const [isRecalled, setRecalled] = useState(opened === null)
  const isOurs = useRef(Promise.resolve(true))
  const about = useAbout()
  const id = opened?.id ?? null

  const keepNow = useEffectEvent(async (isView = false) => {
    // Another document may be shown by then.
    const about = aboutShown()
    if (!(await isOurs.current)) return
    const next = await keepState(state, about, !isView && isRecalled)
    if (next) setKeeping(next)
  })

  useEffect(() => {
    tellAbout(opened)
    return () => {
      tellAbout(null)
      letGo()
    }
  }, [opened])

  useEffect(() => {
    if (opened?.access !== 'here') return
    let isOver = false
    const lost = () => {
      if (isOver) return
      loseToOtherTab(opened.id)
      // Who was quicker than the answer has changed something that is not kept.
      if (here.current !== first.current) refuse()
    }
    isOurs.current = hold(opened.id, 'ask', lost).then((isHeld) => {
      if (!isHeld) lost()
      return isHeld
    })
    return () => {
      isOver = true
    }
  }, [opened])

  useEffect(() => {
    if (id === null) return
    let isOver = false
    recall(id, first.current, dispatch, () => !isOver).then(() => {
      if (!isOver) setRecalled(true)
    })
    return () => {
      isOver = true
    }
  }, [id, dispatch])

  // What was changed before that is kept without it so far.
  useEffect(() => {
    if (isRecalled && here.current !== first.current) keepNow()
  }, [isRecalled])

  useEffect(() => {
    if (here.current === session) return
    here.current = session
    keepNow()
  }, [session])

  // How it is looked at is kept, too, once it is a document and the view holds still, where another tab cannot do so as well.
  const isDocument = about !== null
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each view
  useEffect(() => {
    if (!isDocument || playing || !navigator.locks) return
    const timer = setTimeout(keepNow, resting, true)
    return () => clearTimeout(timer)
  }, [isDocument, playing, time, selection, mode])
  return keeping
}
