import { Redo2, Undo2 } from 'lucide-react'
import { type ReactNode, useMemo, useState } from 'react'
import { sayCount } from '#sim/text/say-list.ts'
import { commands, titleOf } from '#ui/commands/commands.ts'
import styles from './Edit.module.css'
import { type Cursor, type EditorHand, TextEditor } from './editor/TextEditor.tsx'
import { marksOf } from './marks-of.ts'
import { namesOf } from './names-of.ts'
import { sayCluster } from './say-cluster.ts'
import type { EditedText } from './useText.ts'

/** The text of the document, with what is wrong in it. */
export function TextPane({
  edited,
  canUndo,
  canRedo,
  switcher,
  canType = true,
  onRun,
  onCursor,
  onReady,
}: {
  readonly edited: EditedText
  readonly canUndo: boolean
  readonly canRedo: boolean
  /** What leads to the other faces. */
  readonly switcher: ReactNode
  /** Whether there is a keyboard to write with. */
  readonly canType?: boolean
  readonly onRun: () => void
  readonly onCursor: (cursor: Cursor) => void
  readonly onReady: (hand: EditorHand | null) => void
}) {
  const { text, read, own, canWrite, write, undo, redo, stepped } = edited
  const isReadOnly = !canWrite || !canType
  const [cursor, setCursor] = useState<Cursor>({ offset: 0, line: 1, column: 1 })
  const [hand, setHand] = useState<EditorHand | null>(null)
  const marks = useMemo(
    () => ({ of: read.text, list: marksOf(read.faults, read.text), names: namesOf(read.text) }),
    [read],
  )
  return (
    <section id="text" className={styles.text} aria-label="Text" tabIndex={-1}>
      <header className={styles.head}>
        <h2>Text</h2>
        <span className={styles.file} title={own.file}>
          {own.file}
        </span>
        <span className={styles.spring} />
        <button
          type="button"
          className={styles.quiet}
          title={titleOf(commands.undo)}
          disabled={!canUndo && text === read.text}
          onClick={undo}
        >
          <Undo2 size={14} aria-hidden /> Undo
        </button>
        <button
          type="button"
          className={styles.quiet}
          title={titleOf(commands.redo)}
          disabled={!canRedo}
          onClick={redo}
        >
          <Redo2 size={14} aria-hidden /> Redo
        </button>
        {switcher}
      </header>
      <TextEditor
        text={text}
        marks={marks}
        isReadOnly={isReadOnly}
        onWrite={(next) => write(next, 'text')}
        onUndo={undo}
        onRedo={redo}
        onRun={onRun}
        onCursor={(place) => {
          setCursor(place)
          onCursor(place)
        }}
        onReady={(ready) => {
          setHand(ready)
          onReady(ready)
        }}
      />
      <footer className={styles.foot}>
        <p role="status" data-tone={read.faults.length > 0 ? 'bad' : 'ok'}>
          {read.faults.length > 0 ? (
            <>
              <i aria-hidden>▲</i> <b>{sayCount(read.faults.length, 'error')}</b>
            </>
          ) : (
            <>
              <i aria-hidden>●</i> <b>valid</b>
            </>
          )}
        </p>
        <p role="status" className="visually-hidden">
          {stepped}
        </p>
        <p className={styles.place}>
          {stepped ??
            (read.scenario && !isReadOnly
              ? sayCluster(read.scenario)
              : `line ${cursor.line}, column ${cursor.column}`)}
        </p>
        <span className={styles.spring} />
        {isReadOnly ? (
          <p>{canWrite ? 'to be read; the form changes it' : 'to be read'}</p>
        ) : (
          <p className={styles.keys}>
            {read.faults.length > 0 ? (
              <button
                type="button"
                title="F8, and Shift F8 for the one before"
                onClick={() => hand?.nextFault()}
              >
                <kbd>F8</kbd> next error
              </button>
            ) : (
              <span>
                <kbd>Ctrl Space</kbd> complete
              </span>
            )}
            <span>
              <kbd>Esc Tab</kbd> leave
            </span>
          </p>
        )}
      </footer>
    </section>
  )
}
