/** How a run carries out what comes of what an end asks for: with messages that take their time, and with a trace. */

import { type Content, contentOf, writtenIn } from '../engine/content.ts'
import type { Fact, Words } from '../engine/fact.ts'
import { recordOn, type Sim, schedule } from '../engine/kernel.ts'
import { nodeView } from '../engine/node-view.ts'
import type { Connection, ConnectionEnd, Packet } from '../engine/world.ts'
import { madeIn } from '../memo/made-in.ts'
import { type AskingEnd, type Effect, effectsOf } from '../protocol/effects.ts'
import { close, type Word } from '../protocol/words.ts'
import { opposite, type Side } from '../scenario/side.ts'
import { answer, failCall, takeReply } from './application.ts'
import { endView, settle, tellEnd } from './ends.ts'
import { bare, dial, lose, send } from './network.ts'
import { remember } from './retry-memory.ts'

/** Carries out what one end asks for. `packet` is the message that has arrived, or that is to be sent. */
export function carryOut(
  sim: Sim,
  connection: Connection,
  side: Side,
  ask: { readonly type: string; readonly params: unknown },
  cause: number,
  packet: Packet | null,
): void {
  const standing: AskingEnd = {
    message: packet?.content.words ?? null,
    held: connection[side].held.length,
    believes: beliefOf(connection, side),
  }
  const at: Place = { sim, connection, side, cause, packet }
  for (const effect of effectsOf(ask, standing)) carriers[effect.does](at, effect as never)
}

interface Place {
  readonly sim: Sim
  readonly connection: Connection
  readonly side: Side
  readonly cause: number
  readonly packet: Packet | null
}

type Carriers = {
  readonly [D in Effect['does']]: (at: Place, effect: Extract<Effect, { readonly does: D }>) => void
}

const carriers: Carriers = {
  say({ sim, connection, side, cause }, { word }) {
    send(sim, connection, side, contentIn(sim, connection, side, word), cause)
  },
  send: (at) => transmit(at, at.packet),
  'send oldest': (at) => transmit(at, takeOldest(at.connection[at.side])),
  keep({ sim, connection, side, cause, packet }) {
    if (packet === null) return
    const { content, call } = packet
    const end = connection[side]
    end.held = [...end.held, { content, call, number: 0 }]
    recordOn(sim, connection, side, content.told.hold, cause, 0, call)
  },
  lose({ sim, connection, side, cause, packet }, { what, why }) {
    const end = connection[side]
    const all = end.held
    if (what === 'all') end.held = []
    const lost = what === 'message' ? packet : what === 'oldest' ? takeOldest(end) : null
    for (const each of what === 'all' ? all : lost ? [lost] : []) {
      lose(sim, connection, side, each, why, cause)
      if (each.content.kind === 'call') failCall(sim, connection, each.call, why, cause)
    }
  },
  flush: ({ sim, connection, side, cause }) => {
    connection[side].flushing = connection[opposite(side)].flights.length
    schedule(sim, 0, { kind: 'flush', connection: connection.id, side, cause })
  },
  answer({ sim, connection, side, cause, packet }) {
    if (packet) answer(sim, connection, side, packet, cause)
  },
  take({ sim, connection, cause, packet }) {
    if (packet) takeReply(sim, connection, packet, cause)
  },
  swallow({ sim, connection, side, cause, packet }) {
    if (packet === null) return
    const { content, call, number } = packet
    const believes = beliefOf(connection, side)
    const byBelief = madeIn(swallowed, content, () => new Map<string | null, Fact>())
    const fact = madeIn(byBelief, believes, () => swallowOf(content.words, believes))
    recordOn(sim, connection, opposite(side), fact, cause, number, call)
  },
  close({ sim, connection, side, cause }, { why }) {
    settle(sim, connection, 'rejected', `${connection.pair[side]} ${why}`, cause)
    tellEnd(sim, connection, side, close, cause)
  },
  dial({ sim, connection, cause }, { offers }) {
    const { pair } = connection
    remember(sim, pair, offers)
    dial(sim, pair, cause, offers)
  },
  note({ sim, connection, side, cause }, effect) {
    const fact = madeIn(notes, effect, () => noteOf(connection, side, effect))
    recordOn(sim, connection, side, fact, cause)
  },
}

/** The oldest message that an end keeps back, which it keeps no longer; null where there is none. */
function takeOldest(end: ConnectionEnd): Packet | null {
  const [oldest = null] = end.held
  end.held = end.held.slice(1)
  return oldest
}

/** What is recorded of what an end has heard: an effect belongs to one set of rules. */
const notes = new WeakMap<Effect, Fact>()

function noteOf(
  connection: Connection,
  side: Side,
  { isGood, version }: Extract<Effect, { readonly does: 'note' }>,
): Fact {
  const { accepted, refused } = endView(connection, side)?.rules.logs ?? {}
  const logs = (isGood ? accepted : refused)?.replaceAll('{version}', version) ?? null
  return { kind: 'heard', version, logs, severity: isGood ? 'info' : 'error' }
}

/** What is recorded of what an end swallows, by what it believes. */
const swallowed = new WeakMap<Content, Map<string | null, Fact>>()

const swallowOf = (message: Words, believes: string | null): Fact => ({
  kind: 'swallow',
  message,
  ...(believes !== null && message.written !== undefined && { believes }),
  severity: 'warning',
})

/** Puts a message on the wire, written in the version that its sender believes in. */
function transmit({ sim, connection, side, cause }: Place, packet: Packet | null): void {
  if (packet === null) return
  const content = writtenIn(packet.content, beliefOf(connection, side))
  send(sim, connection, side, content, cause, packet.call)
}

function beliefOf(connection: Connection, side: Side): string | null {
  return endView(connection, side)?.version ?? null
}

function contentIn(sim: Sim, connection: Connection, side: Side, word: Word): Content {
  const { contents } = sim.cluster
  switch (word.kind) {
    case 'version': {
      const { said, again } = word
      // A greeting that names no version still has to be called something.
      const name = said === '' ? 'hello' : said
      const whole = said === '' ? { said } : {}
      return contentOf(contents, { kind: 'version', name, ...whole, ...(again && { again }) })
    }
    case 'error': {
      const { said } = word
      const name = said === '' ? 'error' : `error, ${said}`
      return contentOf(contents, { kind: 'error', name, said })
    }
    case 'close':
      return bare(sim, nodeView(sim.world, connection.pair[side]).state === 'crashed' ? 'reset' : 'close')
    case 'accept':
      return bare(sim, 'accept')
  }
}
