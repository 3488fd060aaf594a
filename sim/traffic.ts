/** The application: what the dialers call, what the acceptors answer, and what becomes of a call. */
import { hasCall } from './calls.ts'
import { releaseOf } from './cluster.ts'
import { endView, tellConnector, tellEnd } from './ends.ts'
import { record, type Sim, schedule } from './kernel.ts'
import { nodeView } from './nodes.ts'
import type { CallStatus, Message } from './trace.ts'
import type { Connection, Side, WaitingCall } from './world.ts'

/** Makes the calls that tell whether a connection can be used. */
export function testConnection(sim: Sim, connection: Connection, cause: number): void {
  for (const name of sim.cluster.scenario.traffic.test) makeCall(sim, connection, name, true, cause)
}

/** The connection can be used: makes the first calls, and puts down those that are made again and again. */
export function startTraffic(sim: Sim, connection: Connection, cause: number): void {
  if (nodeView(sim.world, connection.nodes.dialer).state !== 'running') return
  const { start, repeat } = sim.cluster.scenario.traffic
  for (const name of start) makeCall(sim, connection, name, false, cause)
  repeat.forEach(({ every }, index) => {
    schedule(sim, every, { kind: 'repeat', connection: connection.id, index, cause })
  })
}

/** Makes a call that is made again and again, for as long as its connection lasts and its node takes on work. */
export function repeatCall(sim: Sim, id: string, index: number, cause: number): void {
  const connection = sim.world.connections.get(id)
  const repeat = sim.cluster.scenario.traffic.repeat[index]
  if (connection === undefined || repeat === undefined) return
  if (endView(sim.world, connection, 'dialer')?.state !== 'open') return
  if (nodeView(sim.world, connection.nodes.dialer).state !== 'running') return
  makeCall(sim, connection, repeat.call, false, cause)
  schedule(sim, repeat.every, { kind: 'repeat', connection: id, index, cause })
}

/** A message has come through to the application of one end. */
export function receive(sim: Sim, connection: Connection, side: Side, message: Message, cause: number): void {
  if (message.kind === 'call') {
    tellEnd(sim, connection, side, { type: 'send' }, cause, { ...message, id: null, kind: 'reply' })
    return
  }
  const call = connection.calls.get(message.call ?? '')
  if (call === undefined) return
  connection.calls.delete(call.id)
  const answered = report(sim, connection, call, 'answered', null, cause)
  if (call.isTest) passTest(sim, connection, answered)
}

/** The dialer has heard a version. A connection that there is no call to test with can be used once it is open. */
export function receiveVersion(sim: Sim, connection: Connection, cause: number): void {
  if (endView(sim.world, connection, 'dialer')?.state === 'open') passTest(sim, connection, cause)
}

/** Tells the connector that a connection can be used, unless a test call still waits for its answer. */
function passTest(sim: Sim, connection: Connection, cause: number): void {
  if (connection.tested || [...connection.calls.values()].some(({ isTest }) => isTest)) return
  connection.tested = true
  tellConnector(sim, connection, 'attempt tested', cause)
}

/** The connection is gone: its unanswered calls fail. */
export function failCalls(sim: Sim, connection: Connection, cause: number): void {
  for (const call of connection.calls.values()) {
    report(sim, connection, call, 'failed', 'the connection is gone', cause)
  }
  connection.calls.clear()
}

function makeCall(sim: Sim, connection: Connection, name: string, isTest: boolean, cause: number): void {
  const { scenario } = sim.cluster
  const role = sim.cluster.nodes.get(connection.nodes.dialer)?.role ?? ''
  const spec = scenario.calls.find((call) => call.name === name && call.by === role)
  if (spec === undefined) return
  const { rules } = releaseOf(scenario, role, connection.releases.dialer ?? '')
  if (!hasCall(scenario, spec, rules.offers)) {
    // A release that never knew the call does not miss it.
    if (spec.fallback !== null) makeCall(sim, connection, spec.fallback, isTest, cause)
    return
  }
  const agreed = endView(sim.world, connection, 'dialer')?.version
  const id = `${connection.id} call ${++connection.callsMade}`
  const call: WaitingCall = { id, name, isTest, madeAt: sim.world.now, made: sim.world.events }
  if (agreed && !hasCall(scenario, spec, agreed)) {
    const skipped = report(sim, connection, call, 'skipped', `${agreed} does not have it`, cause)
    if (spec.fallback !== null) makeCall(sim, connection, spec.fallback, isTest, skipped)
    return
  }
  const made = report(sim, connection, call, 'made', null, cause)
  connection.calls.set(id, call)
  tellEnd(sim, connection, 'dialer', { type: 'send' }, made, { id: null, kind: 'call', name, call: id })
}

function report(
  sim: Sim,
  connection: Connection,
  { id, name }: WaitingCall,
  status: CallStatus,
  reason: string | null,
  cause: number,
): number {
  const severity = status === 'failed' || status === 'skipped' ? 'warning' : 'info'
  const node = connection.nodes.dialer
  return record(sim, {
    kind: 'call',
    connection: connection.id,
    node,
    call: id,
    name,
    status,
    reason,
    severity,
    cause,
  })
}
