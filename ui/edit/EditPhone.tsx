import { Tabs } from 'radix-ui'
import { useRef, useState } from 'react'
import { sayCount } from '#sim/text/say-list.ts'
import { commands } from '#ui/commands/commands.ts'
import type { EditProps } from './Edit.tsx'
import styles from './EditPhone.module.css'
import type { EditorHand } from './editor/TextEditor.tsx'
import { Form } from './Form.tsx'
import { faceNames } from './faces.ts'
import { Questions } from './Questions.tsx'
import { Result } from './Result.tsx'
import { TextPane } from './TextPane.tsx'
import { useText } from './useText.ts'

type Tab = 'form' | 'text' | 'result'

/**
 * The document where there is little room: one face at a time, below what comes of it or the first thing that is wrong.
 *
 * @param canWrite whether there is a keyboard, and room beside it: else the text is there to be read
 */
export function EditPhone({ state, view, dispatch, canWrite }: EditProps & { readonly canWrite: boolean }) {
  const edited = useText(state, dispatch)
  const [tab, setTab] = useState<Tab>('form')
  const [line, setLine] = useState(1)
  const hand = useRef<EditorHand | null>(null)
  if (edited === null) return <div className={styles.edit} aria-busy />
  const { faults } = edited.read
  const [first] = faults
  const goTo = (to: number) => {
    setTab('text')
    requestAnimationFrame(() => hand.current?.goToLine(to))
  }
  return (
    <Tabs.Root className={styles.edit} value={tab} onValueChange={(value) => setTab(value as Tab)}>
      <Tabs.List className={styles.tabs} aria-label="Faces of the document">
        <Tabs.Trigger value="form">{faceNames.form}</Tabs.Trigger>
        <Tabs.Trigger value="text">{faceNames.text}</Tabs.Trigger>
        <Tabs.Trigger value="result">Result</Tabs.Trigger>
      </Tabs.List>
      {first && tab !== 'result' && (
        <button type="button" className={styles.wrong} onClick={() => goTo(first.line)}>
          <b>
            {sayCount(faults.length, 'error')}, line {first.line}
          </b>
          <span>{first.message}</span>
        </button>
      )}
      <Tabs.Content value={tab} className={styles.face} tabIndex={-1}>
        {tab === 'form' && (
          <Form edited={edited} line={line} questions={<Questions edited={edited} />} onLine={goTo} />
        )}
        {tab === 'text' && (
          <TextPane
            edited={edited}
            canUndo={!commands.undo.isIdle(state)}
            canRedo={!commands.redo.isIdle(state)}
            switcher={null}
            canType={canWrite}
            onRun={() => dispatch({ do: 'mode', mode: 'debug' })}
            onCursor={(place) => setLine(place.line)}
            onReady={(ready) => {
              hand.current = ready
            }}
          />
        )}
        {tab === 'result' && <Result edited={edited} state={state} view={view} dispatch={dispatch} />}
      </Tabs.Content>
    </Tabs.Root>
  )
}
