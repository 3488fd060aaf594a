/** Turns what happens in a run that is watched into what an inspector is told. */
import type { Watch } from '#sim/engine/kernel.ts'
import type { Trace } from '#sim/engine/trace.ts'
import { type Actor, nameOf, type World } from '#sim/engine/world.ts'
import type { InspectedActor, Inspection, Sink } from './inspection.ts'
import { sourceOf } from './source.ts'

/**
 * Whoever watches a run with this tells the sink of it.
 *
 * @param trace the trace of the whole run: it knows where an event comes from
 * @param isWanted whether there is anything to tell of a machine
 */
export function observer(trace: Trace, sink: Sink, isWanted: (actor: string) => boolean = () => true): Watch {
  return {
    made(world, actor) {
      if (isWanted(nameOf(actor))) sink(introduce(world, actor))
    },
    gone(world, actor) {
      if (isWanted(nameOf(actor))) sink({ kind: 'gone', ...when(world), actor: inspected(actor) })
    },
    stepped(world, actor, event, cause, because) {
      const name = nameOf(actor)
      if (!isWanted(name)) return
      const about = { ...when(world), actor: inspected(actor), event }
      sink({ kind: 'event', ...about, source: sourceOf(trace, name, event, cause) })
      const snapshot = actor.table.snapshot(actor.state)
      sink({ kind: 'snapshot', ...about, snapshot, transition: because === cause ? null : because })
    },
  }
}

/** A machine in the state that it has now. */
export function introduce(world: World, actor: Actor): Inspection {
  const snapshot = actor.table.snapshot(actor.state)
  return { kind: 'actor', ...when(world), actor: inspected(actor), snapshot }
}

export const when = ({ now, moment }: World) => ({ at: now, moment })

const inspected = (actor: Actor): InspectedActor => ({
  id: nameOf(actor),
  machine: actor.machine,
  logic: actor.table.machine,
})
