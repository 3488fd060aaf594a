/** What depends on a link, on the releases at its ends and on what they believe, and on nothing else. */
import { onceFor } from '../memo/once-for.ts'
import type { Link, Scenario } from '../scenario/model.ts'
import type { Joined } from './calls.ts'
import type { Beliefs } from './words.ts'

type Asked<V> = (scenario: Scenario, link: Link, joined: Joined, beliefs: Beliefs) => V

/** Gives what `make` gives, which is worked out once: the same each time, so that nobody may change it. */
export function byBeliefs<V>(make: Asked<V>): Asked<V> {
  const known = onceFor<V>()
  return (scenario, link, joined, beliefs) =>
    known([scenario, link, joined.dialer, joined.acceptor, beliefs.dialer, beliefs.acceptor], () =>
      make(scenario, link, joined, beliefs),
    )
}
