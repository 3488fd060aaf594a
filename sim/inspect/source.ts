import { endActor } from '#sim/engine/names.ts'
import type { Trace } from '#sim/engine/trace.ts'
import { opposite } from '#sim/scenario/side.ts'
import type { InspectedEvent } from './inspection.ts'

/**
 * The machine from which an event comes that a machine is handed: the one that went from state to state and asked for
 * it, the end that sent the message, or the machine itself where one of its timers fired. Null where it comes from no
 * machine: from outside, or from the application.
 *
 * @param cause the trace event that it follows from
 */
export function sourceOf(
  trace: Trace,
  actor: string,
  { type }: InspectedEvent,
  cause: number,
): string | null {
  if (type === 'send') return null
  for (let event = trace.event(cause); event !== undefined; event = trace.event(event.cause)) {
    if (event.kind === 'timer' || event.kind === 'transition') return event.actor
    if (event.kind === 'deliver') return sourceOfMessage(actor, event.message.id)
  }
  return null
}

/** An end hears of a message from the other end; everybody else hears of it from the end that it was for. */
function sourceOfMessage(actor: string, message: string | null): string | null {
  const [connection = '', sender] = message?.split(' ') ?? []
  if (sender !== 'dialer' && sender !== 'acceptor') return null
  const receiver = endActor(connection, opposite(sender))
  return actor === receiver ? endActor(connection, sender) : receiver
}
