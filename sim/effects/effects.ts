/** What the simulator does for each action that a machine asks for, and for each thing that happens. */
import { type RolloutStep, rollout } from '#machines/rollout.ts'
import type { Intervention } from '../engine/intervention.ts'
import { type About, addActor, type Deeds, dispatch, record, type Sim } from '../engine/kernel.ts'
import { nodeView } from '../engine/node-view.ts'
import { type Connection, type Happening, newActor, nodeActor, rolloutActor } from '../engine/world.ts'
import { handshakeOf, isGoneState } from '../protocol/outcome-of.ts'
import { tabulate } from '../protocol/transition-table.ts'
import { type Side, sides } from '../scenario/side.ts'
import { failCalls, repeatCall, startTraffic, takeStock, testConnection } from './application.ts'
import { carryOut } from './carry-out.ts'
import { endView, isGone, judge, settle, tellConnector, tellEnd } from './ends.ts'
import { hand, heed } from './hand.ts'
import { arrive, cut, dial, heal, reset } from './network.ts'
import { startServices, stopServices } from './nodes.ts'
import { giveUp, readConfiguration, rise, takeStep } from './raise.ts'

type Doing = (sim: Sim, subject: string, cause: number, about: About, params: unknown) => void

const nodeDoings: Record<string, Doing> = {
  startServices,
  // Whether a node takes on work is read off its state.
  refuseNewWork: () => {},
  readConfiguration,
  closeConnections: stopServices,
  dropConnections: stopServices,
}

const connectorDoings: Record<string, Doing> = {
  dialAddresses(sim, id, cause) {
    const service = sim.cluster.services.get(id)
    if (service === undefined || nodeView(sim.world, service.dialer).state !== 'running') return
    for (const pair of service.pairs) dial(sim, pair, cause)
  },
  dialOthers(sim, service, cause) {
    for (const pair of sim.cluster.services.get(service)?.pairs ?? []) {
      const latest = sim.world.connections.get(sim.world.latest.get(pair.id) ?? '')
      if (latest === undefined || isGone(sim.world, latest, 'dialer')) dial(sim, pair, cause)
    }
  },
  useFallback(sim, _, cause, { connection }) {
    if (connection) startTraffic(sim, connection, cause)
  },
  testConnection(sim, _, cause, { connection }) {
    if (connection) testConnection(sim, connection, cause)
  },
  notifyClient(sim, service, cause, { connection }) {
    if (connection === undefined) return
    closeConnections(sim, service, cause, connection)
    startTraffic(sim, connection, cause)
  },
  closeAttempts: (sim, service, cause) => closeConnections(sim, service, cause),
}

const rolloutDoings: Record<string, Doing> = {
  takeSteps(sim, _, cause, __, params) {
    const { steps } = params as { steps: readonly RolloutStep[] }
    for (const step of steps) takeStep(sim, step, cause)
  },
}

const doings = { node: nodeDoings, connector: connectorDoings, rollout: rolloutDoings }

export const deeds: Deeds = {
  act(sim, { machine, subject, side }, { type, params }, cause, about) {
    if (machine !== 'end') return doings[machine][type]?.(sim, subject, cause, about, params)
    const connection = sim.world.connections.get(subject)
    if (connection && side) carryOut(sim, connection, side, { ask: type, said: params }, cause, about.message)
  },

  happen(sim, happening) {
    switch (happening.kind) {
      case 'intervene':
        return intervene(sim, happening.intervention)
      case 'arrive':
        return arrive(sim, happening.connection, happening.sender, happening.message)
      case 'flush':
        return flush(sim, happening.connection, happening.side, happening.cause)
      case 'repeat':
        return repeatCall(sim, happening)
      case 'give up':
        return giveUp(sim, happening.node, happening.cause)
      case 'rise':
        return rise(sim, happening)
      case 'judge':
        return sim.looks?.judge(sim, happening.cause)
    }
  },

  done(sim, happening, cause) {
    const connection = sim.world.connections.get(connectionOf(sim, happening) ?? '')
    if (connection) takeStock(sim, connection, cause)
  },

  moved(sim, actor, to, cause) {
    sim.looks?.moved(sim, actor, to, cause)
    const { machine, subject, side } = actor
    const connection = sim.world.connections.get(subject)
    const handshake = handshakeOf(to)
    if (machine !== 'end' || side === null || connection === undefined || !isGoneState(handshake)) return
    if (handshake === 'retrying') {
      settle(sim, connection, 'retried', `${connection.nodes.dialer} dials again and offers less`, cause)
    }
    // Who leaves by its own choice does not wait to see whether it would have been refused.
    const hasLeft = endView(sim.world, connection, side)?.gaveUp === 'left'
    if (handshake === 'closed' && (hasLeft || !isRefused(sim, connection))) {
      settle(sim, connection, 'interrupted', 'the connection ended before its handshake did', cause)
    }
    // What this end sends now is not on its way yet.
    judge(sim, connection, cause, 'words')
    if (side === 'dialer') {
      failCalls(sim, connection, cause)
      // Another attempt is on its way: to the connector nothing has failed.
      if (handshake === 'retrying' || connection.abandoned) return
      tellConnector(sim, connection, connection.tested ? 'connection lost' : 'attempt failed', cause)
    }
  },
}

/** The connection that a happening is about, if it is about one. */
function connectionOf({ world }: Sim, happening: Happening): string | undefined {
  if ('connection' in happening) return happening.connection
  const actor = happening.kind === 'timer' ? world.actors.get(happening.actor) : undefined
  return actor?.machine === 'end' ? actor.subject : undefined
}

/** Whether the end of a connection is a matter of its handshake. */
function isRefused({ world }: Sim, connection: Connection): boolean {
  return sides.some((side) => {
    const state = endView(world, connection, side)?.state
    return state === 'rejected' || state === 'retrying'
  })
}

/** The queue of an end has sent one message: tells it whether there are more. */
function flush(sim: Sim, id: string, side: Side, cause: number): void {
  const connection = sim.world.connections.get(id)
  if (connection === undefined) return
  const type = connection.held[side].length > 0 ? 'more held' : 'none held'
  const mayCome = connection.flushing[side]
  connection.flushing[side] = null
  tellEnd(sim, connection, side, { type }, cause)
  // It goes on at the same moment.
  if (connection.flushing[side] !== null) connection.flushing[side] = mayCome
}

/** Closes the connections of a service, but for one. A pair has none older than its last attempt. */
function closeConnections(sim: Sim, service: string, cause: number, except?: Connection): void {
  for (const { id } of sim.cluster.services.get(service)?.pairs ?? []) {
    const connection = sim.world.connections.get(sim.world.latest.get(id) ?? '')
    if (connection === undefined || connection === except || isGone(sim.world, connection, 'dialer')) continue
    connection.abandoned = true
    tellEnd(sim, connection, 'dialer', { type: 'close' }, cause)
  }
}

/** Waves of one are no waves: such a rollout is the one without them. */
function withoutNeedlessWaves(intervention: Intervention): Intervention {
  if (intervention.do !== 'roll out' || !intervention.waves?.every((size) => size === 1)) return intervention
  const { waves: _, ...plain } = intervention
  return plain
}

function intervene(sim: Sim, asked: Intervention): void {
  const intervention = withoutNeedlessWaves(asked)
  const cause = record(sim, { kind: 'intervention', intervention, ...heed(sim, intervention), cause: null })
  const { world } = sim
  switch (intervention.do) {
    case 'roll out': {
      const { steps, waves } = intervention
      const { settle } = sim.cluster.scenario.timing
      const table = tabulate(rollout, { steps, settle, ...(waves && { waves }) })
      // An earlier rollout ends here, and its timer with it.
      for (const key of world.timers.keys()) if (key.startsWith(rolloutActor)) world.timers.delete(key)
      addActor(sim, newActor(rolloutActor, 'rollout', rolloutActor, table))
      dispatch(sim, rolloutActor, { type: 'begin' }, cause)
      break
    }
    case 'upgrade':
      takeStep(sim, intervention, cause)
      break
    case 'kill':
    case 'restart':
      dispatch(sim, nodeActor(intervention.node), { type: intervention.do }, cause)
      break
    case 'cut':
      cut(sim, intervention.pair)
      break
    case 'heal':
      heal(sim, intervention.pair, cause)
      break
    case 'reset':
      reset(sim, intervention.pair, cause)
      break
    case 'slow': {
      const line = world.lines.get(intervention.pair)
      if (line) line.latency = intervention.latency
      break
    }
    case 'send':
      hand(sim, intervention, cause)
  }
}
