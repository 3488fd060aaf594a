/** Which machine an inspector looks at, where something is selected in the workbench. */

import { readActor } from '#sim/engine/actor-name.ts'
import { endActor, nodeActor } from '#sim/engine/names.ts'
import type { Run } from '#sim/run/run.ts'
import type { ClusterView } from '#sim/views/view.ts'
import type { Selection } from '#ui/session/selection.ts'
import { subjectOf, subjectOfActor } from '#ui/session/subject.ts'

/**
 * The machine for a selection: the node, the dialer's end of the last connection of a pair, or the machine that an
 * event is about. The one that is looked at now, where it belongs to the selection, too.
 */
export function actorOf(
  run: Run,
  view: ClusterView,
  selection: Selection | null,
  now: string | null,
): string | null {
  const event = selection?.kind === 'event' ? run.trace.event(selection.id) : undefined
  if (event && 'actor' in event) return event.actor
  const subject = event ? subjectOf(run, event) : selection
  if (subject === null || subject.kind === 'event') return now
  if (subject.kind === 'node') return nodeActor(subject.id)
  const own = now === null ? null : subjectOfActor(run, now)
  if (own?.kind === 'pair' && own.id === subject.id) return now
  const pair = view.pairs.find(({ id }) => id === subject.id)
  return pair?.connection ? endActor(pair.connection, 'dialer') : now
}

/** The same end of a pair's last connection, for an end of an earlier one. */
export function latestOf(run: Run, view: ClusterView, actor: string): string {
  const name = readActor(run.cluster, actor)
  if (name?.machine !== 'end') return actor
  const connection = view.pairs.find(({ id }) => id === name.pair.id)?.connection
  return connection ? endActor(connection, name.side) : actor
}
