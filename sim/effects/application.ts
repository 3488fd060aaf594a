/** The application: what the dialers call, what the acceptors answer, and what becomes of a call. */

import type { ConnectorEvent } from '#machines/connector.ts'
import { contentOf } from '../engine/content.ts'
import type { Fact } from '../engine/fact.ts'
import { recordOn, type Sim, schedule } from '../engine/kernel.ts'
import { nodeView } from '../engine/node-view.ts'
import type { CallStatus } from '../engine/trace-event.ts'
import { type Connection, changing, type Happening, type Packet, type WaitingCall } from '../engine/world.ts'
import { madeIn } from '../memo/made-in.ts'
import { passesTest, trafficOn, wanted } from '../protocol/traffic.ts'
import { sendEvent, spokenBy } from '../protocol/words.ts'
import { isBroken, isOutcome } from '../scenario/outcome.ts'
import type { Side } from '../scenario/side.ts'
import { endView, forgetIfOver, isGone, judge, tellEnd } from './ends.ts'
import { tellItsConnector } from './tell.ts'

/** Makes the calls that tell whether a connection can be used. */
export function testConnection(sim: Sim, connection: Connection, cause: number): void {
  for (const name of trafficOf(sim, connection).test) makeCall(sim, connection, name, true, cause)
}

/** The connection can be used: makes the first calls, and puts down those that are made again and again. */
export function startTraffic(sim: Sim, connection: Connection, cause: number): void {
  if (nodeView(sim.world, connection.pair.dialer).state !== 'running') return
  const { start, repeat } = trafficOf(sim, connection)
  for (const name of start) makeCall(sim, connection, name, false, cause)
  repeat.forEach(({ every }, index) => {
    schedule(sim, every, { kind: 'repeat', connection: connection.id, index, cause })
  })
}

/** Makes a call that is made again and again, for as long as its connection lasts and its node takes on work. */
export function repeatCall(
  sim: Sim,
  { connection: id, index, cause }: Extract<Happening, { kind: 'repeat' }>,
): void {
  const connection = changing(sim.world, id)
  if (connection === undefined) return
  const repeat = trafficOf(sim, connection).repeat[index]
  if (repeat === undefined || endView(connection, 'dialer')?.state !== 'open') return
  if (nodeView(sim.world, connection.pair.dialer).state !== 'running') return
  connection.repeated = connection.repeated.with(index, (connection.repeated[index] ?? 0) + 1)
  makeCall(sim, connection, repeat.call, false, cause)
  schedule(sim, repeat.every, { kind: 'repeat', connection: id, index, cause })
  takeStock(sim, connection, cause)
}

const trafficOf = (sim: Sim, connection: Connection) => trafficOn(sim.cluster.scenario, connection.pair.link)

/** A call has come through to the application of an end, which replies to it. */
export function answer(
  sim: Sim,
  connection: Connection,
  side: Side,
  { content, call }: Packet,
  cause: number,
): void {
  hand(sim, connection, side, 'reply', content.words.name, call, cause)
}

/** The reply to a call has come through to the application that made it. */
export function takeReply(sim: Sim, connection: Connection, reply: Packet, cause: number): void {
  const call = takeCall(connection, reply.call)
  if (call === undefined) return
  const strange = call.data === null ? null : dataOf(sim, connection, call.data)
  if (strange === null) {
    passTest(sim, connection, report(sim, connection, call, 'answered', null, cause))
    return
  }
  connection.unreadable = strange
  passTest(sim, connection, report(sim, connection, call, 'unreadable', `it is written as ${strange}`, cause))
}

/**
 * Takes stock of a connection when everything that follows from a happening is done: tells its connector that it can be
 * used, if it can since, and what has become of it, if that can be told.
 */
export function takeStock(sim: Sim, connection: Connection, cause: number): void {
  passTest(sim, connection, cause)
  judge(sim, connection, cause)
  forgetIfOver(sim, connection.id)
}

/** Tells the connector that a connection can be used, once it has passed its test. */
function passTest(sim: Sim, connection: Connection, cause: number): void {
  if (connection.tested) return
  const dialer = endView(connection, 'dialer')?.state ?? ''
  const waiting = connection.calls.filter(({ isTest }) => isTest)
  if (!passesTest(dialer, waiting.length)) return
  connection.tested = true
  const isFallback = sim.cluster.nodes.get(connection.pair.acceptor)?.isFallback
  tellItsConnector(sim, connection, isFallback ? testedFallback : tested, cause)
}

const tested: ConnectorEvent = { type: 'attempt tested' }
const testedFallback: ConnectorEvent = { ...tested, fallback: true }

/**
 * What an answered call has done to the data, or met in it: a writer stamps its form on it, and a reader may find one
 * that it does not know. Gives that one, or null.
 */
function dataOf(sim: Sim, connection: Connection, does: 'reads' | 'writes'): string | null {
  const data = connection.dialer.release?.data
  if (data === undefined) return null
  if (does === 'reads') return [...sim.world.formats].find((form) => !data.reads.includes(form)) ?? null
  sim.world.formats.add(data.writes)
  return null
}

/** A call that waits for its answer, which waits no longer; undefined where it does not wait. */
function takeCall(connection: Connection, number: number): WaitingCall | undefined {
  const taken = connection.calls.find((call) => call.number === number)
  if (taken !== undefined) connection.calls = connection.calls.filter((call) => call !== taken)
  return taken
}

/** A call cannot be answered any more. */
export function failCall(
  sim: Sim,
  connection: Connection,
  number: number,
  reason: string,
  cause: number,
): void {
  const call = takeCall(connection, number)
  if (call !== undefined) report(sim, connection, call, 'failed', reason, cause)
}

/** The connection is gone: its unanswered calls fail. */
export function failCalls(sim: Sim, connection: Connection, cause: number): void {
  const { calls } = connection
  connection.calls = []
  for (const call of calls) {
    report(sim, connection, call, 'failed', 'the connection is gone', cause)
  }
}

function makeCall(sim: Sim, connection: Connection, name: string, isTest: boolean, cause: number): void {
  const { link } = connection.pair
  const { release: dialer } = connection.dialer
  if (dialer === null || isGone(connection, 'dialer')) return
  const joined = { dialer, acceptor: connection.acceptor.release }
  let last = cause
  for (const tried of wanted(sim.cluster.scenario, link, joined, name, spokenOn(connection))) {
    const number = ++connection.callsMade
    const { data = null } = tried.call
    const madeAt = sim.world.now
    const call: WaitingCall = { number, name: tried.name, isTest, data, madeAt, made: sim.world.events }
    if (tried.how === 'skipped') {
      last = report(sim, connection, call, 'skipped', tried.why, last)
      continue
    }
    const made = report(sim, connection, call, 'made', null, last)
    const spoiler = link.spoils ? spoilerOf(sim, connection) : null
    const isSpoilt = spoiler === null ? null : `${spoiler} is incompatible, so no other is used`
    if (isSpoilt !== null || tried.how === 'failed') {
      report(sim, connection, call, 'failed', tried.why ?? isSpoilt, made)
      return
    }
    connection.calls = [...connection.calls, call]
    hand(sim, connection, 'dialer', 'call', tried.name, number, made)
  }
}

/** What a connection speaks, as far as its dialer knows; null while nothing is agreed. */
function spokenOn(connection: Connection): string | null {
  const versionOf = (side: Side) => endView(connection, side)?.version ?? null
  return spokenBy('dialer', { dialer: versionOf('dialer'), acceptor: versionOf('acceptor') })
}

/** The peer of another connection of the same node and link that is broken, or null. */
function spoilerOf({ world, cluster }: Sim, connection: Connection): string | null {
  const own = connection.pair
  for (const pair of cluster.pairs.values()) {
    if (pair === own || pair.dialer !== own.dialer || pair.link !== own.link) continue
    const latest = world.connections.get(world.latest.get(pair.id) ?? '')
    const outcome = latest?.outcome ?? latest?.before
    if (outcome && isOutcome(outcome) && isBroken(outcome)) return pair.acceptor
  }
  return null
}

/** Hands a message to an end to be sent, with word of whether its queue has room. */
function hand(
  sim: Sim,
  connection: Connection,
  side: Side,
  kind: 'call' | 'reply',
  name: string,
  call: number,
  cause: number,
): void {
  const bound = endView(connection, side)?.rules.queue?.bound
  const content = contentOf(sim.cluster.contents, { kind, name })
  const event = sendEvent(bound, connection[side].held.length)
  tellEnd(sim, connection, side, event, cause, { content, call, number: 0 })
}

function report(
  sim: Sim,
  connection: Connection,
  { number, name }: WaitingCall,
  status: CallStatus,
  reason: string | null,
  cause: number,
): number {
  const fact = reason === null ? usualFact(name, status) : factOf(name, status, reason)
  return recordOn(sim, connection, 'dialer', fact, cause, 0, number)
}

/** What is recorded of calls of which nothing more is said, by what becomes of them and their names. */
const usual: Readonly<Record<CallStatus, Map<string, Fact>>> = {
  made: new Map(),
  answered: new Map(),
  failed: new Map(),
  skipped: new Map(),
  unreadable: new Map(),
}

const usualFact = (name: string, status: CallStatus) =>
  madeIn(usual[status], name, () => factOf(name, status, null))

function factOf(name: string, status: CallStatus, reason: string | null): Fact {
  const severity = status === 'made' || status === 'answered' ? 'info' : 'warning'
  return { kind: 'call', name, status, reason, severity }
}
