import { X } from 'lucide-react'
import { useState } from 'react'
import { sayList } from '#sim/text/say-list.ts'
import type { About } from '#ui/document/about.ts'
import { copyShown } from '#ui/document/copy.ts'
import { type FileNews, useServedFile } from '#ui/document/useServedFile.ts'
import controls from '#ui/kit/controls.module.css'
import { ownTextOf } from '#ui/session/own-text.ts'
import type { Change, State } from '#ui/session/state.ts'
import styles from './Notice.module.css'
import { WhatDiffers } from './WhatDiffers.tsx'

type Differs = Extract<FileNews, { kind: 'differs' }>

const sayDiffers: Readonly<Record<Differs['how'], (file: string) => string>> = {
  older: (file) => `What you see is an older text of ${file}: it was changed since.`,
  here: (file) => `You have changed the text here. Nothing is written to ${file}.`,
  both: (file) => `${file} was changed on the disk, and its text here as well. Both are kept.`,
}

/** Says what has come of the last change of a file that is served with the page, where not all of it went well. */
export function FileNotice({
  state,
  opened,
  dispatch,
}: {
  readonly state: State
  readonly opened: About | null
  readonly dispatch: (action: Change) => void
}) {
  const [news, dismiss] = useServedFile(state, opened, dispatch)
  const file = ownTextOf(state.session)?.file ?? ''
  if (news === null) return null
  if (news.kind === 'differs') return <DiffersNotice file={file} news={news} state={state} />
  return (
    <div className={styles.notice} role="status">
      <span>
        {news.kind === 'dropped' ? (
          `${file} has changed. What is not there any more was left out: ${sayList(news.dropped)}.`
        ) : (
          <Faults file={file} faults={news.faults} />
        )}
      </span>
      <button type="button" className={controls.icon} aria-label="Close" onClick={dismiss}>
        <X size={16} aria-hidden />
      </button>
    </div>
  )
}

function Faults({ file, faults }: { readonly file: string; readonly faults: readonly string[] }) {
  const [first = '', ...others] = faults
  return (
    <>
      What you see is {file} as it was before
      {others.length > 0
        ? `: it has ${others.length + 1} faults, of which the first is`
        : ', which has a fault now:'}
      <code className={styles.fault} title={first}>
        {first.split('\n')[0]}
      </code>
    </>
  )
}

function DiffersNotice({
  file,
  news,
  state,
}: {
  readonly file: string
  readonly news: Differs
  readonly state: State
}) {
  const [isShown, setShown] = useState(false)
  return (
    <div className={styles.notice} role="status">
      <span className={styles.said}>{sayDiffers[news.how](file)}</span>
      <span className={styles.choices}>
        <button type="button" className={controls.button} onClick={news.take}>
          Take the file’s
        </button>
        <button
          type="button"
          className={controls.button}
          title="As a document of your own, in this browser"
          onClick={() => copyShown(state)}
        >
          Keep mine
        </button>
        <button type="button" className={controls.button} onClick={() => setShown(true)}>
          What differs
        </button>
      </span>
      {isShown && (
        <WhatDiffers file={file} before={news.theirs} after={news.mine} onClose={() => setShown(false)} />
      )}
    </div>
  )
}
