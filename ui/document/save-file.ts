/** Documents as files that the browser saves. */

import { ownTextOf } from '#ui/session/own-text.ts'
import { wholeOf } from '#ui/session/session.ts'
import type { State } from '#ui/session/state.ts'
import { aboutShown, titleOfShown } from './about.ts'
import { documentOf } from './document-of.ts'
import { headsKept, wholeKept } from './documents.ts'
import { calledOf, type KeptDocument } from './kept.ts'
import { writeParley } from './parley-file.ts'

/** Saves the text of what is shown, byte for byte: as it was typed, where that cannot be read. */
export function saveText({ session }: State): void {
  const own = ownTextOf(session)
  const text = session.draft ?? own?.text ?? ''
  if (own) save(withEnding(own.file, '.yaml', /\.(ya?ml|json)$/i), text, 'text/yaml')
}

/** Saves what is shown, with all that was done. */
export function saveParley(state: State): void {
  const document = documentShown(state)
  if (document) saveDocument(document)
}

/** Saves a document that is kept and cannot be opened: its text, or all of it where more was done. */
export function saveKept(document: KeptDocument): void {
  if (document.wire) saveDocument(document)
  else save(withEnding(document.file, '.yaml'), document.text, 'text/yaml')
}

function saveDocument(document: KeptDocument): void {
  save(withEnding(calledOf(document), '.parley'), writeParley([document]), 'application/json')
}

/** Saves all that this browser keeps at this address. */
export async function exportAll(): Promise<void> {
  const all = await Promise.all((await headsKept()).map(({ id }) => wholeKept(id)))
  const documents = all.filter((each) => each !== undefined)
  save(`parley-${documents.length}-documents.parley`, writeParley(documents), 'application/json')
}

/** What is shown, as a document. */
export function documentShown(state: State): KeptDocument | null {
  const own = ownTextOf(state.session)
  return own && documentOf(state, own, aboutShown() ?? { id: '', name: null, saved: null })
}

/** What is shown, called. */
export const nameShown = ({ session }: Pick<State, 'session'>): string =>
  titleOfShown(aboutShown(), wholeOf(session).title)

function withEnding(name: string, ending: string, others = /\.(ya?ml|json|parley)$/i): string {
  const safe = name.replaceAll(/[/\\:*?"<>|\p{Cc}]/gu, ' ').trim() || 'document'
  return ending === '.yaml' && others.test(safe) ? safe : safe.replace(others, '') + ending
}

function save(name: string, content: string, type: string): void {
  const url = URL.createObjectURL(new Blob([content], { type }))
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  // The browser has begun with it by then.
  setTimeout(() => URL.revokeObjectURL(url), 60_000)
}
