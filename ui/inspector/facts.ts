/** What the inspector says of a selection, as folds over the trace up to the moment that is shown. */

import type { OfKind, TraceEvent } from '#sim/engine/trace-event.ts'
import { explorePair } from '#sim/rules/matrix.ts'
import type { Run } from '#sim/run/run.ts'
import { isBroken } from '#sim/scenario/outcome.ts'
import { releaseOf } from '#sim/scenario/release.ts'
import type { PairView } from '#sim/views/view.ts'
import type { Session } from '#ui/session/session.ts'
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

/** A change of the order that would have spared a connection. */
export interface PairRepair {
  readonly text: string
  readonly steps: Session['steps']
}

/**
 * The smallest change of the order after which this pair is not broken: the upgrade of the other end, taken just
 * before the one that broke it. Null where that does not help.
 */
export function repairOf(session: Session, run: Run, pair: PairView): PairRepair | null {
  const { dialer, acceptor } = pair.ends
  const model = run.cluster.pairs.get(pair.id)
  if (model === undefined || dialer === null || acceptor === null) return null
  if (pair.status === 'down' || pair.status === 'handshake' || !isBroken(pair.status)) return null
  const { scenario, steps } = session
  const ahead = [
    { id: pair.dialer, release: dialer.release },
    { id: pair.acceptor, release: acceptor.release },
  ].map((end) => ({ ...end, place: steps.findIndex(({ node }) => node === end.id) }))
  const [done, undone] = ahead.toSorted(
    (a, b) => Number(isUpgraded(b, steps)) - Number(isUpgraded(a, steps)) || a.place - b.place,
  )
  const step = steps[undone?.place ?? -1]
  if (done === undefined || undone === undefined || step === undefined || undone.place < done.place)
    return null
  const after = (id: string, role: string, release: string) =>
    releaseOf(scenario, role, id === undone.id ? step.to : release)
  const { link } = model
  const result = explorePair(
    scenario,
    link,
    after(pair.dialer, link.dialer, dialer.release),
    after(pair.acceptor, link.acceptor, acceptor.release),
  )
  if (isBroken(result.outcome)) return null
  const others = steps.filter((other) => other !== step)
  return { text: `Upgrade ${undone.id} before ${done.id}`, steps: others.toSpliced(done.place, 0, step) }
}

const isUpgraded = ({ place, release }: { place: number; release: string }, steps: Session['steps']) =>
  steps[place]?.to === release
