/** Follows a served file: what was done with it is done with each text of it that can be read, unless the text was changed here. */
import { useEffect, useEffectEvent, useRef, useState } from 'react'
import type { Scenario } from '#sim/scenario/model.ts'
import { ownTextOf } from '#ui/session/own-text.ts'
import type { Change, State } from '#ui/session/state.ts'
import { type About, aboutShown, tellAbout } from './about.ts'
import { onFileChange, readServed } from './served-file.ts'

/** What there is to say of a file. */
export type FileNews =
  /** What is on the disk cannot be read, or is not there. */
  | { readonly kind: 'faults'; readonly faults: readonly string[] }
  /** Another text of it is shown, of which these could not be kept. */
  | { readonly kind: 'dropped'; readonly dropped: readonly string[] }
  /** What is shown is not what is on the disk: it is an older text of it, or was changed here, or on both sides. */
  | {
      readonly kind: 'differs'
      readonly how: 'older' | 'here' | 'both'
      readonly mine: string
      readonly theirs: string
      readonly take: () => void
    }

interface Disk {
  readonly scenario: Scenario
  readonly text: string
}

/** What there is to say of the file that is shown; null where there is nothing, or where none is. */
export function useServedFile(
  state: State,
  opened: About | null,
  dispatch: (action: Change) => void,
): readonly [news: FileNews | null, dismiss: () => void] {
  const own = ownTextOf(state.session)
  const file = own?.from.kind === 'file' ? own.file : null
  const mine = state.session.draft ?? own?.text ?? ''
  /** The text of the file that was taken last: what is shown was made from it. */
  const base = useRef(opened?.saved ?? mine)
  const [disk, setDisk] = useState<Disk | null>(null)
  const [news, setNews] = useState<FileNews | null>(null)

  const take = useEffectEvent(async ({ scenario, text }: Disk) => {
    const { carryOver } = await import('./carry-over.ts')
    const { dropped, ...carried } = carryOver(state.session, state.selection, scenario)
    base.current = text
    const about = aboutShown() ?? opened
    if (about) tellAbout({ ...about, saved: text })
    if (state.selection !== carried.selection) dispatch({ do: 'select', selection: carried.selection })
    dispatch({ do: 'revise', session: carried.session, isFollowed: true })
    setNews(dropped.length > 0 ? { kind: 'dropped', dropped } : null)
  })
  const read = useEffectEvent((there: Disk) => {
    setNews(null)
    setDisk(there)
    if (there.text !== mine && mine === base.current) take(there)
  })

  useEffect(() => {
    if (file === null) return
    let visits = 0
    const end = onFileChange(file, async () => {
      const visit = ++visits
      const there = await readServed(file)
      if (visit !== visits) return
      if (there.ok) read(there)
      else setNews({ kind: 'faults', faults: there.faults })
    })
    return () => {
      visits = Infinity
      end()
    }
  }, [file])

  const dismiss = () => setNews(null)
  if (news !== null || disk === null || file === null || disk.text === mine) return [news, dismiss]
  if (mine === base.current) return [null, dismiss]
  const isOlder = state.future.some((each) => (each.draft ?? ownTextOf(each)?.text) === disk.text)
  const how = isOlder ? 'older' : disk.text === base.current ? 'here' : 'both'
  return [{ kind: 'differs', how, mine, theirs: disk.text, take: () => take(disk) }, dismiss]
}
