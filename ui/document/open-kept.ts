/** Opens what this browser keeps, as it was left. What was done before comes later: see `recall.ts`. */
import type { Look } from '#ui/session/look.ts'
import { openSession, type Session, withDraft } from '#ui/session/session.ts'
import { addressOfKept } from '#ui/share/own-address.ts'
import { openWire } from '#ui/share/read-link.ts'
import type { About } from './about.ts'
import { carryOver } from './carry-over.ts'
import { isMadeByNewer, isOnlyHere, keep, keptOf } from './documents.ts'
import { calledOf, type KeptDocument, keptForm } from './kept.ts'
import { readOwn } from './read-own.ts'
import { typedAt } from './typed.ts'

export type OpenedDocument =
  | { readonly ok: true; readonly session: Session; readonly look: Look | null; readonly about: About }
  /** What it is called, why it cannot be opened, and its text, where there is one. */
  | {
      readonly ok: false
      readonly file: string
      readonly faults: readonly string[]
      readonly document: KeptDocument | null
      /** Its text, where mending that opens it. */
      readonly text: string | null
    }

/** Opens the document of an id. Never fails. */
export async function openKept(id: string): Promise<OpenedDocument> {
  const refused = (fault: string): OpenedDocument => ({
    ok: false,
    file: 'This document',
    faults: [fault],
    document: null,
    text: null,
  })
  try {
    const kept = (await keptOf(id)) ?? (await keepLeft(id))
    if (kept === undefined) return refused(sayNothing(id))
    return openDocument(kept, kept.form > keptForm || (!isOnlyHere(id) && (await isMadeByNewer())))
  } catch (error) {
    return refused(
      `This browser does not give what it keeps: ${error}. A file can be opened all the same: drop it here.`,
    )
  }
}

/** What was typed just before the page was left, which did not come to keep the new document. */
async function keepLeft(id: string): Promise<KeptDocument | undefined> {
  const typed = typedAt(addressOfKept(id))
  if (typed === null) return undefined
  const { file, over, text } = typed
  const read = readOwn({ file, text: over, from: { kind: 'browser', id } })
  const document: KeptDocument = {
    id,
    form: keptForm,
    name: null,
    file,
    title: read.ok ? read.scenario.title : '',
    changedAt: Date.now(),
    text: over,
    draft: text,
    wire: null,
    saved: null,
    history: null,
  }
  await keep(document)
  return document
}

const sayNothing = (id: string) =>
  `This browser keeps nothing of the name “${id}”. It may have been deleted, or kept by another browser, or at another address.`

function openDocument(document: KeptDocument, isNewer: boolean): OpenedDocument {
  const { id, name, number, file, text, draft, wire, saved } = document
  const refused = (faults: readonly string[], mendable: string | null = null): OpenedDocument => ({
    ok: false,
    file: calledOf(document),
    faults,
    document,
    text: mendable,
  })
  const read = readOwn({ file, text, from: { kind: 'browser', id } })
  if (!read.ok) return isNewer ? refused([sayNewer, ...read.faults]) : refused(read.faults, text)
  const about: About = { id, name, ...(number && { number }), saved, access: isNewer ? 'newer' : 'here' }
  const opened = wire && openWire(read.scenario, wire)
  // What was done is kept as it is: a page that understands it may come.
  if (wire && !opened && !isNewer) return refused(['What was done with it last is not understood.'])
  const session = opened?.session ?? openSession(read.scenario)
  const typed = draft === undefined ? null : readOwn({ file, text: draft, from: { kind: 'browser', id } })
  return {
    ok: true,
    // What was typed and not run before the page was left is run, if it can be read.
    session: typed?.ok ? carryOver(session, null, typed.scenario).session : withDraft(session, draft ?? null),
    look: opened?.view ?? null,
    about,
  }
}

const sayNewer = 'It was changed by a newer version of Parley.'
