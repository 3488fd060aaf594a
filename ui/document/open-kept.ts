/** Opens what this browser keeps, as it was left. What was done before comes later: see `recall.ts`. */
import type { Look } from '#ui/session/look.ts'
import { openSession, type Session, withDraft } from '#ui/session/session.ts'
import { openWire } from '#ui/share/read-link.ts'
import type { About } from './about.ts'
import { carryOver } from './carry-over.ts'
import { isMadeByNewer, keptOf } from './documents.ts'
import { calledOf, type KeptDocument, keptForm } from './kept.ts'
import { readOwn } from './read-own.ts'

export type OpenedDocument =
  | { readonly ok: true; readonly session: Session; readonly look: Look | null; readonly about: About }
  /** What it is called, why it cannot be opened, and its text, where there is one. */
  | {
      readonly ok: false
      readonly file: string
      readonly faults: readonly string[]
      readonly document: KeptDocument | null
    }

/** Opens the document of an id. Never fails. */
export async function openKept(id: string): Promise<OpenedDocument> {
  const refused = (fault: string): OpenedDocument => ({
    ok: false,
    file: 'This document',
    faults: [fault],
    document: null,
  })
  try {
    const kept = await keptOf(id)
    if (kept === undefined) return refused(sayNothing(id))
    return openDocument(kept, kept.form > keptForm || (await isMadeByNewer()))
  } catch (error) {
    return refused(
      `This browser does not give what it keeps: ${error}. A file can be opened all the same: drop it here.`,
    )
  }
}

const sayNothing = (id: string) =>
  `This browser keeps nothing of the name “${id}”. It may have been deleted, or kept by another browser, or at another address.`

function openDocument(document: KeptDocument, isNewer: boolean): OpenedDocument {
  const { id, name, file, text, draft, wire, saved } = document
  const refused = (faults: readonly string[]): OpenedDocument => ({
    ok: false,
    file: calledOf(document),
    faults,
    document,
  })
  const read = readOwn({ file, text, from: { kind: 'browser', id } })
  if (!read.ok) return refused(isNewer ? [sayNewer, ...read.faults] : read.faults)
  const about: About = { id, name, saved, access: isNewer ? 'newer' : 'here' }
  const opened = wire && openWire(read.scenario, wire)
  if (opened) {
    const typed = draft === undefined ? null : readOwn({ file, text: draft, from: { kind: 'browser', id } })
    // What was typed and not run before the page was left is run, if it can be read.
    const session = typed?.ok
      ? carryOver(opened.session, null, typed.scenario).session
      : withDraft(opened.session, draft ?? null)
    return { ok: true, session, look: opened.view, about }
  }
  // What was done is kept as it is: a page that understands it may come.
  if (wire && !isNewer) return refused(['What was done with it last is not understood.'])
  return { ok: true, session: openSession(read.scenario), look: null, about }
}

const sayNewer = 'It was changed by a newer version of Parley.'
