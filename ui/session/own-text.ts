/** The text of a scenario that somebody has brought. */
import type { Scenario } from '#sim/scenario/model.ts'
import { type Session, wholeOf } from './session.ts'

export interface OwnText {
  /** What its file is called. */
  readonly file: string
  readonly text: string
  readonly from: Origin
}

/**
 * Where a text is from: a `file` that is served with the page, which is told when it changes; a `link`, which holds it; or what this
 * `browser` keeps under an id.
 */
type Origin =
  | { readonly kind: 'file' }
  | { readonly kind: 'link' }
  | { readonly kind: 'browser'; readonly id: string }

/** A scenario is what its text says, whatever is done with it: whoever has the one can ask for the other. */
const texts = new WeakMap<Scenario, OwnText>()

/** The same scenario, of which its text is known from now on. */
export function withText(scenario: Scenario, own: OwnText): Scenario {
  texts.set(scenario, own)
  return scenario
}

/** The text of a scenario; null where it is a shipped one. */
const textOf = (scenario: Scenario): OwnText | null => texts.get(scenario) ?? null

/** The text of the scenario that a session is about. */
export const ownTextOf = (session: Session): OwnText | null => textOf(wholeOf(session))
