import { closeBrackets, closeBracketsKeymap, completionKeymap } from '@codemirror/autocomplete'
import { defaultKeymap, indentWithTab } from '@codemirror/commands'
import { yaml } from '@codemirror/lang-yaml'
import { bracketMatching, indentUnit } from '@codemirror/language'
import { highlightSelectionMatches, search, searchKeymap } from '@codemirror/search'
import { Annotation, Compartment, EditorState } from '@codemirror/state'
import {
  drawSelection,
  EditorView,
  highlightActiveLine,
  highlightActiveLineGutter,
  keymap,
  lineNumbers,
} from '@codemirror/view'
import { useEffect, useEffectEvent, useLayoutEffect, useRef } from 'react'
import { commands } from '#ui/commands/commands.ts'
import { isPress } from '#ui/commands/press.ts'
import type { Mark } from '../marks-of.ts'
import { assist } from './assist.ts'
import { faults, mend, toFault, withMarks } from './faults.ts'
import { changedAs, inEditor, placesInEditor } from './line-ends.ts'
import { stress, withStress } from './stress.ts'
import styles from './TextEditor.module.css'
import { theme } from './theme.ts'

export interface TextEditorProps {
  readonly text: string
  /** What is wrong with the text that the document has, which may be older than what is typed. */
  readonly marks: {
    readonly of: string
    readonly list: readonly Mark[]
    /** What stands out in it. */
    readonly names: readonly (readonly [from: number, to: number])[]
  }
  readonly isReadOnly?: boolean
  readonly onWrite: (text: string) => void
  readonly onUndo: () => void
  readonly onRedo: () => void
  /** Runs what is written. */
  readonly onRun: () => void
  /** Told where the cursor stands. */
  readonly onCursor: (place: Cursor) => void
  /** Told of the editor, for those who lead to a place of it. */
  readonly onReady: (hand: EditorHand | null) => void
}

export interface Cursor {
  readonly offset: number
  readonly line: number
  readonly column: number
}

/** What can be asked of an editor. */
export interface EditorHand {
  /** Shows this line, and puts the cursor there. */
  readonly goToLine: (line: number) => void
  readonly nextFault: () => void
  readonly focus: () => void
}

/** What comes from the document is not told to it again. */
const isFromDocument = Annotation.define<boolean>()

const access = new Compartment()

/**
 * The text of a scenario. It stands in a shadow of its own: the page allows no style element, which the editor would put into the
 * document, and a shadow root adopts its styles.
 */
export function TextEditor({ text, marks, isReadOnly = false, onReady, ...told }: TextEditorProps) {
  const host = useRef<HTMLDivElement>(null)
  const view = useRef<EditorView | null>(null)
  /** The text as it is: its lines may end otherwise than the editor has them. */
  const whole = useRef(text)
  /** What was written here and has not come back yet: whoever types on is ahead of the document. */
  const own = useRef(new Set<string>())
  const write = useEffectEvent(told.onWrite)
  const undo = useEffectEvent(told.onUndo)
  const redo = useEffectEvent(told.onRedo)
  const run = useEffectEvent(told.onRun)
  const moved = useEffectEvent(told.onCursor)
  const ready = useEffectEvent(onReady)

  useLayoutEffect(() => {
    const element = host.current
    if (element === null) return
    const root = element.shadowRoot ?? element.attachShadow({ mode: 'open' })
    const does = (act: () => void) => () => {
      act()
      return true
    }
    const made = new EditorView({
      root,
      parent: root,
      state: EditorState.create({
        doc: inEditor(whole.current),
        extensions: [
          faults,
          stress,
          EditorView.lineWrapping,
          lineNumbers(),
          highlightActiveLineGutter(),
          highlightActiveLine(),
          drawSelection(),
          bracketMatching(),
          closeBrackets(),
          highlightSelectionMatches(),
          search({ top: true }),
          yaml(),
          indentUnit.of('  '),
          assist,
          theme,
          access.of([]),
          EditorState.tabSize.of(2),
          EditorView.contentAttributes.of({
            'aria-label': 'Text of the scenario',
            'aria-multiline': 'true',
            // It scrolls, also where it can only be read.
            tabindex: '0',
          }),
          keymap.of([
            { key: 'Mod-y', run: does(() => redo()), preventDefault: true },
            { key: 'Mod-Enter', run: does(() => run()), preventDefault: true },
            { key: 'Mod-.', run: mend, preventDefault: true },
            { key: 'F8', run: toFault(1), shift: toFault(-1), preventDefault: true },
            ...closeBracketsKeymap,
            ...completionKeymap,
            ...searchKeymap,
            ...defaultKeymap,
            indentWithTab,
          ]),
          EditorView.domEventHandlers({
            beforeinput: typeOver,
            // The editor would look for the letter alone first, and take back what is to be done again.
            keydown: (event) => {
              const act = isPress(commands.undo.press, event)
                ? undo
                : isPress(commands.redo.press, event) && redo
              if (!act) return false
              event.preventDefault()
              act()
              return true
            },
          }),
          EditorView.updateListener.of(({ docChanged, changes, selectionSet, state, transactions }) => {
            if (docChanged && !transactions.some((each) => each.annotation(isFromDocument))) {
              whole.current = changedAs(whole.current, changes)
              own.current.add(whole.current)
              write(whole.current)
            }
            if (docChanged || selectionSet) moved(cursorOf(state))
          }),
        ],
      }),
    })
    view.current = made
    ready({
      goToLine: (line) => {
        const { from } = made.state.doc.line(Math.min(Math.max(line, 1), made.state.doc.lines))
        made.dispatch({
          selection: { anchor: from },
          effects: EditorView.scrollIntoView(from, { y: 'start', yMargin: 40 }),
        })
        made.focus()
      },
      nextFault: () => toFault(1)(made),
      focus: () => made.focus(),
    })
    return () => {
      ready(null)
      made.destroy()
      view.current = null
    }
  }, [])

  useEffect(() => {
    const { current } = view
    if (current === null) return
    if (own.current.has(text) && text !== whole.current) return
    own.current.clear()
    whole.current = text
    const changes = difference(current.state.doc.toString(), inEditor(text))
    if (changes) current.dispatch({ changes, annotations: isFromDocument.of(true) })
  }, [text])

  useEffect(() => {
    const { current } = view
    if (current === null || whole.current !== marks.of) return
    const place = placesInEditor(marks.of)
    const list = marks.list.map((mark) => markAt(mark, place))
    const names = marks.names.map(([from, to]) => [place(from), place(to)] as const)
    current.dispatch({ effects: [withMarks(list), withStress(names)] })
    // What is said of the line that is written in is seen.
    const line = current.state.doc.lineAt(current.state.selection.main.head)
    if (current.hasFocus && list.some(({ from }) => line.from <= from && from <= line.to))
      current.dispatch({ effects: EditorView.scrollIntoView(line.to, { y: 'nearest', yMargin: 72 }) })
  }, [marks])

  useEffect(() => {
    view.current?.dispatch({
      effects: access.reconfigure(
        isReadOnly ? [EditorState.readOnly.of(true), EditorView.editable.of(false)] : [],
      ),
    })
  }, [isReadOnly])

  return <div ref={host} className={styles.host} data-editor />
}

/**
 * Whoever types over a stretch of text that stands out makes the browser keep its look, by an inline style that the page forbids:
 * the editor puts the letter there itself.
 */
function typeOver(event: InputEvent, view: EditorView): boolean {
  const { from, to, empty } = view.state.selection.main
  const { inputType, data } = event
  if (inputType !== 'insertText' || data === null || empty || view.composing) return false
  event.preventDefault()
  const insert = () =>
    view.state.update(view.state.replaceSelection(data), { userEvent: 'input.type', scrollIntoView: true })
  const isHandled = view.state
    .facet(EditorView.inputHandler)
    .some((handle) => handle(view, from, to, data, insert))
  if (!isHandled) view.dispatch(insert())
  return true
}

/** A mark, with other places. */
function markAt({ from, to, message, fix }: Mark, place: (at: number) => number): Mark {
  const moved = fix && {
    meant: fix.meant,
    change: { from: place(fix.change.from), to: place(fix.change.to), insert: fix.change.insert },
  }
  return { from: place(from), to: place(to), message, fix: moved }
}

function cursorOf({ doc, selection }: EditorState): Cursor {
  const { head } = selection.main
  const { number, from } = doc.lineAt(head)
  return { offset: head, line: number, column: head - from + 1 }
}

/** What to change in one text to come to another: the stretch between their common ends, so that the cursor keeps its place. */
function difference(before: string, after: string): { from: number; to: number; insert: string } | null {
  if (before === after) return null
  let from = 0
  while (from < before.length && from < after.length && before[from] === after[from]) from++
  let end = 0
  while (
    end < Math.min(before.length, after.length) - from &&
    before[before.length - 1 - end] === after[after.length - 1 - end]
  )
    end++
  return { from, to: before.length - end, insert: after.slice(from, after.length - end) }
}
