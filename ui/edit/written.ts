/** What becomes of a document when something is written in its text. */
import { carryOver } from '#ui/document/carry-over.ts'
import type { OwnText } from '#ui/session/own-text.ts'
import { ownTextOf } from '#ui/session/own-text.ts'
import type { Selection } from '#ui/session/selection.ts'
import { type Session, withDraft } from '#ui/session/session.ts'
import type { State } from '#ui/session/state.ts'
import { readText } from './read-text.ts'

/** The text of what is shown, as it is edited: what somebody has written stands before what can be read. */
export function textOf(session: Session, shipped: string | null): string | null {
  return session.draft ?? ownTextOf(session)?.text ?? shipped
}

export interface Written {
  readonly session: Session
  readonly selection: Selection | null
  /** Where a copy was made: what there is to go back to in it. */
  readonly past?: readonly Session[]
}

/**
 * The session in which this text is written. What can be read is run, with what was done so far; what cannot stands as it is beside
 * the last run. Of a shipped story or a link a copy is made, under a new id. Of a served file what is written stands here, beside the
 * one on the disk.
 *
 * @param state what is shown; a run that is still made from what was just written may stand in place of its session
 * @param original the text that is shown
 */
export function written(
  { session, past, selection }: Pick<State, 'session' | 'past' | 'selection'>,
  original: OwnText,
  text: string,
  newId: () => string,
): Written {
  if (original.from.kind !== 'link') return inText(session, selection, { ...original, text })
  const own: OwnText = { ...original, from: { kind: 'browser', id: newId() } }
  const copyOf = (each: Session) => inText(each, null, own).session
  return {
    ...inText(copyOf(session), selection, { ...own, text }),
    past: [...past, session].map(copyOf),
  }
}

function inText(session: Session, selection: Selection | null, own: OwnText): Omit<Written, 'past'> {
  if (own.text === ownTextOf(session)?.text) return { session: withDraft(session, null), selection }
  const { scenario } = readText(own)
  if (scenario === null) return { session: withDraft(session, own.text), selection }
  const carried = carryOver(session, selection, scenario)
  return { session: carried.session, selection: carried.selection }
}
