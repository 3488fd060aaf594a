/**
 * Explores one pair of releases completely: every order in which messages can be delivered and calls can be made,
 * through the same machines as a run, and with the same effects of what they ask for.
 *
 * The pair is the dialer's end, the acceptor's end and the two streams between them. At every moment any of these
 * may happen next: the head of either stream arrives; a queue that is being flushed sends its next message; an open dialer
 * repeats a call. Where nothing else is on its way, an end may lose its patience. Nothing is ever undone, so the states
 * form a graph without circles, and the number of schedules is the number of paths through it.
 */
import type { connectionEnd, EndEvent } from '#machines/connection-end.ts'
import type { EndRules } from '#machines/rules.ts'
import { endTable, whenDialled } from './cluster.ts'
import { handshakeOf, isGoneState } from './ends.ts'
import { isBroken, type Outcome, outcomeOf, outcomes } from './outcome.ts'
import { type Effect, effectsOf } from './pair/effects.ts'
import { passesTest, repeatsExplored } from './pair/traffic.ts'
import { waysOn, waysToMix } from './pair/ways-on.ts'
import {
  type Beliefs,
  eventOf,
  isSame,
  type Parcel,
  sendEvent,
  spokenBy,
  understands,
  type Word,
} from './pair/words.ts'
import type { Table } from './table.ts'
import type { EndFacts } from './why.ts'
import { opposite, type Side, sides } from './world.ts'

export interface Exploration {
  /** The worst outcome over all schedules. */
  readonly outcome: Outcome
  /** How many schedules end in each outcome. */
  readonly outcomes: Readonly<Partial<Record<Outcome, bigint>>>
  /** How many schedules there are. */
  readonly schedules: bigint
  /** How many different states were looked at. */
  readonly states: number
  /** Every way in which the connection may come to rest. */
  readonly rests: readonly Rest[]
  /** Where the ends stand after a schedule with the worst outcome. */
  readonly ends: Readonly<Record<Side, EndFacts>>
  /** Calls that the dialer made and those that were answered, on the last connection of that schedule. */
  readonly calls: { readonly made: number; readonly answered: number }
  /** One schedule with the worst outcome: what happens, in order. */
  readonly schedule: readonly string[]
  /** Every offer with which the dialer dials again on some way, so that it may come to rest remembering it. */
  readonly remembered: readonly string[]
}

/** One way in which a connection may come to rest. */
export interface Rest {
  readonly outcome: Outcome
  readonly ends: Readonly<Record<Side, { readonly state: string; readonly version: string | null }>>
  /** Whether it has passed its test, so that its dialer took it for one that can be used. */
  readonly isTested: boolean
}

/** What comes of wanting to make a call: nothing, one that fails at once, or one that is made. */
export type CallFate = 'none' | 'failed' | 'made'

/** What is to be explored. */
export interface PairSpec {
  readonly rules: Readonly<Record<Side, EndRules>>
  /** The calls that the dialer makes, by name: as soon as it is connected, once it has passed its test, and repeatedly. */
  readonly calls: {
    readonly test: readonly string[]
    readonly start: readonly string[]
    readonly repeat: readonly string[]
  }
  /** What comes of a call where this is spoken; null where nothing is agreed yet. */
  readonly fateOf: (name: string, spoken: string | null) => CallFate
  /** What is lost where the ends believe this, in words. */
  readonly lostAt: (beliefs: Beliefs) => readonly string[]
  /** What the dialer offers at first, where it remembers an offer that was not refused; absent: what its rules say. */
  readonly offers?: string | undefined
}

/** Something on its way, and how it is told apart. */
type Letter = Word | Message

interface Message extends Parcel {
  readonly kind: 'call' | 'reply'
  /** Whether it is a test call, or the reply to one. */
  readonly isTest: boolean
}

interface Pair extends PairSpec {
  /** How often each call is repeated, at most. */
  readonly most: number
  /** The tables of the dialer’s end by what it offers, and that of the acceptor’s. */
  readonly dialers: Map<string, Table<typeof connectionEnd>>
  readonly acceptor: Table<typeof connectionEnd>
}

/** Everything that can differ between two moments. `flushing` marks a queue that has just sent a message. */
interface State {
  readonly ends: Record<Side, number>
  readonly streams: Record<Side, Letter[]>
  readonly held: Record<Side, Message[]>
  readonly flushing: Record<Side, boolean>
  /** Test calls that wait for their answer. */
  testCalls: number
  isTested: boolean
  /** How often each repeated call is still to be made. */
  readonly left: number[]
  /** What the dialer offers on this connection: less with every try. */
  readonly offers: string
  /** How long each end still waits for its peer: the event that ends its patience. */
  readonly patience: Record<Side, string | null>
  /** What has come of the last move: calls made and answered, and the offer with which another connection is dialled. */
  made: number
  answered: number
  redial: string | null
}

interface Ending {
  readonly state: State
  readonly outcome: Outcome
}

/** What lies ahead of a state: schedules by the outcome that they end in, and the worst ending with a way there. */
interface Ahead {
  readonly counts: ReadonlyMap<Outcome, bigint>
  readonly worst: Ending
  readonly next: string | null
  readonly rest: Ahead | null
  /** Calls made and answered on the last connection of that way, from here on. */
  readonly made: number
  readonly answered: number
  /** Whether that way leads to another connection. */
  readonly isAnother: boolean
}

interface Search {
  readonly pair: Pair
  readonly seen: Map<string, Ahead>
  readonly rests: Map<string, Rest>
  readonly remembered: Set<string>
}

/** Explores a pair of releases under every delivery order. */
export function explore(spec: PairSpec): Exploration {
  const pair = pairOf(spec)
  const search: Search = { pair, seen: new Map(), rests: new Map(), remembered: new Set() }
  const ahead = look(search, initialState(pair, firstOffer(spec)))
  const { state, outcome } = ahead.worst
  return {
    outcome,
    outcomes: Object.fromEntries(ahead.counts),
    schedules: total(ahead.counts),
    states: search.seen.size,
    rests: [...search.rests.values()],
    ends: { dialer: factsOf(pair, state, 'dialer'), acceptor: factsOf(pair, state, 'acceptor') },
    calls: { made: ahead.made, answered: ahead.answered },
    get schedule() {
      return wayOf(pair, ahead)
    },
    remembered: [...search.remembered],
  }
}

/** The states of a pair as numbers, for whoever walks through them together with other pairs. */
export interface PairWalk {
  /** The state just after the dial has arrived. */
  readonly start: number
  /** Every state that may come next; none where nothing can happen any more. */
  readonly moves: (state: number) => readonly number[]
  /** The state in which the node of one end has gone down and its end closes. */
  readonly close: (state: number, side: Side) => number
  /** What has become of the connection where nothing can happen any more. */
  readonly outcome: (state: number) => Outcome
}

/** Makes the walk through a pair. States are computed as they are asked for, each once. */
export function walkPair(spec: PairSpec): PairWalk {
  const pair = pairOf(spec)
  const numbers = new Map<string, number>()
  const states: State[] = []
  const moves: (readonly number[])[] = []
  const numberOf = (state: State) => {
    const key = keyOf(state)
    const known = numbers.get(key)
    if (known !== undefined) return known
    numbers.set(key, states.length)
    return states.push(state) - 1
  }
  const stateOf = (number: number) => {
    const state = states[number]
    if (state === undefined) throw new RangeError(`No state ${number} of this pair`)
    return state
  }
  return {
    start: numberOf(initialState(pair, firstOffer(spec))),
    moves(number) {
      const known = moves[number]
      if (known !== undefined) return known
      const found = movesOf(pair, stateOf(number)).map(([, next]) => numberOf(next))
      moves[number] = found
      return found
    },
    close(number, side) {
      const closed = copy(stateOf(number))
      tell(pair, closed, side, { type: 'close' })
      return numberOf(closed)
    },
    outcome: (number) => judgeEnding(pair, stateOf(number)),
  }
}

function pairOf(spec: PairSpec): Pair {
  const { rules } = spec
  return {
    ...spec,
    most: repeatsExplored(rules.acceptor),
    dialers: new Map(),
    acceptor: endTable(whenDialled(rules.acceptor)),
  }
}

const firstOffer = ({ offers, rules }: PairSpec) => offers ?? rules.dialer.offers

/** The acceptor has a socket as soon as the dial arrives; the dialer has one when the `accept` does. */
function initialState(pair: Pair, offers: string): State {
  const first = (side: Side) => tableOf(pair, { offers }, side).initial.state
  const start: State = {
    ends: { dialer: first('dialer'), acceptor: first('acceptor') },
    streams: { dialer: [], acceptor: [{ kind: 'accept' }] },
    held: { dialer: [], acceptor: [] },
    flushing: { dialer: false, acceptor: false },
    testCalls: 0,
    isTested: false,
    left: pair.calls.repeat.map(() => pair.most),
    offers,
    patience: { dialer: null, acceptor: null },
    made: 0,
    answered: 0,
    redial: null,
  }
  tell(pair, start, 'acceptor', { type: 'connected' })
  return start
}

/** A state to be changed in place, until the move is over. Spelled out: this is where an exploration spends its time. */
function copy(state: State): State {
  const { ends, streams, held, flushing, patience } = state
  return {
    ends: { dialer: ends.dialer, acceptor: ends.acceptor },
    streams: { dialer: streams.dialer.slice(), acceptor: streams.acceptor.slice() },
    held: { dialer: held.dialer.slice(), acceptor: held.acceptor.slice() },
    flushing: { dialer: flushing.dialer, acceptor: flushing.acceptor },
    testCalls: state.testCalls,
    isTested: state.isTested,
    left: state.left.slice(),
    offers: state.offers,
    patience: { dialer: patience.dialer, acceptor: patience.acceptor },
    made: 0,
    answered: 0,
    redial: null,
  }
}

function look(search: Search, state: State): Ahead {
  const { pair, seen } = search
  const key = keyOf(state)
  const known = seen.get(key)
  if (known !== undefined) return known
  const found = isSettled(pair, state) ? goOn(search, state) : branch(search, state)
  seen.set(key, found)
  return found
}

function branch(search: Search, state: State): Ahead {
  const moves = movesOf(search.pair, state)
  if (moves.length === 0) return endHere(search, state, 1n)
  const counts = new Map<Outcome, bigint>()
  let worst: Ahead | null = null
  for (const [name, next] of moves) {
    if (next.redial !== null) search.remembered.add(next.redial)
    const rest = look(search, next)
    for (const [outcome, count] of rest.counts) counts.set(outcome, (counts.get(outcome) ?? 0n) + count)
    if (worst !== null && badness(rest) <= badness(worst)) continue
    const isAnother = rest.isAnother || next.redial !== null
    worst = {
      counts,
      worst: rest.worst,
      next: name,
      rest,
      made: rest.made + (isAnother ? 0 : next.made),
      answered: rest.answered + (isAnother ? 0 : next.answered),
      isAnother,
    }
  }
  return worst ?? endHere(search, state, 1n)
}

const badness = ({ worst }: Ahead) => outcomes.indexOf(worst.outcome)

/**
 * What lies ahead of a connection that works and on which no word of a handshake is left: its calls are made and answered
 * in some order, and nothing that comes of them can change it. The orders are counted without a look at each.
 */
function goOn(search: Search, state: State): Ahead {
  const { streams, held, flushing } = state
  const left = repeatsAt(search.pair, state, 'made')
  const repeats = left.reduce((sum, times) => sum + times, 0)
  const [calls, replies] = [streams.dialer.length, streams.acceptor.length]
  const ways = waysOn({
    calls,
    replies,
    repeats,
    held: {
      dialer: flushing.dialer ? held.dialer.length : null,
      acceptor: flushing.acceptor ? held.acceptor.length : null,
    },
  })
  const ahead = endHere(search, state, ways * waysToMix(left))
  const answered = calls + replies + repeats + held.dialer.length + held.acceptor.length
  return { ...ahead, made: ahead.made + repeats, answered }
}

/** How often each repeated call is still to be made that comes to this where the connection speaks what it does now. */
function repeatsAt(pair: Pair, state: State, fate: CallFate): number[] {
  const { calls, fateOf } = pair
  const spoken = spokenBy('dialer', beliefsOf(pair, state))
  return state.left.filter((_, i) => fateOf(calls.repeat[i] ?? '', spoken) === fate)
}

function isSettled(pair: Pair, state: State): boolean {
  const { streams, flushing, isTested } = state
  if (!isTested) return false
  const beliefs = beliefsOf(pair, state)
  if (!isSame(beliefs.dialer, beliefs.acceptor)) return false
  return sides.every(
    (side) =>
      handshake(pair, state, side) === 'open' &&
      // A queue that holds only so much may lose a message, or close.
      !(flushing[side] && pair.rules[side].queue) &&
      streams[side].every((letter) => isParcel(letter) && understands(beliefs[opposite(side)], letter)),
  )
}

const isParcel = (letter: Letter): letter is Message => letter.kind === 'call' || letter.kind === 'reply'

/** Tells states apart. No name of a version holds a comma or a bar. */
function keyOf({ ends, streams, held, flushing, testCalls, isTested, left, offers }: State): string {
  const flags = (flushing.dialer ? 1 : 0) + (flushing.acceptor ? 2 : 0) + (isTested ? 4 : 0)
  // Every offer has a table of its own, with its own numbers.
  let key = `${offers}|${ends.dialer} ${ends.acceptor} ${flags} ${testCalls} ${left}`
  for (const letters of [streams.dialer, streams.acceptor, held.dialer, held.acceptor]) {
    key += '|'
    for (const letter of letters) key += `${textOf(letter)},`
  }
  return key
}

function textOf(letter: Letter): string {
  switch (letter.kind) {
    case 'version':
      return `${letter.again ? 'again' : 'version'} ${letter.said}`
    case 'error':
      return `error ${letter.said}`
    case 'call':
    case 'reply':
      return `${letter.isTest ? 'test ' : ''}${letter.kind}${letter.written == null ? '' : ` ${letter.written}`}`
    default:
      return letter.kind
  }
}

function sayLetter(letter: Letter): string {
  return isParcel(letter) ? letter.kind : textOf(letter)
}

function endHere({ pair, rests }: Search, state: State, count: bigint): Ahead {
  const outcome = judgeEnding(pair, state)
  const [dialer, acceptor] = [viewOf(pair, state, 'dialer'), viewOf(pair, state, 'acceptor')]
  const { isTested } = state
  const key = [dialer.state, dialer.version, acceptor.state, acceptor.version, isTested, outcome].join()
  if (!rests.has(key)) rests.set(key, { outcome, ends: { dialer, acceptor }, isTested })
  // Calls that fail at once can be made at any time, and change nothing.
  const failing = isTested && dialer.state === 'open' ? repeatsAt(pair, state, 'failed') : []
  return {
    counts: new Map([[outcome, count]]),
    worst: { state, outcome },
    next: null,
    rest: null,
    made: failing.reduce((sum, times) => sum + times, 0),
    answered: 0,
    isAnother: false,
  }
}

type Move = readonly [name: string, next: State]

function movesOf(pair: Pair, state: State): Move[] {
  const moves: Move[] = []
  for (const sender of sides) {
    const [letter] = state.streams[sender]
    if (letter === undefined) continue
    const name = `${sayLetter(letter)} reaches the ${opposite(sender)}`
    moves.push([name, after(pair, state, (next) => arrive(pair, next, sender))])
  }
  for (const side of sides) {
    if (!state.flushing[side]) continue
    moves.push([`the queue of the ${side} goes on`, after(pair, state, (next) => flush(pair, next, side))])
  }
  // Patience is long: it ends where nothing is on its way any more.
  if (moves.length === 0) {
    for (const side of sides) {
      const type = state.patience[side]
      if (type === null) continue
      const wait = (next: State) => tell(pair, next, side, { type } as EndEvent)
      moves.push([`the ${side} has waited long enough`, after(pair, state, wait)])
    }
  }
  // A queue is flushed at once, so that none that is made again and again comes in between.
  if (!state.isTested || state.flushing.dialer || handshake(pair, state, 'dialer') !== 'open') return moves
  const spoken = spokenBy('dialer', beliefsOf(pair, state))
  for (const [i, name] of pair.calls.repeat.entries()) {
    if ((state.left[i] ?? 0) === 0 || pair.fateOf(name, spoken) !== 'made') continue
    const repeat = (next: State) => {
      next.left[i] = (next.left[i] ?? 0) - 1
      call(pair, next, name, false)
    }
    moves.push([`the dialer repeats ${name}`, after(pair, state, repeat)])
  }
  return moves
}

/** The state after a move, with all that follows from it at once. */
function after(pair: Pair, state: State, move: (next: State) => void): State {
  const next = copy(state)
  move(next)
  // Another connection: nothing of this one matters any more.
  if (next.redial !== null) return { ...initialState(pair, next.redial), redial: next.redial }
  if (!next.isTested && passesTest(handshake(pair, next, 'dialer'), next.testCalls)) {
    next.isTested = true
    for (const name of pair.calls.start) call(pair, next, name, false)
  }
  return next
}

function arrive(pair: Pair, state: State, sender: Side): void {
  const letter = state.streams[sender].shift()
  if (letter === undefined) return
  const said = 'said' in letter ? letter.said : ''
  const again = letter.kind === 'version' && letter.again === true
  tell(pair, state, opposite(sender), eventOf(letter.kind, said, again), letter)
  if (letter.kind === 'accept') for (const name of pair.calls.test) call(pair, state, name, true)
}

function flush(pair: Pair, state: State, side: Side): void {
  state.flushing[side] = false
  tell(pair, state, side, { type: state.held[side].length > 0 ? 'more held' : 'none held' })
}

/** The application of the dialer wants to make a call. */
function call(pair: Pair, state: State, name: string, isTest: boolean): void {
  if (isGoneState(handshake(pair, state, 'dialer'))) return
  const fate = pair.fateOf(name, spokenBy('dialer', beliefsOf(pair, state)))
  if (fate === 'none') return
  state.made++
  if (fate === 'failed') return
  if (isTest) state.testCalls++
  hand(pair, state, 'dialer', { kind: 'call', isTest })
}

/** Hands a message to an end to be sent, with word of whether its queue has room. */
function hand(pair: Pair, state: State, side: Side, message: Message): void {
  tell(pair, state, side, sendEvent(pair.rules[side].queue?.bound, state.held[side].length), message)
}

/** Steps one end, and does what it asks for. */
function tell(pair: Pair, state: State, side: Side, event: EndEvent, letter: Letter | null = null): void {
  const step = tableOf(pair, state, side).step(state.ends[side], event)
  state.ends[side] = step.state
  const message = letter !== null && isParcel(letter) ? letter : null
  for (const action of step.actions) {
    if (action.kind === 'do') {
      const standing = { message, held: state.held[side].length, believes: beliefOf(pair, state, side) }
      for (const effect of effectsOf(action.type, action.params, standing)) {
        carryOut(pair, state, side, effect, message)
      }
    } else {
      const isPatient = action.kind === 'set timer' && Number.isFinite(action.delay)
      state.patience[side] = isPatient ? action.event.type : null
    }
  }
}

function tableOf(pair: Pair, { offers }: Pick<State, 'offers'>, side: Side): Table<typeof connectionEnd> {
  if (side === 'acceptor') return pair.acceptor
  const known = pair.dialers.get(offers)
  if (known !== undefined) return known
  const made = endTable(pair.rules.dialer, offers)
  pair.dialers.set(offers, made)
  return made
}

/** Carries an effect out, with letters. */
function carryOut(pair: Pair, state: State, side: Side, effect: Effect, message: Message | null): void {
  const stream = state.streams[side]
  const held = state.held[side]
  const send = (sent: Message | null | undefined) => {
    if (sent) stream.push({ kind: sent.kind, isTest: sent.isTest, written: beliefOf(pair, state, side) })
  }
  switch (effect.does) {
    case 'say':
      stream.push(effect.word)
      break
    case 'send':
      send(message)
      break
    case 'send oldest':
      send(held.shift())
      break
    case 'keep':
      if (message) held.push(message)
      break
    case 'lose':
      if (effect.what === 'message') lose(state, message)
      else if (effect.what === 'oldest') lose(state, held.shift() ?? null)
      else {
        for (const each of held.splice(0)) lose(state, each)
        // A queue that was being flushed has nothing to go on with.
        state.flushing[side] = false
      }
      break
    case 'flush':
      state.flushing[side] = true
      break
    case 'answer':
      if (message) hand(pair, state, side, { kind: 'reply', isTest: message.isTest })
      break
    case 'take':
      state.answered++
      if (message?.isTest) state.testCalls--
      break
    case 'close':
      tell(pair, state, side, { type: 'close' })
      break
    case 'dial':
      state.redial = effect.offers
      break
    case 'swallow':
    case 'log':
  }
}

/** A call that was never sent is waited for no longer. */
function lose(state: State, message: Message | null): void {
  if (message?.kind === 'call' && message.isTest) state.testCalls--
}

function judgeEnding(pair: Pair, state: State): Outcome {
  const [dialer, acceptor] = [viewOf(pair, state, 'dialer'), viewOf(pair, state, 'acceptor')]
  const lost = pair.lostAt({ dialer: dialer.version, acceptor: acceptor.version })
  // Where both ends are gone and neither says that it refused, it came to nothing all the same.
  return outcomeOf(dialer, acceptor, 'nothing', lost) ?? 'rejected'
}

/** Where an end stands in its handshake, and what it believes to be agreed while it is open. */
type View = Rest['ends']['dialer']

const views = new WeakMap<Table, View[]>()

function viewOf(pair: Pair, state: State, side: Side): View {
  const table = tableOf(pair, state, side)
  const number = state.ends[side]
  const known = views.get(table) ?? []
  if (known.length === 0) views.set(table, known)
  const view = known[number] ?? viewIn(table, number)
  known[number] = view
  return view
}

function viewIn(table: Table<typeof connectionEnd>, number: number): View {
  const state = handshakeOf(table.leaves(number))
  const { agreed } = table.snapshot(number).context
  return { state, version: state === 'open' ? agreed : null }
}

const handshake = (pair: Pair, state: State, side: Side) => viewOf(pair, state, side).state

const beliefOf = (pair: Pair, state: State, side: Side) => viewOf(pair, state, side).version

const beliefsOf = (pair: Pair, state: State): Beliefs => ({
  dialer: beliefOf(pair, state, 'dialer'),
  acceptor: beliefOf(pair, state, 'acceptor'),
})

function factsOf(pair: Pair, state: State, side: Side): EndFacts {
  const { rules, heard, refusal, gaveUp } = tableOf(pair, state, side).snapshot(state.ends[side]).context
  return { ...viewOf(pair, state, side), rules, heard, refusal, gaveUp }
}

function total(counts: ReadonlyMap<Outcome, bigint>): bigint {
  let sum = 0n
  for (const count of counts.values()) sum += count
  return sum
}

function wayOf(pair: Pair, ahead: Ahead): string[] {
  const way: string[] = []
  let here: Ahead | null = ahead
  for (; here?.next != null; here = here.rest) way.push(here.next)
  // Where it does not matter what happens next, the first thing does.
  for (let state: State | undefined = ahead.worst.state; state !== undefined; ) {
    const [first]: Move[] = movesOf(pair, state)
    if (first) way.push(first[0])
    state = first?.[1]
  }
  return way
}

/** Whether a dialer that found the connection usable stays with it although it is of no use. */
export const isKept = ({ outcome, ends, isTested }: Rest) =>
  isBroken(outcome) && isTested && ends.dialer.state === 'open'
