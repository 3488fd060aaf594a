/** Saves a document: under a name, or as a file. */
import { ownTextOf } from '#ui/session/own-text.ts'
import type { State } from '#ui/session/state.ts'
import { type About, aboutShown } from './about.ts'
import { markOf } from './document-of.ts'
import { keepState } from './keep-state.ts'

/** Whether a document differs from what was saved of it; one that was never saved does. */
export function isChanged({ session }: Pick<State, 'session'>, about: About | null): boolean {
  const own = ownTextOf(session)
  return own !== null && own.from.kind !== 'file' && about !== null && about.saved !== markOf(session, own)
}

/** Remembers what is shown as what was saved, under a name. What came in a link becomes a document by that. */
export async function saveAs(state: State, name: string | null): Promise<void> {
  const own = ownTextOf(state.session)
  if (own === null || own.from.kind === 'file') return
  await keepState(state, aboutShown(), false, { name, saved: markOf(state.session, own) })
}
