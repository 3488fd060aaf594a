/**
 * The baseline: the same clients and servers as real XState actors, one for each end and each connector, around the
 * same event queue and the same draws of latency. It keeps no trace, no causes and no state that could be gone back to,
 * and knows only what happens while everybody runs: no faults, no upgrades.
 */
import { type Actor, createActor } from 'xstate'
import { connectionEnd, type EndEvent } from '#machines/connection-end.ts'
import { connector } from '#machines/connector.ts'
import type { EndRules } from '#machines/rules.ts'
import { drawLatency } from '#sim/engine/draw-latency.ts'
import { createEventQueue, type EventQueue, put, take } from '#sim/engine/event-queue.ts'
import { randomKey } from '#sim/engine/random.ts'
import { opposite, type Side } from '#sim/scenario/side.ts'
import type { Workload } from './workload.ts'

interface Letter {
  readonly kind: 'dial' | 'accept' | 'version' | 'call' | 'reply'
  readonly name: string
}

interface End {
  readonly actor: Actor<typeof connectionEnd>
  readonly held: Letter[]
  /** What the application hands over or the network brings, for the step that is being taken. */
  current: Letter | null
}

interface Connection {
  readonly id: string
  readonly connector: Actor<typeof connector>
  readonly ends: Record<Side, End | null>
  readonly sent: Record<Side, number>
  readonly notBefore: Record<Side, number>
  tested: boolean
}

export interface Actors {
  readonly connections: readonly Connection[]
  readonly eventQueue: EventQueue<() => void>
}

/** Runs the workload, telling `onEvent` of every event that a machine is sent. */
export function runActors({ spec }: Workload, onEvent: () => void = () => {}): Actors {
  const { scenario, seed, until } = spec
  const { traffic, latency } = scenario
  const eventQueue: EventQueue<() => void> = createEventQueue()
  const connections: Connection[] = []
  let now = 0

  const rulesOf = (role: string, release: string): EndRules => {
    const found = scenario.roles
      .find(({ name }) => name === role)
      ?.releases.find(({ name }) => name === release)?.rules
    if (found === undefined) throw new Error(`There is no ${role} of release ${release}`)
    return found
  }

  function transmit(connection: Connection, sender: Side, letter: Letter): void {
    const key = randomKey(seed, `latency ${connection.id} ${sender} `)
    const took = drawLatency(latency, key, `${++connection.sent[sender]} 1`)
    const at = Math.max(now + took, connection.notBefore[sender])
    connection.notBefore[sender] = at
    put(eventQueue, at, () => arrive(connection, opposite(sender), letter))
  }

  function tell(end: End | null, event: EndEvent, letter: Letter | null = null): void {
    if (end === null) return
    onEvent()
    end.current = letter
    end.actor.send(event)
  }

  function makeEnd(connection: Connection, side: Side, rules: EndRules): End {
    const held: Letter[] = []
    const machine = connectionEnd.provide({
      actions: {
        sendVersion: (_, { version }) => transmit(connection, side, { kind: 'version', name: version }),
        deliver: () => deliver(connection, side, end.current),
        hold: () => {
          if (end.current) held.push(end.current)
        },
        transmit: () => {
          if (end.current) transmit(connection, side, end.current)
        },
        transmitHeld: () => {
          const first = held.shift()
          if (first) transmit(connection, side, first)
          put(eventQueue, now, () => tell(end, { type: held.length > 0 ? 'more held' : 'none held' }))
        },
      },
    })
    const end: End = { actor: createActor(machine, { input: rules, clock: noClock }), held, current: null }
    end.actor.start()
    return end
  }

  function call(connection: Connection, name: string): void {
    tell(connection.ends.dialer, { type: 'send' }, { kind: 'call', name })
  }

  function deliver(connection: Connection, side: Side, letter: Letter | null): void {
    if (letter === null) return
    if (letter.kind === 'call') {
      // An actor that is told something while it acts takes it up afterwards: the letter has to wait as well.
      put(eventQueue, now, () => tell(connection.ends[side], { type: 'send' }, { ...letter, kind: 'reply' }))
    } else if (!connection.tested) {
      connection.tested = true
      onEvent()
      connection.connector.send({ type: 'attempt tested' })
    }
  }

  function startTraffic(connection: Connection): void {
    put(eventQueue, now, () => {
      for (const name of traffic.start) call(connection, name)
    })
    for (const { call: name, every } of traffic.repeat) {
      const again = () => {
        call(connection, name)
        put(eventQueue, now + every, again)
      }
      put(eventQueue, now + every, again)
    }
  }

  function arrive(connection: Connection, side: Side, { kind, name }: Letter): void {
    const end = connection.ends[side]
    switch (kind) {
      case 'dial':
        transmit(connection, side, { kind: 'accept', name: 'accept' })
        connection.ends.acceptor = makeEnd(connection, side, rulesOf('server', 'ZODB-3.2'))
        tell(connection.ends.acceptor, { type: 'connected' })
        break
      case 'accept':
        tell(end, { type: 'connected' })
        onEvent()
        connection.connector.send({ type: 'attempt connected' })
        break
      case 'version':
        tell(end, { type: 'version', version: name })
        break
      default:
        tell(end, { type: 'message' }, { kind, name })
    }
  }

  function connect(id: string): void {
    const [link] = scenario.links
    if (link === undefined) throw new Error('The scenario has no link')
    const machine = connector.provide({
      actions: {
        dialAddresses: () => {
          connection.ends.dialer = makeEnd(connection, 'dialer', rulesOf('client', 'ZODB-3.2'))
          transmit(connection, 'dialer', { kind: 'dial', name: 'dial' })
        },
        testConnection: () => {
          for (const name of traffic.test) call(connection, name)
        },
        notifyClient: () => startTraffic(connection),
      },
    })
    const connection: Connection = {
      id,
      connector: createActor(machine, { input: { ...link.connector, addresses: 1 }, clock: noClock }),
      ends: { dialer: null, acceptor: null },
      sent: { dialer: 0, acceptor: 0 },
      notBefore: { dialer: 0, acceptor: 0 },
      tested: false,
    }
    connections.push(connection)
    connection.connector.start()
    onEvent()
    connection.connector.send({ type: 'start' })
  }

  for (const client of scenario.nodes.filter(({ role }) => role === 'client')) {
    for (const server of scenario.nodes.filter(({ role }) => role === 'server')) {
      connect(`${client.id}-${server.id}#1`)
    }
  }
  for (;;) {
    const entry = take(eventQueue)
    if (entry === null || entry.at > until) return { connections, eventQueue }
    now = entry.at
    entry.item()
  }
}

/**
 * No timer of this workload ever fires: sockets connect in time, and nothing is lost. That somebody waits for ever is more than a
 * timer of Node's can hold, which it would say each time.
 */
export const noClock = { setTimeout: () => 0, clearTimeout: () => {} }
