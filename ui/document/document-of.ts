/** A document as it is kept, of what the workbench shows. */
import { type OwnText, ownTextOf } from '#ui/session/own-text.ts'
import { type Session, wholeOf } from '#ui/session/session.ts'
import type { State } from '#ui/session/state.ts'
import { wireOf } from '#ui/share/write-link.ts'
import { type KeptDocument, type KeptEntry, keptForm } from './kept.ts'

/** Nobody goes back further. */
const mostEntries = 200

/** All that has to be kept of a state, under this id. */
export function documentOf(state: State, own: OwnText, id: string): KeptDocument {
  const { session, past, future, time, selection, mode, cell } = state
  const all = [...past, session, ...future]
  const from = Math.max(0, Math.min(past.length - (mostEntries >> 1), all.length - mostEntries))
  const texts: string[] = []
  const placeOf = (text: string) => {
    if (!texts.includes(text)) texts.push(text)
    return texts.indexOf(text)
  }
  const entryOf = (each: Session): KeptEntry => {
    const text = placeOf(ownTextOf(each)?.text ?? own.text)
    const view = each === session ? { time, selection, mode, cell } : {}
    const { own: _, ...wire } = wireOf(each, view)
    return { text, ...(each.draft !== undefined && { draft: placeOf(each.draft) }), wire }
  }
  const entries = all.slice(from, from + mostEntries).map(entryOf)
  return {
    id,
    form: keptForm,
    file: own.file,
    title: wholeOf(session).title,
    changedAt: Date.now(),
    texts,
    entries,
    current: past.length - from,
  }
}
