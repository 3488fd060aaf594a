/** How a run carries out what comes of what an end asks for: with messages that take their time, and with a trace. */

import { record, type Sim, schedule } from '../engine/kernel.ts'
import { nodeView } from '../engine/node-view.ts'
import type { Message } from '../engine/trace.ts'
import type { Connection } from '../engine/world.ts'
import { type Effect, effectsOf } from '../protocol/effects.ts'
import type { Word } from '../protocol/words.ts'
import { opposite, type Side } from '../scenario/side.ts'
import { answer, failCall, takeReply } from './application.ts'
import { endView, pairOf, settle, tellEnd } from './ends.ts'
import { bare, dial, lose, route, send } from './network.ts'
import { remember } from './retry-memory.ts'

/** Carries out what one end asks for. `message` is the one that has arrived, or that is to be sent. */
export function carryOut(
  sim: Sim,
  connection: Connection,
  side: Side,
  { ask, said }: { readonly ask: string; readonly said: unknown },
  cause: number,
  message?: Message,
): void {
  const held = connection.held[side].length
  const believes = beliefOf(sim, connection, side)
  const at: Place = { sim, connection, side, cause, message }
  for (const effect of effectsOf(ask, said, { message: message ?? null, held, believes })) {
    carriers[effect.does](at, effect as never)
  }
}

interface Place {
  readonly sim: Sim
  readonly connection: Connection
  readonly side: Side
  readonly cause: number
  readonly message: Message | undefined
}

type Carriers = {
  readonly [D in Effect['does']]: (at: Place, effect: Extract<Effect, { readonly does: D }>) => void
}

const carriers: Carriers = {
  say({ sim, connection, side, cause }, { word }) {
    send(sim, connection, side, messageOf(sim, connection, side, word), cause)
  },
  send: (at) => transmit(at, at.message),
  'send oldest': (at) => transmit(at, at.connection.held[at.side].shift()),
  keep({ sim, connection, side, cause, message }) {
    if (message === undefined) return
    connection.held[side].push(message)
    record(sim, { kind: 'hold', ...route(connection, side), message, cause })
  },
  lose({ sim, connection, side, cause, message }, { what, why }) {
    const held = connection.held[side]
    const lost = what === 'message' ? message : what === 'oldest' ? held.shift() : undefined
    for (const each of what === 'all' ? held.splice(0) : lost ? [lost] : []) {
      lose(sim, connection, side, each, why, cause)
      if (each.kind === 'call') failCall(sim, connection, each.call, why, cause)
    }
  },
  flush: ({ sim, connection, side, cause }) => {
    connection.flushing[side] = connection.streams[opposite(side)].flights.length
    schedule(sim, 0, { kind: 'flush', connection: connection.id, side, cause })
  },
  answer({ sim, connection, side, cause, message }) {
    if (message) answer(sim, connection, side, message, cause)
  },
  take({ sim, connection, cause, message }) {
    if (message) takeReply(sim, connection, message, cause)
  },
  swallow({ sim, connection, side, cause, message }) {
    if (message === undefined) return
    const believes = beliefOf(sim, connection, side)
    record(sim, {
      kind: 'swallow',
      ...route(connection, opposite(side)),
      message,
      ...(believes !== null && message.written !== undefined && { believes }),
      severity: 'warning',
      cause,
    })
  },
  close({ sim, connection, side, cause }, { why }) {
    settle(sim, connection, 'rejected', `${connection.nodes[side]} ${why}`, cause)
    tellEnd(sim, connection, side, { type: 'close' }, cause)
  },
  dial({ sim, connection, cause }, { offers }) {
    const pair = pairOf(sim, connection)
    remember(sim, pair, offers)
    dial(sim, pair, cause, offers)
  },
  note({ sim, connection, side, cause }, { isGood, version }) {
    const node = connection.nodes[side]
    const { accepted, refused } = endView(sim.world, connection, side)?.rules.logs ?? {}
    const logs = (isGood ? accepted : refused)?.replaceAll('{version}', version) ?? null
    const severity = isGood ? 'info' : 'error'
    record(sim, { kind: 'heard', node, connection: connection.id, version, logs, severity, cause })
  },
}

/** Puts a message on the wire, written in the version that its sender believes in. */
function transmit({ sim, connection, side, cause }: Place, message: Message | undefined): void {
  if (message === undefined) return
  const written = beliefOf(sim, connection, side)
  send(sim, connection, side, { ...message, ...(written !== null && { written }) }, cause)
}

function beliefOf({ world }: Sim, connection: Connection, side: Side): string | null {
  return endView(world, connection, side)?.version ?? null
}

function messageOf({ world }: Sim, connection: Connection, side: Side, word: Word): Message {
  switch (word.kind) {
    case 'version': {
      const { said, again } = word
      // A greeting that names no version still has to be called something.
      const named = said === '' ? { name: 'hello', said } : { name: said }
      return { id: null, kind: 'version', ...named, call: null, ...(again && { again }) }
    }
    case 'error': {
      const { said } = word
      return { id: null, kind: 'error', name: said === '' ? 'error' : `error, ${said}`, said, call: null }
    }
    case 'close':
      return bare(nodeView(world, connection.nodes[side]).state === 'crashed' ? 'reset' : 'close')
    case 'accept':
      return bare('accept')
  }
}
