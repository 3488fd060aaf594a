/** What comes of an event that an inspector sends: another run, or a reason why not. */

import { refusalNow } from '#sim/engine/external-event.ts'
import type { HandedEvent, Intervention } from '#sim/engine/intervention.ts'
import { justAfter } from '#sim/engine/kernel.ts'
import type { World } from '#sim/engine/world.ts'
import type { Run } from '#sim/run/run.ts'

export type Sending =
  | { readonly ok: true; readonly intervention: Extract<Intervention, { do: 'send' }> }
  | { readonly ok: false; readonly reason: string }

/**
 * Sends an event to a machine as it is in `world`, a state of the run. It happens just after all that has happened
 * there.
 *
 * @param time that is shown: what follows may be later
 */
export function send(
  { cluster, end }: Run,
  world: World,
  time: number,
  actor: string,
  event: HandedEvent,
): Sending {
  const reason = refusalNow(cluster, world, actor, event)
  if (reason !== null) return { ok: false, reason }
  const at = justAfter(Math.max(time, world.now))
  return at > end.at
    ? { ok: false, reason: 'the run ends here: nothing comes after it' }
    : { ok: true, intervention: { at, do: 'send', actor, event } }
}
