import type { ReactNode } from 'react'
import { sayNumberOf } from '#sim/text/say-number.ts'
import { type About, useAbout, useRefusals } from '#ui/document/about.ts'
import { copyShown } from '#ui/document/copy.ts'
import type { Trouble } from '#ui/document/documents.ts'
import { hold } from '#ui/document/lock.ts'
import { saveParley } from '#ui/document/save-file.ts'
import { useKept } from '#ui/document/useKept.ts'
import controls from '#ui/kit/controls.module.css'
import type { Change, State } from '#ui/session/state.ts'
import styles from './Notice.module.css'

const sayTrouble: Readonly<Record<Trouble, string>> = {
  'changed elsewhere': 'It was changed in another tab: what you do here is not kept.',
  newer: 'A newer version of Parley has kept documents here: this one keeps nothing, so as not to harm them.',
  full: 'There is no room for it in this browser: what you do is gone when the page is closed.',
  forbidden: 'This browser keeps nothing here: what you do is gone when the page is closed.',
}

/** Keeps a document of one's own, and says so where that does not work, or where it is not changed here. */
export function DocumentNotice({
  state,
  opened,
  dispatch,
  onReopen,
}: {
  readonly state: State
  readonly opened: About | null
  readonly dispatch: (action: Change) => void
  /** Opens it again, as it is kept now. */
  readonly onReopen: () => void
}) {
  const { trouble, madeRoom } = useKept(state, opened, dispatch)
  const about = useAbout()
  const refusals = useRefusals()
  const copy = (
    <button type="button" className={controls.button} onClick={() => copyShown(state)}>
      Make a copy
    </button>
  )
  if (about?.access === 'other tab' || about?.access === 'left by other tab') {
    const isLeft = about.access === 'left by other tab'
    const take = async () => {
      await hold(about.id, 'take', () => {})
      onReopen()
    }
    return (
      <Said
        isAlert={refusals > 0}
        key={refusals}
        choices={
          <>
            <button type="button" className={controls.button} onClick={take}>
              {isLeft ? 'Go on here' : 'Take over'}
            </button>
            {copy}
          </>
        }
      >
        {isLeft
          ? 'The tab in which it was changed has left it.'
          : 'It is open in another tab. Here it can be looked at, and is not changed.'}
      </Said>
    )
  }
  if (about?.access === 'newer')
    return (
      <Said isAlert={refusals > 0} key={refusals} choices={copy}>
        It was changed by a newer version of Parley. Here it can be looked at, and is not changed.
      </Said>
    )
  if (trouble)
    return (
      <Said
        isAlert
        choices={
          <>
            <button type="button" className={controls.button} onClick={() => saveParley(state)}>
              Save as .parley
            </button>
            {trouble === 'changed elsewhere' && (
              <button type="button" className={controls.button} onClick={onReopen}>
                Open what is kept
              </button>
            )}
          </>
        }
      >
        {sayTrouble[trouble]}
      </Said>
    )
  if (madeRoom > 0)
    return (
      <Said>
        This browser is full. It is kept, but the steps back of {sayNumberOf(madeRoom, 'document')} had to go,
        the oldest first. Every text is there.
      </Said>
    )
  return null
}

function Said({
  isAlert = false,
  choices = null,
  children,
}: {
  readonly isAlert?: boolean
  readonly choices?: ReactNode
  readonly children: ReactNode
}) {
  return (
    <div className={styles.notice} role={isAlert ? 'alert' : 'status'}>
      <span className={styles.said}>{children}</span>
      {choices}
    </div>
  )
}
