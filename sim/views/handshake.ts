/**
 * The handshake of one pair of releases, as a message sequence chart tells it: what each end does, in order, and what
 * it makes of what it hears. It is a fold over the trace of one run of that pair with every message equally slow.
 */
import type { HandshakeState } from '#machines/connection-end.ts'
import { machineOf } from '../engine/actor-name.ts'
import type { Pair } from '../engine/cluster.ts'
import type { AttemptOutcome, Message, TraceEvent } from '../engine/trace-event.ts'
import { type PairChoice, pairScenario } from '../pair/pair-scenario.ts'
import { handshakeOf } from '../protocol/outcome-of.ts'
import { judgement } from '../protocol/why.ts'
import { type Run, simulate, stateAfter } from '../run/run.ts'
import type { Latency, Scenario } from '../scenario/model.ts'
import type { Side } from '../scenario/side.ts'
import { isNamed, sayOpen } from './say-open.ts'
import { type PairView, viewOf } from './view.ts'

/** Something worth saying of an end. `bad` and `lossy` tell of trouble, `ok` of an agreement. */
export interface Note {
  readonly text: string
  readonly tone: 'quiet' | 'ok' | 'lossy' | 'bad'
}

/** What one end does at one moment. */
export interface HandshakePoint {
  readonly side: Side
  /** Virtual milliseconds since the pair began. */
  readonly at: number
  /** What it sends or gets, by the number of the message; null for something that it does by itself. */
  readonly message: { readonly number: number; readonly does: 'send' | 'receive' } | null
  /** What it makes of it. */
  readonly notes: readonly Note[]
  /** The state that its handshake comes to by this, such as `open`; null where it stays in its own. */
  readonly becomes: HandshakeState | null
}

export interface HandshakeMessage {
  readonly kind: Message['kind']
  /** The version, the call's name, or the kind. */
  readonly name: string
  readonly from: Side
  /** `refused`: a version that its receiver does not accept; `swallowed`: taken for a handshake, or not understood. */
  readonly fate: 'taken' | 'refused' | 'swallowed' | 'lost'
}

export interface HandshakeAttempt {
  /** Such as `c1-s1#1`. */
  readonly connection: string
  readonly outcome: AttemptOutcome | null
  readonly startsAt: number
  /** In the order in which they happen. */
  readonly points: readonly HandshakePoint[]
  readonly messages: readonly HandshakeMessage[]
  /** The calls that were made and never answered, by the place of the point at which the first was made. */
  readonly unanswered: { readonly names: readonly string[]; readonly from: number } | null
}

export interface Handshake {
  /** One, or more where a later one goes otherwise than the one before. */
  readonly attempts: readonly HandshakeAttempt[]
  /** How long the dialer pauses before it tries the same again; null where it does not. */
  readonly againAfter: number | null
  /** How the pair stands after the last of them. */
  readonly pair: PairView
}

/** The handshake of this pair. Null where the scenario has no such link or release. */
export function handshake(scenario: Scenario, choice: PairChoice): Handshake | null {
  const alone = pairScenario(scenario, choice)
  if (alone === null) return null
  const spec = { ...alone, latency: evenly(alone.latency) }
  const run = simulate({ scenario: spec, seed: 0, interventions: [], until: spec.until })
  // Two nodes of one role dial each other: the pair that is asked for is the one that the first of them dials.
  const pair = [...run.cluster.pairs.values()].find(({ dialer }) => dialer === spec.nodes[0]?.id)
  if (pair === undefined) return null
  const link = pair.link
  // Two nodes of one role are told apart by what they are to each other.
  const peerOf = (side: Side) =>
    link.dialer === link.acceptor ? 'its peer' : `the ${side === 'dialer' ? link.acceptor : link.dialer}`
  const connections = new Set([...run.trace].flatMap((event) => connectionOf(event) ?? []))
  const own = [...connections].filter((connection) => connection.startsWith(`${pair.id}#`))
  const all = own.map((connection) => foldAttempt(run, pair, connection, peerOf))
  const isAgain = (attempt: HandshakeAttempt, i: number) => i > 0 && sameStory(attempt, all[i - 1])
  const repeat = all.findIndex(isAgain)
  const told = repeat < 0 ? all : all.slice(0, repeat)
  const last = told.at(-1)
  if (last === undefined) return null
  const again = all[repeat]
  return {
    attempts: told.map(({ lastMoment: _, ...attempt }) => attempt),
    againAfter: again ? again.startsAt - lastOfDialer(last) : null,
    pair: pairAt(run, pair, last.lastMoment),
  }
}

/** How the pair stands after a moment. */
function pairAt(run: Run, { id }: Pair, moment: number): PairView {
  const view = viewOf(run.cluster, stateAfter(run, moment)).pairs.find((pair) => pair.id === id)
  if (view === undefined) throw new Error(`There is no pair ${id}`)
  return view
}

/** When the dialer had to do with an attempt for the last time. */
function lastOfDialer({ points, startsAt }: HandshakeAttempt): number {
  return points.findLast(({ side, becomes }) => side === 'dialer' && becomes !== null)?.at ?? startsAt
}

/** One that gives every message the same time, close to what it usually takes. */
function evenly(latency: Latency): Latency {
  switch (latency.kind) {
    case 'fixed':
      return latency
    case 'uniform':
      return { kind: 'fixed', ms: Math.round((latency.min + latency.max) / 2) }
    case 'log-normal':
      return { kind: 'fixed', ms: Math.round(latency.median) }
  }
}

function connectionOf(event: TraceEvent): string | null {
  if ('connection' in event) return event.connection
  return event.kind === 'transition' && machineOf(event.actor) === 'end'
    ? (event.actor.split(' ')[1] ?? null)
    : null
}

type Attempt = HandshakeAttempt & { readonly lastMoment: number }

/** Whether two attempts go the same way, message by message. */
function sameStory(a: HandshakeAttempt, b: HandshakeAttempt | undefined): boolean {
  const tell = ({ outcome, messages }: HandshakeAttempt) =>
    `${outcome} ${messages.map(({ kind, name, from }) => `${from} ${kind} ${name}`).join()}`
  return b !== undefined && tell(a) === tell(b)
}

type Draft = { -readonly [K in keyof HandshakePoint]: HandshakePoint[K] } & {
  readonly notes: Note[]
  readonly moment: number
}

function foldAttempt(run: Run, pair: Pair, connection: string, peerOf: (side: Side) => string): Attempt {
  const events = [...run.trace].filter((event) => connectionOf(event) === connection)
  const { lastMoment, pending } = reachOf(events)
  const told = events.filter(({ moment }) => moment <= lastMoment)
  const sideOf = (node: string): Side => (node === pair.dialer ? 'dialer' : 'acceptor')

  const points: Draft[] = []
  const messages: HandshakeMessage[] = []
  const numbers = new Map<string, number>()
  const numberOf = (event: TraceEvent | undefined) =>
    event && 'message' in event ? numbers.get(event.message.id ?? '') : undefined
  const meets = (event: TraceEvent | undefined, fate: HandshakeMessage['fate']) => {
    const number = numberOf(event)
    const message = messages[number ?? -1]
    if (number !== undefined && message) messages[number] = { ...message, fate }
  }
  /** Said of what the end did last, if that was at the same moment. */
  const pointOf = (event: TraceEvent, side: Side): Draft => {
    const last = points.findLast((point) => point.side === side)
    if (last?.moment === event.moment) return last
    const point = { ...stamp(event, side), message: null }
    points.push(point)
    return point
  }
  const note = (event: TraceEvent, side: Side, text: string, tone: Note['tone'] = 'quiet') =>
    pointOf(event, side).notes.push({ text, tone })

  const answered = new Set(told.flatMap((event) => (isChange(event) ? [event.cause] : [])))
  for (const event of told) {
    switch (event.kind) {
      case 'send': {
        const { id, kind, name } = event.message
        // What the application goes on to do is another story.
        if (id === null || !isPart(event.message, pending)) break
        const from = sideOf(event.from)
        const number = messages.push({ kind, name: name || kind, from, fate: 'taken' }) - 1
        numbers.set(id, number)
        points.push({ ...stamp(event, from), message: { number, does: 'send' } })
        break
      }
      case 'deliver':
      case 'lost': {
        const number = numberOf(event)
        if (number === undefined) break
        points.push({ ...stamp(event, sideOf(event.to)), message: { number, does: 'receive' } })
        if (event.kind === 'lost') {
          meets(event, 'lost')
          note(event, sideOf(event.to), event.reason)
        } else if (event.message.kind === 'version') {
          const side = sideOf(event.to)
          const end = pairAt(run, pair, event.moment).ends[side]
          if (end === null || judgement({ ...end, heard: event.message.name })?.accepted !== false) break
          meets(event, 'refused')
          // An end can refuse and go on waiting: its state does not tell.
          if (!answered.has(event.id)) note(event, side, `does not accept ${event.message.name}`, 'bad')
        }
        break
      }
      case 'swallow':
        meets(event, 'swallowed')
        note(event, sideOf(event.to), saySwallowed(event), 'bad')
        break
      case 'hold':
        note(
          event,
          sideOf(event.from),
          `queues ${event.message.kind === 'reply' ? 'its reply' : event.message.name}`,
        )
        break
      case 'call':
        if (event.status === 'skipped')
          note(event, sideOf(event.node), `goes on without ${event.name}`, 'lossy')
        break
      case 'transition': {
        const side = event.actor.endsWith(' acceptor') ? 'acceptor' : 'dialer'
        if (!isChange(event)) break
        pointOf(event, side).becomes = handshakeOf(event.to)
        for (const { text, tone } of notesOn(run, pair, event, side, peerOf(side)))
          note(event, side, text, tone)
        if (isRefusal(event)) meets(run.trace.event(event.cause), 'refused')
        break
      }
    }
  }

  const outcome = told.find((event) => event.kind === 'attempt')
  return {
    connection,
    outcome: outcome?.kind === 'attempt' ? outcome.outcome : null,
    startsAt: told[0]?.at ?? 0,
    points: points.map(({ moment: _, ...point }) => point),
    // What reaches nobody who still listens is not told of in a trace.
    messages: messages.map((message, number) =>
      points.some(({ message: own }) => own?.number === number && own.does === 'receive')
        ? message
        : { ...message, fate: 'lost' },
    ),
    unanswered: unansweredIn(events, pending, points, messages),
    lastMoment,
  }
}

function saySwallowed({ message, believes }: Extract<TraceEvent, { kind: 'swallow' }>): string {
  return believes === undefined
    ? `takes the ${message.kind} for a handshake`
    : `does not understand the ${message.kind}, which is written in ${message.written}`
}

const stamp = ({ at, moment }: TraceEvent, side: Side): Omit<Draft, 'message'> => ({
  side,
  at,
  moment,
  notes: [],
  becomes: null,
})

/**
 * How far the story goes: until the outcome can be told, and until what was called before that is answered, or is
 * seen not to be. Where nothing was called until then, the first call is part of it.
 */
function reachOf(events: readonly TraceEvent[]): { lastMoment: number; pending: ReadonlySet<string> } {
  const settled = events.find(({ kind }) => kind === 'attempt')?.moment ?? Number.POSITIVE_INFINITY
  const made = events.filter((event) => event.kind === 'call').filter(({ status }) => status === 'made')
  const early = made.filter(({ moment }) => moment <= settled)
  const pending = new Set((early.length > 0 ? early : made.slice(0, 1)).map(({ call }) => call))
  const isToldOf = (event: TraceEvent) => {
    if (event.kind === 'call') return pending.has(event.call) || event.moment <= settled
    return 'message' in event ? isPart(event.message, pending) : event.kind === 'attempt'
  }
  return { lastMoment: Math.max(0, ...events.filter(isToldOf).map(({ moment }) => moment)), pending }
}

/** Whether a message is the handshake's own, or belongs to one of these calls. */
function isPart({ call }: Message, calls: ReadonlySet<string>): boolean {
  return call === null || calls.has(call)
}

type Transition = Extract<TraceEvent, { kind: 'transition' }>

function isRefusal({ to }: Transition): boolean {
  const state = handshakeOf(to)
  return state === 'stalled' || state === 'rejected'
}

/** Whether an end goes to another state of its handshake. */
function isChange(event: TraceEvent): event is Transition {
  return event.kind === 'transition' && handshakeOf(event.from) !== handshakeOf(event.to)
}

/** What an end that has changed its state makes of what it heard. */
function notesOn(run: Run, pair: Pair, event: Transition, side: Side, peer: string): Note[] {
  const state = handshakeOf(event.to)
  const end = pairAt(run, pair, event.moment).ends[side]
  const cause = run.trace.event(event.cause)
  const heard = cause?.kind === 'deliver' && cause.message.kind === 'version' ? cause.message.name : null
  const judged = end === null || heard === null ? null : judgement({ ...end, heard })
  const computed: Note[] =
    judged === null || !isNamed(judged.computed) || judged.computed === judged.heard
      ? []
      : [{ text: `makes ${judged.computed} of it`, tone: 'quiet' }]
  const what = judged && computed.length === 0 ? judged.heard : 'it'
  switch (state) {
    case 'announcing':
      return []
    case 'awaiting':
      return [{ text: `waits for ${peer} to speak`, tone: 'quiet' }]
    case 'open':
      return [
        ...(judged?.accepted === false
          ? [{ text: `does not accept ${judged.heard}`, tone: 'bad' as const }]
          : computed),
        { text: sayOpen(end?.version ?? null), tone: 'ok' },
      ]
    case 'stalled':
      return [
        ...computed,
        { text: `does not accept ${what}`, tone: 'bad' },
        { text: 'stays in its handshake', tone: 'bad' },
      ]
    case 'rejected':
      return [
        ...computed,
        { text: judged ? `does not accept ${what}` : whyGivenUp(cause), tone: 'bad' },
        { text: 'closes', tone: 'bad' },
      ]
    case 'retrying':
      return [
        { text: whyGivenUp(cause), tone: 'bad' },
        { text: 'tries again with less', tone: 'quiet' },
      ]
    default:
      return [{ text: state, tone: 'quiet' }]
  }
}

/** Why an end gives up that has not heard a version. */
function whyGivenUp(cause: TraceEvent | undefined): string {
  if (cause?.kind === 'timer') return 'has waited long enough'
  if (cause?.kind !== 'deliver') return 'gives up'
  const { kind } = cause.message
  if (kind === 'error') return 'is refused'
  return kind === 'close' || kind === 'reset' ? 'was closed without a word' : 'got no version'
}

function unansweredIn(
  events: readonly TraceEvent[],
  pending: ReadonlySet<string>,
  points: readonly Draft[],
  messages: readonly HandshakeMessage[],
): HandshakeAttempt['unanswered'] {
  const calls = events.filter((event) => event.kind === 'call').filter(({ call }) => pending.has(call))
  const ended = new Set(calls.filter(({ status }) => status !== 'made').map(({ call }) => call))
  const hanging = calls.filter(({ call }) => !ended.has(call))
  const [first] = hanging
  if (first === undefined) return null
  const sent = points.findIndex(
    ({ message, moment }) =>
      moment === first.moment && message?.does === 'send' && messages[message.number]?.name === first.name,
  )
  const held = points.findIndex(({ side, moment }) => side === 'dialer' && moment === first.moment)
  return { names: [...new Set(hanging.map(({ name }) => name))], from: Math.max(sent >= 0 ? sent : held, 0) }
}
