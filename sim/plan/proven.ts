/** What a proof says of itself. */
import type { Scenario } from '../scenario/model.ts'

/** That calls which are made for ever were made a few times only, where there are any. */
export function sayRepeats({ traffic }: Scenario): string {
  return traffic.repeat.length > 0 ? ', calls that are repeated twice, or until a queue is full' : ''
}
