/** The events of every machine, and what has to be said with them. */
import type { EndEvent } from '#machines/connection-end.ts'
import type { ConnectorEvent } from '#machines/connector.ts'
import type { NodeEvent } from '#machines/node.ts'
import type { RolloutEvent } from '#machines/rollout.ts'

/** A text, which has to be there; or a flag, which is there or not. */
type Field = 'text' | 'flag'
export type Fields = Readonly<Record<string, Field>>

/** What every event of every machine is handed with. */
export const eventsOf = {
  end: {
    connected: {},
    version: { version: 'text', again: 'flag' },
    error: { supported: 'text' },
    message: {},
    send: { full: 'flag' },
    'more held': {},
    'none held': {},
    close: {},
    closed: {},
    agreed: {},
    over: {},
  } satisfies Record<EndEvent['type'], Fields>,
  connector: {
    start: {},
    stop: {},
    'attempt connected': {},
    'attempt tested': { fallback: 'flag' },
    'attempt failed': {},
    'connection lost': {},
  } satisfies Record<ConnectorEvent['type'], Fields>,
  node: { upgrade: { to: 'text' }, kill: {}, restart: {}, 'cannot run': {} } satisfies Record<
    NodeEvent['type'],
    Fields
  >,
  rollout: {
    begin: {},
    'node running': { node: 'text', release: 'text' },
    'value reached': { unit: 'text', value: 'text' },
  } satisfies Record<RolloutEvent['type'], Fields>,
} as const
