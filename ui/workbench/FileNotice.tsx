import { X } from 'lucide-react'
import { sayList } from '#sim/text/say-list.ts'
import { useServedFile } from '#ui/document/useServedFile.ts'
import controls from '#ui/kit/controls.module.css'
import type { Change, State } from '#ui/session/state.ts'
import styles from './Notice.module.css'

/** Says what has come of the last change of a file that is served with the page, where not all of it went well. */
export function FileNotice({
  state,
  dispatch,
}: {
  readonly state: State
  readonly dispatch: (action: Change) => void
}) {
  const [news, dismiss] = useServedFile(state, dispatch)
  if (news === null) return null
  const { file, faults, dropped } = news
  const [first, ...others] = faults
  return (
    <div className={styles.notice} role="status">
      <span>
        {first === undefined ? (
          `${file} has changed. What is not there any more was left out: ${sayList(dropped)}.`
        ) : (
          <>
            What you see is {file} as it was before
            {others.length > 0 && `: it has ${others.length + 1} faults, of which the first is`}
            <code className={styles.fault} title={first}>
              {first.split('\n')[0]}
            </code>
          </>
        )}
      </span>
      <button type="button" className={controls.icon} aria-label="Close" onClick={dismiss}>
        <X size={16} aria-hidden />
      </button>
    </div>
  )
}
