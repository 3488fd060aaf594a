/** Follows a served file: what was done with it is done with each text of it that can be read. */
import { useEffect, useRef, useState } from 'react'
import { ownTextOf, textOf } from '#ui/session/own-text.ts'
import type { Change, State } from '#ui/session/state.ts'
import { onFileChange, readServed } from './served-file.ts'

/** What there is to say of the last change: what is wrong with the text, or what of one's own could not be kept. */
export interface FileNews {
  readonly file: string
  readonly faults: readonly string[]
  readonly dropped: readonly string[]
}

/** What there is to say of the file that is shown; null where there is nothing, or where none is. */
export function useServedFile(
  state: State,
  dispatch: (action: Change) => void,
): readonly [news: FileNews | null, dismiss: () => void] {
  const own = ownTextOf(state.session)
  const file = own?.from.kind === 'file' ? own.file : null
  const [news, setNews] = useState<FileNews | null>(null)
  const here = useRef(state)
  here.current = state
  useEffect(() => {
    if (file === null) return
    let visits = 0
    const look = async () => {
      const visit = ++visits
      const read = await readServed(file)
      const { carryOver } = await import('./carry-over.ts')
      if (visit !== visits) return
      if (!read.ok) {
        setNews({ file, faults: read.faults, dropped: [] })
        return
      }
      const { session, selection } = here.current
      if (textOf(read.scenario)?.text === ownTextOf(session)?.text) {
        setNews(null)
        return
      }
      const { dropped, ...carried } = carryOver(session, selection, read.scenario)
      if (selection !== carried.selection) dispatch({ do: 'select', selection: carried.selection })
      dispatch({ do: 'revise', session: carried.session })
      setNews(dropped.length > 0 ? { file, faults: [], dropped } : null)
    }
    const end = onFileChange(file, look)
    return () => {
      visits = Infinity
      end()
    }
  }, [file, dispatch])
  return [news, () => setNews(null)]
}
