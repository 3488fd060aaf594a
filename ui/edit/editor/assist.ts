/** What may be written here, and what a key means. */
import {
  autocompletion,
  type CompletionContext,
  type CompletionResult,
  startCompletion,
} from '@codemirror/autocomplete'
import type { Extension } from '@codemirror/state'
import { type EditorView, hoverTooltip } from '@codemirror/view'
import { type Completion, complete } from '../complete.ts'
import { meaningAt } from '../meaning-at.ts'

function source({ state, pos, explicit }: CompletionContext): CompletionResult | null {
  const found = complete(state.doc.toString(), pos)
  if (found === null) return null
  const { from, to, options } = found
  // Whoever has only begun a line is not told of everything that it might become.
  if (
    !explicit &&
    from === pos &&
    !/[[{,:]\s*$/.test(state.doc.lineAt(pos).text.slice(0, pos - state.doc.lineAt(pos).from))
  )
    return null
  return {
    from,
    to,
    options: options.map((option, i) => ({
      label: option.name,
      ...(option.about !== '' && detailOf(option)),
      type: option.kind,
      // In the order of the schema, and of the scenario.
      boost: -Math.min(i, 99),
      apply: (view: EditorView) => take(view, option, from, to),
    })),
    validFor: /^[^{}[\],:\n]*$/,
  }
}

/** A few words stand beside the name, a paragraph below the list. */
const detailOf = ({ about, kind }: Completion) =>
  kind === 'key' ? { detail: firstSentence(about), info: about } : { detail: about }

const firstSentence = (text: string) => /^.*?[.](?= |$)/.exec(text)?.[0].slice(0, -1) ?? text

function take(view: EditorView, { insert }: Completion, from: number, to: number): void {
  const end = Math.max(to, view.state.selection.main.head)
  const isKeyed = /^\s*:/.test(view.state.sliceDoc(end, end + 20))
  const text = isKeyed ? insert.replace(/: $/, '') : insert
  view.dispatch({
    changes: { from, to: end, insert: text },
    selection: { anchor: from + text.length },
    userEvent: 'input.complete',
  })
  // What a key may say is asked for next.
  if (text.endsWith(': ')) startCompletion(view)
}

const hover = hoverTooltip((view, pos) => {
  const found = meaningAt(view.state.doc.toString(), pos)
  if (found === null) return null
  return {
    pos: found.from,
    end: found.to,
    above: true,
    create() {
      const dom = document.createElement('div')
      const name = document.createElement('b')
      name.textContent = found.name
      const about = document.createElement('p')
      about.textContent = found.about
      dom.append(name, about)
      return { dom }
    },
  }
})

export const assist: Extension = [
  autocompletion({ override: [source], icons: false, activateOnTyping: true, maxRenderedOptions: 60 }),
  hover,
]
