/** What a scenario remarks on its calls and exceptions: where they are known from, and what there is to add. */
import type { Call, Exception, Link, Scenario } from './scenario/model.ts'

export interface Remark {
  /** What it is on, such as `call register`. */
  readonly on: string
  readonly note: string | null
  /** The `id` of a source. */
  readonly source: string | null
}

/** The remarks on the calls that are made over a link. */
export function remarksOnCalls({ calls }: Scenario, link: Link): Remark[] {
  const isOver = ({ by, over = link.name }: Call) => by === link.dialer && over === link.name
  return calls
    .filter(isOver)
    .filter(({ source, note }) => source !== undefined || note !== undefined)
    .map(({ name, source, note }) => ({ on: `call ${name}`, note: note ?? null, source: source ?? null }))
}

/** The remark on an exception, or null where there is nothing to remark on it. */
export function remarkOnException({ dialer, acceptor, source, note }: Exception): Remark | null {
  if (source === null && note === undefined) return null
  return { on: `${dialer} → ${acceptor}`, note: note ?? null, source }
}
