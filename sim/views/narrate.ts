/** A run in sentences: the same text for the log, for captions and for screen readers. */

import { type Waves, waveAt } from '#machines/rollout.ts'
import { sayActor } from '../engine/actor-name.ts'
import type { Cluster } from '../engine/cluster.ts'
import { sayEvent } from '../engine/external-event.ts'
import type { Intervention } from '../engine/intervention.ts'
import { pairOf } from '../engine/names.ts'
import type { Trace } from '../engine/trace.ts'
import type { TraceEvent } from '../engine/trace-event.ts'
import { handshakeOf } from '../protocol/outcome-of.ts'
import { stepsBehind } from '../run/step-behind.ts'
import { isOutcome } from '../scenario/outcome.ts'
import { sayList } from '../text/say-list.ts'
import { sayLevel, sayOperation, sayRule, sayRuleOver } from './say-level.ts'

export interface Sentence {
  /** The node that it is about; null for the cluster as a whole. */
  readonly node: string | null
  readonly text: string
  /** Whether a reader who follows the run wants to know it. The others are steps on the way. */
  readonly isNews: boolean
}

/** The kinds of events of which some are news, and which of them may be: whoever wants only those need not look at the others. */
export const newsworthy = [
  'intervention',
  'transition',
  'hold',
  'swallow',
  'call',
  'attempt',
  'level',
  'operation',
  'no start',
  'rule',
] as const
export const mayBeNews = (event: TraceEvent): boolean =>
  event.kind !== 'call' || (event.status !== 'made' && event.status !== 'answered')

/**
 * Says what an event of a trace is, or gives null for one that another sentence covers.
 *
 * @param trace the trace that the event stands in: a sentence may speak of its cause
 */
export function narrate(cluster: Cluster, trace: Trace, event: TraceEvent): Sentence | null {
  switch (event.kind) {
    case 'start':
      return { node: null, text: `the cluster starts, with seed ${event.seed}`, isNews: false }
    case 'intervention':
      return { node: null, text: sayHeeded(event), isNews: true }
    case 'transition':
      return sayTransition(cluster, trace, event)
    case 'send':
      return {
        node: event.from,
        text: `${event.from} sends ${sayMessage(event)} to ${event.to}`,
        isNews: false,
      }
    case 'deliver':
      return {
        node: event.to,
        text: `${event.to} receives ${sayMessage(event)} from ${event.from}`,
        isNews: false,
      }
    case 'hold':
      return {
        node: event.from,
        text: `${event.from} queues ${event.message.name} until its handshake with ${event.to} is over`,
        isNews: true,
      }
    case 'swallow':
      return { node: event.to, text: `${event.to} ${saySwallowed(event)}`, isNews: true }
    case 'lost':
      return {
        node: event.from,
        text: `${sayMessage(event)} of ${event.from} does not reach ${event.to}: ${event.reason}`,
        isNews: false,
      }
    case 'heard':
      if (event.logs === null) return null
      return { node: event.node, text: `${event.node} logs “${event.logs}”`, isNews: false }
    case 'call':
      return sayCall(cluster, event)
    case 'attempt': {
      const { pair } = pairIn(cluster, event.connection)
      const isNews = event.outcome !== 'open'
      return { node: pair.dialer, text: `${pair.id} ${sayOutcome(event.outcome)}: ${event.reason}`, isNews }
    }
    case 'level':
      return { node: event.node, text: sayLevel(cluster, event), isNews: true }
    case 'operation':
      return { node: null, text: sayOperation(event), isNews: true }
    case 'no start':
      return { node: event.node, text: `${event.node} does not start: ${event.reason}`, isNews: true }
    case 'rule':
      // What becomes of a connection has been told.
      return { node: null, text: sayRule(event), isNews: event.pair === undefined }
    case 'rule over':
      return { node: null, text: sayRuleOver(event), isNews: false }
    case 'timer':
      return null
  }
}

const sayHeeded = ({ intervention, unheeded }: Of<'intervention'>) =>
  unheeded === undefined ? sayIntervention(intervention) : `${sayIntervention(intervention)}, but ${unheeded}`

type Of<K extends TraceEvent['kind']> = Extract<TraceEvent, { kind: K }>

function sayTransition(cluster: Cluster, trace: Trace, event: Of<'transition'>): Sentence | null {
  const [machine, subject = '', side] = event.actor.split(' ')
  switch (machine) {
    case 'node':
      return { node: subject, text: `${subject} ${sayNode(cluster, trace, event, subject)}`, isNews: true }
    case 'connector':
      return sayConnector(cluster, event, subject)
    case 'end': {
      const { pair } = pairIn(cluster, subject)
      const [own, peer] = side === 'dialer' ? [pair.dialer, pair.acceptor] : [pair.acceptor, pair.dialer]
      return sayEnd(trace, event, own, peer)
    }
    case 'rollout':
      return event.to[0] === 'done' ? { node: null, text: 'the rollout is done', isNews: true } : null
    default:
      return null
  }
}

function sayNode(cluster: Cluster, trace: Trace, event: Of<'transition'>, id: string): string {
  switch (event.to[0]) {
    case 'draining': {
      const changes = changesBehind(cluster, trace, event, id)
      return `takes on no new work and finishes what it has begun: it is to be ${changes.length > 0 ? sayList(changes) : 'upgraded'}`
    }
    case 'down':
      return 'goes down'
    case 'starting':
      return 'starts'
    case 'running':
      return 'runs and takes connections'
    case 'crashed':
      return event.event === 'cannot run' ? 'stays down' : 'dies'
    default:
      return `is ${event.to[0]}`
  }
}

/** What a node that goes down is to become: `upgraded to ZODB-3.2`, or `restarted with ibp 3.9`. */
function changesBehind({ nodes }: Cluster, trace: Trace, event: TraceEvent, id: string): string[] {
  return stepsBehind(trace, event).flatMap(({ node: unit, to }) => {
    if (unit === id) return [`upgraded to ${to}`]
    const level = nodes.get(id)?.switches.find((each) => each.id === unit)?.level
    return level ? [`restarted with ${level.name} ${to}`] : []
  })
}

function sayConnector(cluster: Cluster, event: Of<'transition'>, subject: string): Sentence | null {
  const service = cluster.services.get(subject)
  if (service === undefined) return null
  const node = service.dialer
  const peers = service.pairs.map(({ acceptor }) => acceptor).join(', ')
  switch (event.to[0]) {
    case 'trying': {
      const again = event.from[0] === 'idle' ? '' : ' again'
      return { node, text: `${node} dials ${peers}${again}`, isNews: event.from[0] === 'waiting' }
    }
    case 'notified':
      return { node, text: `${node} has its first answer from ${peers} and goes to work`, isNews: true }
    case 'fallback': {
      const text = `${node} makes do with a fallback and goes on looking for another of ${peers}`
      return event.from[0] === 'fallback' ? null : { node, text, isNews: true }
    }
    case 'waiting':
      return { node, text: `${node} cannot use ${peers} and pauses`, isNews: true }
    default:
      return null
  }
}

function sayEnd(trace: Trace, event: Of<'transition'>, own: string, peer: string): Sentence | null {
  const from = handshakeOf(event.from)
  const to = handshakeOf(event.to)
  const cause = trace.event(event.cause)
  const heard = heardIn(cause)
  const isRefused = cause?.kind === 'deliver' && cause.message.kind === 'error'
  const isSilence = cause?.kind === 'timer'
  if (from === to) {
    if (event.to[1] !== 'queue.passing') return null
    return { node: own, text: `${own} has sent all that it had queued for ${peer}`, isNews: true }
  }
  const say = (text: string, isNews = true) => ({ node: own, text: `${own} ${text}`, isNews })
  switch (to) {
    case 'announcing':
      return say(`names its version to ${peer} at once`, false)
    case 'awaiting':
      return say(`waits for ${peer} to name its version`)
    case 'open':
      if (isRefused) return say(`is refused by ${peer} and goes on: for ${own} the connection is open`)
      if (isSilence) return say(`has waited long enough for ${peer} and goes on without a word`)
      return objects(trace, event)
        ? say(`does not accept ${heard} from ${peer} and goes on all the same`)
        : say(`accepts ${heard} from ${peer}: for ${own} the connection is open`)
    case 'stalled':
      return say(`does not accept ${heard} from ${peer} and stays in its handshake`)
    case 'rejected':
      if (isRefused) return say(`is refused by ${peer} and gives up`)
      if (isSilence) return say(`has waited long enough for ${peer} and gives up`)
      return say(`does not accept ${heard} from ${peer} and closes`)
    case 'retrying':
      return say(`is refused by ${peer} and tries again with less`)
    case 'closed':
      return say(`has no connection to ${peer} any more`, from === 'open')
    default:
      return null
  }
}

/** What an end was told that it judged. */
function heardIn(cause: TraceEvent | undefined): string {
  if (cause?.kind !== 'deliver' || cause.message.kind !== 'version') return 'what it got'
  return cause.message.said === '' ? 'a greeting without a version' : cause.message.name
}

/** Whether an end that goes on has said in the same breath that it does not accept what it heard. */
function objects(trace: Trace, { id, moment }: Of<'transition'>): boolean {
  for (let i = id + 1; trace.event(i)?.moment === moment; i++) {
    const event = trace.event(i)
    if (event?.kind === 'heard' && event.cause === id) return event.severity === 'error'
  }
  return false
}

function sayCall(cluster: Cluster, event: Of<'call'>): Sentence {
  const { pair } = pairIn(cluster, event.connection)
  const { node, name } = event
  switch (event.status) {
    case 'made':
      return { node, text: `${node} calls ${name} on ${pair.acceptor}`, isNews: false }
    case 'answered':
      return { node, text: `${node} has the answer to ${name} from ${pair.acceptor}`, isNews: false }
    case 'failed':
      return {
        node,
        text: `${name} of ${node} gets no answer from ${pair.acceptor}: ${event.reason}`,
        isNews: true,
      }
    case 'unreadable':
      return {
        node,
        text: `${node} cannot read what ${name} brings from ${pair.acceptor}: ${event.reason}`,
        isNews: true,
      }
    case 'skipped':
      return {
        node,
        text: `${node} cannot call ${name} on ${pair.acceptor} and goes on without it: ${event.reason}`,
        isNews: true,
      }
  }
}

function saySwallowed(event: Of<'swallow'>): string {
  const { message, from, believes } = event
  if (believes === undefined)
    return `takes ${sayMessage(event)} of ${from} for another handshake and ignores it`
  const written = `${sayMessage(event)} of ${from} is written in ${message.written}`
  return `believes that ${believes} is agreed and ignores what it does not understand: ${written}`
}

function sayMessage({ message }: { message: { kind: string; name: string } }): string {
  switch (message.kind) {
    case 'reply':
      return `the reply to ${message.name}`
    case 'call':
    case 'version':
    case 'error':
      return message.name
    case 'dial':
    case 'accept':
      return `the ${message.kind}`
    default:
      return `a ${message.kind}`
  }
}

function sayOutcome(outcome: Of<'attempt'>['outcome']): string {
  return isOutcome(outcome) ? `is ${outcome}` : `was ${outcome}`
}

/** An intervention as a phrase, such as `c1 is killed`. */
function sayIntervention(intervention: Intervention): string {
  switch (intervention.do) {
    case 'roll out':
      return intervention.steps.length === 0
        ? 'a rollout without steps begins'
        : `the rollout begins: ${sayWaves(intervention)}`
    case 'upgrade':
      return `${intervention.node} is to be upgraded to ${intervention.to}`
    case 'kill':
      return `${intervention.node} is killed`
    case 'restart':
      return `${intervention.node} is restarted`
    case 'cut':
      return `the line ${intervention.pair} is cut`
    case 'heal':
      return `the line ${intervention.pair} is healed`
    case 'reset':
      return `the connection ${intervention.pair} is reset`
    case 'slow':
      return `the latency of ${intervention.pair} changes`
    case 'send':
      return `${sayActor(intervention.actor)} is sent ${sayEvent(intervention.event)} by hand`
  }
}

/** `s1, c1` where one is taken after the other; `c1, c2 and c3, then s1` in waves. */
function sayWaves({ steps, waves }: Waves): string {
  if (waves === undefined) return steps.map(({ node }) => node).join(', ')
  const said: string[] = []
  for (let place = 0; place < steps.length; ) {
    const wave = waveAt({ steps, waves }, place)
    said.push(sayList(wave.map(({ node }) => node)))
    place += wave.length
  }
  return said.join(', then ')
}

function pairIn(cluster: Cluster, connection: string) {
  const pair = cluster.pairs.get(pairOf(connection))
  if (pair === undefined) throw new Error(`The connection ${connection} belongs to no pair`)
  return { pair }
}
