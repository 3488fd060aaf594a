/** The application: what the dialers call, what the acceptors answer, and what becomes of a call. */
import { knowsCall, missingHow, nameAt, whyMissing } from './calls.ts'
import { rulesOf } from './cluster.ts'
import { endView, pairOf, releaseOfEnd, tellConnector, tellEnd } from './ends.ts'
import { record, type Sim, schedule } from './kernel.ts'
import { nodeView } from './node-view.ts'
import { isBroken, isOutcome } from './outcome.ts'
import type { Call, Link } from './scenario/model.ts'
import type { CallStatus, Message } from './trace.ts'
import type { Connection, Happening, Side, WaitingCall } from './world.ts'

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
    schedule(sim, every, { kind: 'repeat', connection: connection.id, index, made: 0, cause })
  })
}

/** Makes a call that is made again and again, for as long as its connection lasts and its node takes on work. */
export function repeatCall(
  sim: Sim,
  { connection: id, index, made, cause }: Extract<Happening, { kind: 'repeat' }>,
): void {
  const connection = sim.world.connections.get(id)
  const repeat = sim.cluster.scenario.traffic.repeat[index]
  if (connection === undefined || repeat === undefined) return
  if (endView(sim.world, connection, 'dialer')?.state !== 'open') return
  if (nodeView(sim.world, connection.nodes.dialer).state !== 'running') return
  makeCall(sim, connection, repeat.call, false, cause)
  schedule(sim, repeat.every, { kind: 'repeat', connection: id, index, made: made + 1, cause })
}

/** A message has come through to the application of one end. */
export function receive(sim: Sim, connection: Connection, side: Side, message: Message, cause: number): void {
  if (message.kind === 'call') {
    hand(sim, connection, side, { ...message, id: null, kind: 'reply' }, cause)
    return
  }
  const call = connection.calls.get(message.call ?? '')
  if (call === undefined) return
  connection.calls.delete(call.id)
  const strange = call.data === null ? null : dataOf(sim, connection, call.data)
  if (strange !== null) {
    connection.unreadable = strange
    report(sim, connection, call, 'unreadable', `it is written as ${strange}`, cause)
    return
  }
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
  const isFallback = sim.cluster.nodes.get(connection.nodes.acceptor)?.isFallback
  tellConnector(sim, connection, 'attempt tested', cause, isFallback ? { fallback: true } : {})
}

/**
 * What an answered call has done to the data, or met in it: a writer stamps its form on it, and a reader may find one
 * that it does not know. Gives that one, or null.
 */
function dataOf(sim: Sim, connection: Connection, does: 'reads' | 'writes'): string | null {
  const data = releaseOfEnd(sim.cluster, connection, 'dialer')?.data
  if (data === undefined) return null
  if (does === 'writes') sim.world.formats.add(data.writes)
  return [...sim.world.formats].find((form) => !data.reads.includes(form)) ?? null
}

/** A call cannot be answered any more. */
export function failCall(
  sim: Sim,
  connection: Connection,
  id: string | null,
  reason: string,
  cause: number,
): void {
  const call = connection.calls.get(id ?? '')
  if (call === undefined) return
  connection.calls.delete(call.id)
  report(sim, connection, call, 'failed', reason, cause)
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
  const { link } = pairOf(sim, connection)
  const spec = scenario.calls.find((call) => call.name === name && goesOver(call, link))
  const dialer = releaseOfEnd(sim.cluster, connection, 'dialer')
  if (spec === undefined || dialer === null) return
  const rules = rulesOf(dialer, link, 'dialer')
  if (!knowsCall(rules, dialer, spec)) {
    // A release that never knew the call does not miss it.
    if (spec.fallback !== null) makeCall(sim, connection, spec.fallback, isTest, cause)
    return
  }
  const agreed = endView(sim.world, connection, 'dialer')?.version ?? null
  const id = `${connection.id} call ${++connection.callsMade}`
  const said = nameAt(rules, spec, agreed)
  const { data = null } = spec
  const call: WaitingCall = { id, name: said, isTest, data, madeAt: sim.world.now, made: sim.world.events }
  const acceptor = releaseOfEnd(sim.cluster, connection, 'acceptor')
  const missing = agreed === null ? null : whyMissing(spec, rules, agreed, dialer, acceptor)
  if (missing !== null && missingHow(spec) === 'do without') {
    const skipped = report(sim, connection, call, 'skipped', missing, cause)
    if (spec.fallback !== null) makeCall(sim, connection, spec.fallback, isTest, skipped)
    return
  }
  const made = report(sim, connection, call, 'made', null, cause)
  const spoiler = link.spoils ? spoilerOf(sim, connection) : null
  if (spoiler !== null || (missing !== null && missingHow(spec) === 'fail')) {
    report(
      sim,
      connection,
      call,
      'failed',
      missing ?? `${spoiler} is incompatible, so no other is used`,
      made,
    )
    return
  }
  connection.calls.set(id, call)
  hand(sim, connection, 'dialer', { id: null, kind: 'call', name: said, call: id }, made)
}

/** Whether a call is made over a link at all. */
const goesOver = (call: Call, link: Link) =>
  call.by === link.dialer && (call.over === undefined || call.over === link.name)

/** The peer of another connection of the same node and link that is broken, or null. */
function spoilerOf({ world, cluster }: Sim, connection: Connection): string | null {
  const own = cluster.pairs.get(connection.pair)
  for (const pair of cluster.pairs.values()) {
    if (pair.dialer !== own?.dialer || pair.link !== own.link) continue
    const latest = world.connections.get(world.latest.get(pair.id) ?? '')
    const outcome = latest?.outcome ?? latest?.before
    if (outcome && isOutcome(outcome) && isBroken(outcome)) return pair.acceptor
  }
  return null
}

/** Hands a message to an end to be sent, with word of whether its queue has room. */
function hand(sim: Sim, connection: Connection, side: Side, message: Message, cause: number): void {
  const bound = endView(sim.world, connection, side)?.rules.queue?.bound
  const isFull = bound !== undefined && connection.held[side].length >= bound
  tellEnd(sim, connection, side, isFull ? { type: 'send', full: true } : { type: 'send' }, cause, message)
}

function report(
  sim: Sim,
  connection: Connection,
  { id, name }: WaitingCall,
  status: CallStatus,
  reason: string | null,
  cause: number,
): number {
  const severity = status === 'made' || status === 'answered' ? 'info' : 'warning'
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
