/** What the browser remembers of a place in its history beside the address. */
import type { Mode } from '#ui/session/state.ts'

export interface Place {
  /** Of a document: its modes are places at one address, told apart from those before the page was loaded. */
  readonly shown?: number
  readonly mode?: Mode
  /** Whether the document is written in there. */
  readonly isEditing?: boolean
}

/** What is remembered of the place that is shown. */
export const placeHere = (): Place => (history.state as Place | null) ?? {}

/** Remembers something else of it. */
export const rememberHere = (place: Place): void => history.replaceState({ ...placeHere(), ...place }, '')
