/** Opens a served file, with what was done with it here before. */
import type { Look } from '#ui/session/look.ts'
import { ownTextOf } from '#ui/session/own-text.ts'
import { openSession, type Session, withDraft } from '#ui/session/session.ts'
import { addressOfKept } from '#ui/share/own-address.ts'
import { openWire } from '#ui/share/read-link.ts'
import type { About } from './about.ts'
import { keepAll } from './bring-file.ts'
import { carryOver } from './carry-over.ts'
import { idOfFile, keptOf } from './documents.ts'
import { openKept } from './open-kept.ts'
import { readParley } from './parley-file.ts'
import { readOwn } from './read-own.ts'
import { readServed } from './served-file.ts'

export type OpenedFile =
  | { readonly ok: true; readonly session: Session; readonly look: Look | null; readonly about: About }
  /** Why it cannot be opened, and its text, where that is one that can be mended. */
  | { readonly ok: false; readonly faults: readonly string[]; readonly text: string | null }

/** Opens a file as it is now. Where its text was changed here, that is shown: `useServedFile` tells of the one on the disk. */
export async function openServed(file: string): Promise<OpenedFile> {
  const read = await readServed(file)
  if (!read.ok) return (await openParley(read.text)) ?? (await openLeft(file)) ?? read
  const { scenario, text } = read
  const about: About = { id: idOfFile(file), name: null, saved: text, access: 'here' }
  const left = await openLeft(file)
  if (left === null) return { ok: true, session: openSession(scenario), look: null, about }
  // Since then the file was changed, or its text was here: else it is the one that was left.
  const written = left.session.draft ?? ownTextOf(left.session)?.text
  if (written !== left.about.saved || written === text) return left
  return { ...left, session: carryOver(left.session, null, scenario).session, about }
}

/** What was shown of a file, with what was done here: a convenience, as the file says what it says. Null where nothing was. */
async function openLeft(file: string): Promise<Extract<OpenedFile, { ok: true }> | null> {
  const kept = await keptOf(idOfFile(file)).catch(() => undefined)
  if (!kept?.wire) return null
  const read = readOwn({ file, text: kept.text, from: { kind: 'file' } })
  const opened = read.ok ? openWire(read.scenario, kept.wire) : null
  if (!opened) return null
  const about: About = { id: kept.id, name: null, saved: kept.saved, access: 'here' }
  return { ok: true, session: withDraft(opened.session, kept.draft ?? null), look: opened.view, about }
}

/** A served `.parley` file becomes a document of this browser; null where it is none. */
async function openParley(text: string | null): Promise<OpenedFile | null> {
  const parley = text === null ? null : readParley(text)
  if (parley === null) return null
  if (!parley.ok) return { ok: false, faults: [parley.fault], text: null }
  const [id = ''] = await keepAll(parley.documents)
  history.replaceState(null, '', `#${addressOfKept(id)}`)
  return openKept(id)
}
