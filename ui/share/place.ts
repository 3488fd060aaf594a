/** What the browser remembers of a place in its history beside the address. */
import type { Mode } from '#ui/session/state.ts'

export interface Place {
  /** Of a document: its modes are places at one address, told apart from those before the page was loaded. */
  readonly shown?: number
  readonly mode?: Mode
  /** Whether the document is written in there. */
  readonly isEditing?: boolean
}

/** Which document's modes are places now, as `Place` tells them apart; null where none are. */
let shown: number | null = null

/** Places of this document are shown from now on; of none, with null. */
export function showPlacesOf(document: number | null): void {
  shown = document
}

/** Whether a place is one of the document that is shown: nothing is opened to come there. */
export const isShownHere = (place: Place | null): boolean => shown !== null && place?.shown === shown

/** What is remembered of the place that is shown. */
export const placeHere = (): Place => (history.state as Place | null) ?? {}

/** Remembers something else of it. */
export const rememberHere = (place: Place): void => history.replaceState({ ...placeHere(), ...place }, '')
