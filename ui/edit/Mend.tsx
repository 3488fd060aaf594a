import { useEffect, useReducer, useRef, useState } from 'react'
import type { Scenario } from '#sim/scenario/model.ts'
import { documentOf } from '#ui/document/document-of.ts'
import { keep } from '#ui/document/documents.ts'
import { calledOf, type KeptDocument } from '#ui/document/kept.ts'
import { hold, letGo } from '#ui/document/lock.ts'
import { handTyped, leftAt, noteTyped, typedIsKept } from '#ui/document/note-typed.ts'
import controls from '#ui/kit/controls.module.css'
import { type OwnText, ownTextOf } from '#ui/session/own-text.ts'
import { openSession, withDraft } from '#ui/session/session.ts'
import { addressOfKept } from '#ui/share/own-address.ts'
import { rememberHere } from '#ui/share/place.ts'
import styles from './Mend.module.css'
import { readText } from './read-text.ts'
import { TextPane } from './TextPane.tsx'
import { stepInTexts, type Texts } from './texts.ts'

/** Whoever types on is not disturbed, in milliseconds. */
const settle = 150

/** A text of which nothing could be shown yet, to be written in until it can: kept with each change, as any document. */
export function Mend({
  document,
  onMended,
}: {
  readonly document: KeptDocument
  readonly onMended: () => void
}) {
  const { id, file } = document
  const [{ past, now, future }, step] = useReducer(stepInTexts, document, textsOf)
  const [there, setThere] = useState(now)
  const own: OwnText = { file, text: there, from: { kind: 'browser', id } }
  const read = readText(own)

  useEffect(() => {
    const timer = setTimeout(() => setThere(now), settle)
    return () => clearTimeout(timer)
  }, [now])
  /** Whether what stands there is kept; it can be written and opened all the same. */
  const [isKept, setKept] = useState(true)
  const last = useRef(document.text)
  useEffect(() => {
    if (there === last.current) return
    last.current = there
    handTyped(there, addressOfKept(document.id))
    keepText(document, there).then(
      () => setKept(true),
      () => setKept(false),
    )
  }, [document, there])

  const [isOurs, setOurs] = useState(true)
  useEffect(() => {
    hold(id, 'ask', () => setOurs(false)).then(setOurs)
    return letGo
  }, [id])

  const open = async () => {
    if (read.scenario === null || there !== now) return
    await keep(mended(document, read.scenario, past)).catch(() => {})
    typedIsKept(there, addressOfKept(id))
    rememberHere({ isEditing: true })
    onMended()
  }
  const takeOver = async () => {
    await hold(id, 'take', () => setOurs(false))
    onMended()
  }
  const write = (text: string) => {
    noteTyped(addressOfKept(id), { text, over: document.text, file })
    step({ do: 'write', text })
  }
  return (
    <main className={styles.page}>
      <header className={styles.head}>
        <h1>{calledOf(document)}</h1>
        <p role="status">
          {!isOurs && 'It is open in another tab. Here it can be looked at, and is not changed. '}
          {read.faults.length > 0
            ? 'It cannot be run yet.'
            : 'It can be read now. Open it to see what comes of it.'}{' '}
          {!isOurs
            ? null
            : isKept
              ? 'What you write is kept.'
              : 'What you write is not kept: another tab writes in it, or this browser keeps nothing.'}
        </p>
        <a className={controls.button} href="./">
          Open the workbench
        </a>
        {isOurs ? (
          <button
            type="button"
            className={`${controls.button} ${styles.main}`}
            disabled={read.faults.length > 0}
            onClick={open}
          >
            Open it
          </button>
        ) : (
          <button type="button" className={controls.button} onClick={takeOver}>
            Take over
          </button>
        )}
      </header>
      <TextPane
        edited={{
          text: now,
          read,
          own,
          canWrite: isOurs,
          write,
          run: open,
          undo: () => step({ do: 'undo' }),
          redo: () => step({ do: 'redo' }),
          stepped: null,
        }}
        canUndo={past.length > 0}
        canRedo={future.length > 0}
        switcher={null}
        onRun={open}
        onCursor={() => {}}
        onReady={() => {}}
      />
    </main>
  )
}

/** What is kept, or was typed over it before the page was left. */
function textsOf({ id, text, draft }: KeptDocument): Texts {
  const now = leftAt(addressOfKept(id), text) ?? draft ?? text
  return { past: now === text ? [] : [text], now, future: [] }
}

/** The document that it has become, with what it was before as steps back. */
function mended(kept: KeptDocument, scenario: Scenario, past: readonly string[]): KeptDocument {
  const session = openSession(scenario)
  const own = ownTextOf(session) as OwnText
  const state = {
    session,
    past: past.map((text) => withDraft(session, text)),
    future: [],
    time: 0,
    selection: null,
    mode: 'debug',
    cell: null,
  } as const
  return documentOf(state, own, kept)
}

async function keepText({ draft: _, ...document }: KeptDocument, text: string): Promise<void> {
  await keep({ ...document, text, title: '', changedAt: Date.now() })
  typedIsKept(text, addressOfKept(document.id))
}
