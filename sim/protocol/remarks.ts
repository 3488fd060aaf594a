/** What a scenario remarks on its calls and exceptions: where they are known from, and what there is to add. */

import type { Exception, Link, Scenario } from '../scenario/model.ts'
import { callerOf } from './calls.ts'

export interface Remark {
  /** What it is on, such as `call register`. */
  readonly on: string
  readonly note: string | null
  /** The `id` of a source. */
  readonly source: string | null
}

/** The remarks on the calls that are made over a link. */
export function remarksOnCalls(scenario: Scenario, link: Link): Remark[] {
  return scenario.calls
    .filter((call) => callerOf(scenario, call, link) !== null)
    .filter(({ source, note }) => source !== undefined || note !== undefined)
    .map(({ name, source, note }) => ({ on: `call ${name}`, note: note ?? null, source: source ?? null }))
}

/** The remark on an exception, or null where there is nothing to remark on it. */
export function remarkOnException({ dialer, acceptor, source, note }: Exception): Remark | null {
  if (source === null && note === undefined) return null
  return { on: `${dialer} → ${acceptor}`, note: note ?? null, source }
}
