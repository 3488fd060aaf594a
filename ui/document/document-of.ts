/** A document as it is kept, of what the workbench shows. */
import { madeIn } from '#sim/memo/made-in.ts'
import { type OwnText, ownTextOf } from '#ui/session/own-text.ts'
import { type Session, wholeOf } from '#ui/session/session.ts'
import type { State } from '#ui/session/state.ts'
import { wireOf } from '#ui/share/write-link.ts'
import { type KeptDocument, type KeptHistory, type KeptWire, keptForm } from './kept.ts'

/** Nobody goes back further. */
const mostEntries = 200

/** All that has to be kept of a state, under this id. */
export function documentOf(
  state: Pick<State, 'session' | 'past' | 'future' | 'time' | 'selection' | 'mode' | 'cell'>,
  own: OwnText,
  { id, name, number, saved }: Pick<KeptDocument, 'id' | 'name' | 'number' | 'saved'>,
): KeptDocument {
  const { session, time, selection, mode, cell } = state
  const { own: _, ...wire } = wireOf(session, { time, selection, mode, cell })
  return {
    id,
    form: keptForm,
    name,
    ...(number && { number }),
    file: own.file,
    title: wholeOf(session).title,
    changedAt: Date.now(),
    text: own.text,
    ...(session.draft !== undefined && { draft: session.draft }),
    wire,
    saved,
    history: historyOf(state, own),
  }
}

function historyOf(
  { past, session, future }: Pick<State, 'past' | 'session' | 'future'>,
  own: OwnText,
): KeptHistory {
  const all = [...past, session, ...future]
  const from = Math.max(0, Math.min(past.length - (mostEntries >> 1), all.length - mostEntries))
  const texts = new Map<string, number>()
  const placeOf = (text: string) => madeIn(texts, text, () => texts.size)
  const entries = all.slice(from, from + mostEntries).map((each) => {
    const text = placeOf(ownTextOf(each)?.text ?? own.text)
    return { text, ...(each.draft !== undefined && { draft: placeOf(each.draft) }), wire: wireWithout(each) }
  })
  return { texts: [...texts.keys()], entries, current: past.length - from }
}

/** What a session says, which does not change: a long history is not said anew with each change. */
const said = new WeakMap<Session, KeptWire>()

function wireWithout(session: Session): KeptWire {
  const known = said.get(session)
  if (known) return known
  const { own: _, ...wire } = wireOf(session, {})
  said.set(session, wire)
  return wire
}

/** What a document says, however it is looked at: another mark is another document. */
export const markOf = (session: Session, own: Pick<OwnText, 'text'>): string =>
  sayMark(own.text, session.draft, wireWithout(session))

/** The same, of what is kept. */
export const sayMark = (text: string, draft: string | undefined, wire: KeptWire): string =>
  JSON.stringify(draft === undefined ? [text, wire] : [text, wire, draft])
