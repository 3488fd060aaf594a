/** What the simulator does for each action that a machine asks for, and for each thing that happens. */

import type { ConnectorAsk, ConnectorEvent } from '#machines/connector.ts'
import type { NodeAsk } from '#machines/node.ts'
import type { RolloutAsk, RolloutStep } from '#machines/rollout.ts'
import type { About, Handlers, Sim } from '../engine/kernel.ts'
import { nodeView } from '../engine/node-view.ts'
import { type Connection, changing, type Happening } from '../engine/world.ts'
import { handshakeOf } from '../protocol/outcome-of.ts'
import { close, moreHeld, noneHeld } from '../protocol/words.ts'
import { type Side, sides } from '../scenario/side.ts'
import { failCalls, repeatCall, startTraffic, takeStock, testConnection } from './application.ts'
import { carryOut } from './carry-out.ts'
import { endView, isGone, judge, settle, tellEnd } from './ends.ts'
import { intervene } from './intervene.ts'
import { arrive, dial } from './network.ts'
import { startServices, stopServices } from './nodes.ts'
import { giveUp, readConfiguration, rise, takeStep } from './raise.ts'
import { tellItsConnector } from './tell.ts'

/** What is done when a machine asks for something. `params` is what it says with that. */
type Handler = (sim: Sim, subject: string, cause: number, about: About, params: unknown) => void

const ofNode: Readonly<Record<NodeAsk, Handler>> = {
  startServices,
  // Whether a node takes on work is read off its state.
  refuseNewWork: () => {},
  readConfiguration,
  closeConnections: stopServices,
  dropConnections: stopServices,
}

const ofConnector: Readonly<Record<ConnectorAsk, Handler>> = {
  dialAddresses(sim, id, cause) {
    const service = sim.cluster.services.get(id)
    if (service === undefined || nodeView(sim.world, service.dialer).state !== 'running') return
    for (const pair of service.pairs) dial(sim, pair, cause)
  },
  dialOthers(sim, service, cause) {
    for (const pair of sim.cluster.services.get(service)?.pairs ?? []) {
      const latest = sim.world.connections.get(sim.world.latest.get(pair.id) ?? '')
      if (latest === undefined || isGone(latest, 'dialer')) dial(sim, pair, cause)
    }
  },
  useFallback(sim, _, cause, { connection }) {
    if (connection) startTraffic(sim, connection, cause)
  },
  testConnection(sim, _, cause, { connection }) {
    if (connection) testConnection(sim, connection, cause)
  },
  notifyClient(sim, service, cause, { connection }) {
    if (connection === null) return
    closeConnections(sim, service, cause, connection)
    startTraffic(sim, connection, cause)
  },
  closeAttempts: (sim, service, cause) => closeConnections(sim, service, cause),
}

const ofRollout: Readonly<Record<RolloutAsk, Handler>> = {
  takeSteps(sim, _, cause, __, params) {
    const { steps } = params as { steps: readonly RolloutStep[] }
    for (const step of steps) takeStep(sim, step, cause)
  },
}

const handlersOf = { node: ofNode, connector: ofConnector, rollout: ofRollout }

function handlerOf(machine: keyof typeof handlersOf, ask: string): Handler {
  const handlers: Readonly<Record<string, Handler>> = handlersOf[machine]
  const handler = Object.hasOwn(handlers, ask) ? handlers[ask] : undefined
  if (handler === undefined) throw new Error(`A ${machine} asks for ${ask}, of which nobody knows`)
  return handler
}

type Happenings = {
  readonly [K in Exclude<Happening['kind'], 'timer'>]: (
    sim: Sim,
    happening: Extract<Happening, { readonly kind: K }>,
  ) => void
}

const happenings: Happenings = {
  intervene: (sim, { intervention }) => intervene(sim, intervention),
  arrive: (sim, { connection, sender, message }) => arrive(sim, connection, sender, message),
  flush: (sim, { connection, side, cause }) => flush(sim, connection, side, cause),
  repeat: repeatCall,
  'give up': (sim, { node, cause }) => giveUp(sim, node, cause),
  rise,
  judge: (sim, { cause }) => sim.looks?.judge(sim, cause),
}

export const handlers: Handlers = {
  act(sim, { machine, subject, side }, asked, cause, about) {
    if (machine !== 'end') {
      handlerOf(machine, asked.type)(sim, subject, cause, about, asked.params)
      return
    }
    // What it has asked for before may have ended in another attempt, and then it is there no more.
    const connection = changing(sim.world, subject)
    if (connection && side) carryOut(sim, connection, side, asked, cause, about.packet)
  },

  happen: (sim, happening) => happenings[happening.kind](sim, happening as never),

  done(sim, happening, cause) {
    const connection = changing(sim.world, connectionOf(happening) ?? '')
    if (connection) takeStock(sim, connection, cause)
  },

  moved(sim, actor, to, cause) {
    sim.looks?.moved(sim, actor, to, cause)
    const { machine, subject, side } = actor
    if (machine !== 'end' || side === null) return
    const connection = changing(sim.world, subject)
    if (connection === undefined || !isGone(connection, side)) return
    const handshake = handshakeOf(to)
    if (handshake === 'retrying') {
      settle(sim, connection, 'retried', `${connection.pair.dialer} dials again and offers less`, cause)
    }
    // Who leaves by its own choice does not wait to see whether it would have been refused.
    const hasLeft = endView(connection, side)?.gaveUp === 'left'
    if (handshake === 'closed' && (hasLeft || !isRefused(connection))) {
      settle(sim, connection, 'interrupted', 'the connection ended before its handshake did', cause)
    }
    // What this end sends now is not on its way yet.
    judge(sim, connection, cause, 'words')
    if (side === 'dialer') {
      failCalls(sim, connection, cause)
      // Another attempt is on its way: to the connector nothing has failed.
      if (handshake === 'retrying' || connection.abandoned) return
      tellItsConnector(sim, connection, connection.tested ? lost : failed, cause)
    }
  },
}

const [lost, failed]: readonly [ConnectorEvent, ConnectorEvent] = [
  { type: 'connection lost' },
  { type: 'attempt failed' },
]

/** The connection that a happening is about, if it is about one. */
function connectionOf(happening: Happening): string | undefined {
  if ('connection' in happening) return happening.connection
  return happening.kind === 'timer' && happening.who.machine === 'end' ? happening.who.subject : undefined
}

/** Whether the end of a connection is a matter of its handshake. */
function isRefused(connection: Connection): boolean {
  return sides.some((side) => {
    const state = endView(connection, side)?.state
    return state === 'rejected' || state === 'retrying'
  })
}

/** The queue of an end has sent one message: tells it whether there are more. */
function flush(sim: Sim, id: string, side: Side, cause: number): void {
  const connection = changing(sim.world, id)
  if (connection === undefined) return
  const end = connection[side]
  const event = end.held.length > 0 ? moreHeld : noneHeld
  const mayCome = end.flushing
  end.flushing = null
  tellEnd(sim, connection, side, event, cause)
  // It goes on at the same moment.
  if (end.flushing !== null) end.flushing = mayCome
}

/** Closes the connections of a service, but for one. A pair has none older than its last attempt. */
function closeConnections(sim: Sim, service: string, cause: number, except?: Connection): void {
  for (const { id } of sim.cluster.services.get(service)?.pairs ?? []) {
    const latest = sim.world.connections.get(sim.world.latest.get(id) ?? '')
    if (latest === undefined || latest.id === except?.id || isGone(latest, 'dialer')) continue
    const connection = changing(sim.world, latest.id)
    if (connection === undefined) continue
    connection.abandoned = true
    tellEnd(sim, connection, 'dialer', close, cause)
  }
}
