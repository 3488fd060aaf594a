/** What is wrong with the text, in the text: underlined where it stands, and for the first of them as a block below their line. */
import { type EditorState, type Extension, RangeSet, StateEffect, StateField } from '@codemirror/state'
import {
  type Command,
  Decoration,
  type DecorationSet,
  EditorView,
  GutterMarker,
  gutter,
  WidgetType,
} from '@codemirror/view'
import type { Mark } from '../marks-of.ts'

/** More than these push too much of the text away. */
const mostOpen = 2

const setMarks = StateEffect.define<readonly Mark[]>()
const openMark = StateEffect.define<number>()

interface Faults {
  readonly marks: readonly Mark[]
  /** The one that was gone to, which is open before the first ones. */
  readonly current: number | null
  readonly decorations: DecorationSet
}

const none: Faults = { marks: [], current: null, decorations: Decoration.none }

const field = StateField.define<Faults>({
  create: () => none,
  update(before, { effects, changes, state }) {
    let { marks, current } = before
    let isOther = false
    for (const effect of effects) {
      if (effect.is(setMarks)) [marks, current, isOther] = [effect.value, null, true]
      if (effect.is(openMark)) [current, isOther] = [effect.value, true]
    }
    if (isOther) return { marks, current, decorations: decorationsOf(state, marks, current) }
    if (changes.empty || marks.length === 0) return before
    // Until the text is read again they stand at what they were about.
    const moved = marks.map((mark) => {
      const [from, to] = [changes.mapPos(mark.from, 1), changes.mapPos(mark.to, -1)]
      return { ...mark, from, to: Math.max(from, to), fix: null }
    })
    return { marks: moved, current, decorations: before.decorations.map(changes) }
  },
  provide: (from) => EditorView.decorations.from(from, ({ decorations }) => decorations),
})

function decorationsOf(state: EditorState, marks: readonly Mark[], current: number | null): DecorationSet {
  const { length } = state.doc
  const open = new Set([...(current === null ? [] : [current]), ...marks.keys()].slice(0, mostOpen))
  return Decoration.set(
    marks.flatMap((mark, i) => {
      const [from, to] = [Math.min(mark.from, length), Math.min(mark.to, length)]
      return [
        ...(from < to ? [Decoration.mark({ class: 'cm-fault' }).range(from, to)] : []),
        ...(open.has(i)
          ? [
              Decoration.widget({ widget: new Block(mark), block: true, side: 1 }).range(
                state.doc.lineAt(from).to,
              ),
            ]
          : []),
      ]
    }),
    true,
  )
}

class Block extends WidgetType {
  readonly mark: Mark
  constructor(mark: Mark) {
    super()
    this.mark = mark
  }
  override eq({ mark }: Block) {
    return (
      mark.message === this.mark.message &&
      mark.from === this.mark.from &&
      mark.fix?.meant === this.mark.fix?.meant
    )
  }
  override toDOM(view: EditorView) {
    const { message, fix } = this.mark
    const [found, ...rest] = message.split(/(?<=^[^,]*), /)
    const said = element(
      'p',
      {},
      element('b', {}, found ?? ''),
      rest.length > 0 ? `, ${rest.join(', ')}` : '',
    )
    const block = element('div', { class: 'cm-faultBlock', role: 'note' }, triangle(), said)
    if (fix !== null) {
      said.append('; did you mean ', element('b', {}, fix.meant), '?')
      const button = element(
        'button',
        { type: 'button' },
        `Use ${fix.meant}`,
        element('span', { 'aria-hidden': 'true' }, fixKeys),
      )
      button.addEventListener('click', () => {
        apply(view, this.mark)
        view.focus()
      })
      block.append(button)
    }
    return block
  }
  override ignoreEvent() {
    return true
  }
}

const isMac = typeof navigator !== 'undefined' && /Mac|iP/.test(navigator.platform)
/** As it is said of the key that takes a fix. */
const fixKeys = isMac ? '⌘.' : 'Ctrl .'

function apply(view: EditorView, { fix }: Mark): boolean {
  if (fix === null) return false
  const { from, to, insert } = fix.change
  view.dispatch({
    changes: { from, to, insert },
    selection: { anchor: from + insert.length },
    userEvent: 'input.fix',
  })
  return true
}

class Triangle extends GutterMarker {
  override toDOM() {
    return triangle()
  }
}

const sign = new Triangle()

const faultGutter = gutter({
  class: 'cm-faults',
  markers: ({ state }) => {
    const { marks } = state.field(field)
    const lines = new Set(marks.map(({ from }) => state.doc.lineAt(Math.min(from, state.doc.length)).from))
    return RangeSet.of([...lines].toSorted((a, b) => a - b).map((from) => sign.range(from)))
  },
  initialSpacer: () => sign,
})

export const faults: Extension = [field, faultGutter]

/** Marks the text with what is wrong with it. */
export const withMarks = (marks: readonly Mark[]) => setMarks.of(marks)

/** Goes to the next fault behind the cursor, or to the one before it, and round again. */
export const toFault =
  (direction: 1 | -1): Command =>
  (view) => {
    const { marks } = view.state.field(field)
    if (marks.length === 0) return false
    const { head } = view.state.selection.main
    const behind = marks.findIndex(({ from }) => from > head)
    const before = marks.findLastIndex(({ from }) => from < head)
    const next = direction > 0 ? Math.max(behind, 0) : before < 0 ? marks.length - 1 : before
    const anchor = Math.min(marks[next]?.from ?? 0, view.state.doc.length)
    view.dispatch({
      selection: { anchor },
      effects: [openMark.of(next), EditorView.scrollIntoView(anchor, { y: 'center' })],
    })
    view.focus()
    return true
  }

/** Mends the fault in the line of the cursor, or else the nearest one that can be mended. */
export const mend: Command = (view) => {
  const { marks } = view.state.field(field)
  const { head } = view.state.selection.main
  const line = view.state.doc.lineAt(head)
  const far = ({ from }: Mark) => (line.from <= from && from <= line.to ? 0 : Math.abs(from - head))
  const [nearest] = marks.filter(({ fix }) => fix !== null).toSorted((a, b) => far(a) - far(b))
  return nearest !== undefined && apply(view, nearest)
}

function triangle(): SVGElement {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg')
  svg.setAttribute('viewBox', '0 0 12 12')
  svg.setAttribute('width', '12')
  svg.setAttribute('height', '12')
  svg.setAttribute('aria-hidden', 'true')
  const path = document.createElementNS('http://www.w3.org/2000/svg', 'path')
  path.setAttribute('d', 'M6 .8 11.8 11H.2zM5.4 4.4v3.2h1.2V4.4zm0 4.2v1.2h1.2V8.6z')
  path.setAttribute('fill', 'currentColor')
  path.setAttribute('fill-rule', 'evenodd')
  svg.append(path)
  return svg
}

function element(
  name: string,
  attributes: Readonly<Record<string, string>>,
  ...content: (Node | string)[]
): HTMLElement {
  const made = document.createElement(name)
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value)
  made.append(...content)
  return made
}
