import { useRef, useState } from 'react'
import type { ClusterView } from '#sim/views/view.ts'
import { commands } from '#ui/commands/commands.ts'
import { useAppNarrower } from '#ui/kit/useAppNarrower.ts'
import type { Change, State } from '#ui/session/state.ts'
import styles from './Edit.module.css'
import type { EditorHand } from './editor/TextEditor.tsx'
import { FaceSwitch } from './FaceSwitch.tsx'
import { Form } from './Form.tsx'
import type { Face } from './faces.ts'
import { Questions } from './Questions.tsx'
import { Result } from './Result.tsx'
import { TextPane } from './TextPane.tsx'
import { useText } from './useText.ts'

export interface EditProps {
  readonly state: State
  readonly view: ClusterView
  readonly dispatch: (change: Change) => void
}

/** The document that is open, as a form and as text, and what comes of it beside them. */
export function Edit({ state, view, dispatch }: EditProps) {
  const edited = useText(state, dispatch)
  const isNarrow = useAppNarrower(1180)
  const [chosen, setFace] = useState<Face | null>(null)
  const [line, setLine] = useState(1)
  const hand = useRef<EditorHand | null>(null)
  const face = chosen ?? (isNarrow ? 'text' : 'both')
  const run = () => dispatch({ do: 'mode', mode: 'debug' })
  if (edited === null) return <div className={styles.edit} aria-busy />
  const switcher = <FaceSwitch face={face} onFace={setFace} />
  return (
    <div className={styles.edit} data-face={face}>
      {face !== 'text' && (
        <Form
          edited={edited}
          line={line}
          questions={<Questions edited={edited} />}
          onLine={(to) => {
            if (face === 'form') setFace('text')
            requestAnimationFrame(() => hand.current?.goToLine(to))
          }}
        />
      )}
      {face !== 'form' && (
        <TextPane
          edited={edited}
          canUndo={!commands.undo.isIdle(state)}
          canRedo={!commands.redo.isIdle(state)}
          switcher={switcher}
          onRun={run}
          onCursor={({ line }) => setLine(line)}
          onReady={(ready) => {
            hand.current = ready
          }}
        />
      )}
      <Result edited={edited} state={state} view={view} dispatch={dispatch} />
    </div>
  )
}
