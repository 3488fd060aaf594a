/** What the inspector says of a selection, as folds over the trace up to the moment that is shown. */

import type { OfKind, TraceEvent } from '#sim/engine/trace-event.ts'
import type { Run } from '#sim/run/run.ts'
import { subjectOf } from '#ui/session/subject.ts'

/** The last time that a machine went from one state to another. */
export function lastTransition(
  { trace }: Run,
  moment: number,
  actor: string,
  region = '',
): OfKind<'transition'> | null {
  const has = (event: OfKind<'transition'>) =>
    event.actor === actor && leafOf(event.from, region) !== leafOf(event.to, region)
  return trace.lastOf('transition', has, trace.until(moment)) ?? null
}

/** The leaf of a region, such as `handshake.open`. */
export function leafOf(leaves: readonly string[], region: string): string | undefined {
  return leaves.find((leaf) => leaf.startsWith(region))
}

/** The last line that a node logged about a connection. */
export function lastLog(
  { trace }: Run,
  moment: number,
  connection: string,
  node: string,
): OfKind<'heard'> | null {
  const has = (event: OfKind<'heard'>) =>
    event.logs !== null && event.connection === connection && event.node === node
  return trace.lastOf('heard', has, trace.until(moment)) ?? null
}

/** The events of a pair or a node, oldest first. */
export function eventsOf(run: Run, subject: { kind: 'pair' | 'node'; id: string }): TraceEvent[] {
  return [...run.trace].filter((event) => {
    const own = subjectOf(run, event)
    return own?.kind === subject.kind && own.id === subject.id
  })
}

/** An event and what it follows from, back to what started it, oldest first. */
export function causesOf({ trace }: Run, event: TraceEvent): TraceEvent[] {
  const chain: TraceEvent[] = []
  for (let here: TraceEvent | undefined = event; here !== undefined; here = trace.event(here.cause)) {
    chain.unshift(here)
  }
  return chain
}
