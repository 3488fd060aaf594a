/** Keeps what the workbench shows, under the id of its document; it is given one where it has none yet. */
import { type OwnText, ownTextOf, withText } from '#ui/session/own-text.ts'
import { wholeOf } from '#ui/session/session.ts'
import type { State } from '#ui/session/state.ts'
import { addressOfKept } from '#ui/share/own-address.ts'
import { type About, aboutShown, tellAbout } from './about.ts'
import { documentOf } from './document-of.ts'
import { idOfFile, keep, NotKept, type Trouble } from './documents.ts'
import { hold } from './lock.ts'
import { loseToOtherTab } from './lose.ts'
import { newId } from './new-id.ts'
import { typedIsKept } from './note-typed.ts'

/** What of it is kept. */
export interface Keeping {
  /** Why it is not kept; null where it is, or need not be. */
  readonly trouble: Trouble | null
  /** How many histories of others had to make room for it. */
  readonly madeRoom: number
}

/**
 * Keeps a state, where it is one of a document of one's own that is changed here.
 *
 * @param shown what is known of its document; null where it is none yet
 * @param isWhole whether all that was done before is in the state: else what is kept of it stays
 * @param saved what is known otherwise of it from now on, where it is being saved
 * @returns null where there is nothing to keep
 */
export async function keepState(
  state: State,
  shown: About | null,
  isWhole: boolean,
  saved: Partial<Pick<About, 'name' | 'saved'>> | null = null,
): Promise<Keeping | null> {
  const own = ownTextOf(state.session)
  if (own === null) return null
  const about = { ...(shown ?? firstOf(own)), ...saved }
  if (about.access !== 'here') return null
  if (saved) tellAbout(about)
  const document = documentOf(state, own, about)
  try {
    const madeRoom = await keep(isWhole ? document : { ...document, history: null })
    typedIsKept(document.draft ?? document.text, addressOfKept(about.id))
    if (own.from.kind === 'link') leaveLink(state, own, about.id)
    return { trouble: null, madeRoom }
  } catch (error) {
    return { trouble: error instanceof NotKept ? error.trouble : 'forbidden', madeRoom: 0 }
  }
}

/** What is known of something that becomes a document now. */
function firstOf({ from, file }: OwnText): About {
  const isServed = from.kind === 'file'
  const id = isServed ? idOfFile(file) : from.kind === 'browser' ? from.id : newId()
  const about: About = { id, name: null, saved: null, access: 'here' }
  tellAbout(about)
  hold(id, 'ask', () => loseToOtherTab(id))
  return about
}

/** It has left its link once it is kept, and not before, and so has the address: nothing else may change until then. */
function leaveLink({ past, session, future }: State, own: OwnText, id: string): void {
  for (const each of [...past, session, ...future]) {
    const before = ownTextOf(each) ?? own
    withText(wholeOf(each), { ...before, from: { kind: 'browser', id } })
  }
  if (aboutShown()?.id === id) history.replaceState(history.state, '', `#${addressOfKept(id)}`)
}
