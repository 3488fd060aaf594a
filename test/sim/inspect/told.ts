/** What an inspector knows that was told of a run: a fold over the records, as plain as can be. */
import type { AnyMachineSnapshot } from 'xstate'
import type { Inspection } from '#sim/inspect/inspection.ts'

export interface Known {
  snapshot: AnyMachineSnapshot
  events: { readonly type: string; readonly moment: number }[]
}

/** A sink, and what it knows. */
export function listener() {
  const records: Inspection[] = []
  const known = new Map<string, Known>()
  const sink = (record: Inspection) => {
    records.push(record)
    const { id } = record.actor
    if (record.kind === 'actor') known.set(id, { snapshot: record.snapshot, events: [] })
    if (record.kind === 'gone') known.delete(id)
    const one = known.get(id)
    if (record.kind === 'event') one?.events.push({ type: record.event.type, moment: record.moment })
    if (record.kind !== 'snapshot' || one === undefined) return
    one.snapshot = record.snapshot
    if (record.event === null) one.events = one.events.filter(({ moment }) => moment <= record.moment)
  }
  return { sink, records, known }
}

/** The names of the active leaves of a snapshot, in the order of the trace. */
export function leavesOf(value: unknown, path = ''): string[] {
  if (typeof value === 'string') return [path + value]
  return Object.entries(value as object).flatMap(([name, inner]) => leavesOf(inner, `${path}${name}.`))
}

/** A record in a line. */
export function say(record: Inspection): string {
  const { kind, actor, at, moment } = record
  const event = 'event' in record ? (record.event?.type ?? 'no event') : ''
  const state = 'snapshot' in record ? stateOf(record.snapshot) : ''
  return `${moment} at ${at}: ${kind} ${actor.id} ${event} ${state}`
}

/** What distinguishes a state of a machine from its others. */
export function stateOf({ value, context }: AnyMachineSnapshot): string {
  return JSON.stringify([value, context])
}
