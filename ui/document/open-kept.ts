/** Opens what this browser keeps: its session, and those to go back to and forward. */
import type { Scenario } from '#sim/scenario/model.ts'
import type { Look } from '#ui/session/look.ts'
import { openSession, type Session, withDraft } from '#ui/session/session.ts'
import { openWire } from '#ui/share/read-link.ts'
import { carryOver } from './carry-over.ts'
import { type KeptDocument, keptForm, keptOf } from './kept.ts'
import { type ReadOwn, readOwn } from './read-own.ts'

export type OpenedDocument =
  | {
      readonly ok: true
      readonly session: Session
      readonly past: readonly Session[]
      readonly future: readonly Session[]
      readonly look: Look | null
    }
  /** What it is called, and why it cannot be opened. */
  | { readonly ok: false; readonly file: string; readonly faults: readonly string[] }

/** Opens the document of an id. Never fails. */
export async function openKept(id: string): Promise<OpenedDocument> {
  const refused = (fault: string, file = 'This document'): OpenedDocument => ({
    ok: false,
    file,
    faults: [fault],
  })
  try {
    const kept = await keptOf(id)
    if (kept === undefined) return refused(`This browser keeps nothing of the name “${id}”.`)
    if (kept.form !== keptForm) return refused('It was changed by a newer version of Parley.', kept.file)
    return openDocument(kept)
  } catch (error) {
    return refused(`This browser does not give what it keeps: ${error}`)
  }
}

function openDocument({ id, file, texts, entries, current }: KeptDocument): OpenedDocument {
  const known = new Map<number, ReadOwn>()
  /** A draft is a text, too, which nobody can read: only those are read that a scenario comes of. */
  const readText = (place: number): ReadOwn | undefined => {
    const text = texts[place]
    if (text !== undefined && !known.has(place))
      known.set(place, readOwn({ file, text, from: { kind: 'browser', id } }))
    return known.get(place)
  }
  const sessions = entries.map(({ text, draft, wire }) => {
    const own = readText(text)
    const there = own?.ok ? openWire(own.scenario, wire) : null
    const typed = draft === undefined ? undefined : texts[draft]
    return there && typed !== undefined ? { ...there, session: withDraft(there.session, typed) } : there
  })
  const here = openedAt(sessions[current], readText(entries[current]?.draft ?? -1))
  if (here) {
    // What an older text meant may not be there any more.
    const there = (some: typeof sessions) => some.flatMap((each) => (each ? [each.session] : []))
    const [past, future] = [there(sessions.slice(0, current)), there(sessions.slice(current + 1))]
    return { ok: true, session: here.session, past, future, look: here.view }
  }
  const last = readText(entries[current]?.text ?? 0)
  if (last === undefined) return { ok: false, file, faults: ['Nothing of it is there.'] }
  if (!last.ok) return { ok: false, file, faults: last.faults }
  // What was done is kept as it is: a page that understands it may come.
  if (entries.length > 0)
    return { ok: false, file, faults: ['What was done with it last is not understood.'] }
  return opened(last.scenario)
}

/** What was typed and not run before the page was left is run, if it can be read. */
function openedAt<T extends { readonly session: Session }>(
  opened: T | null | undefined,
  typed: ReadOwn | undefined,
): T | null | undefined {
  return opened && typed?.ok
    ? { ...opened, session: carryOver(opened.session, null, typed.scenario).session }
    : opened
}

const opened = (scenario: Scenario): OpenedDocument => ({
  ok: true,
  session: openSession(scenario),
  past: [],
  future: [],
  look: null,
})
