/**
 * A pair of ends that is explored: how it stands at one moment, and what may happen next. Both ends are the same machines
 * as in a run, and what they ask for has the same effects, with letters in place of messages.
 *
 * At every moment any of these may happen: the head of either stream arrives; an open dialer repeats a call; where nothing
 * is on its way, an end loses its patience. A queue is flushed at once, so that nothing can come first but what was on its
 * way to that end before.
 */
import type { connectionEnd, EndContext, EndEvent } from '#machines/connection-end.ts'
import { madeIn } from '#sim/memo/made-in.ts'
import type { PairSight } from '#sim/pair/end-step.ts'
import { isParcel, type Letter, type ParcelLetter, sayLetter, textOf } from '#sim/pair/letters.ts'
import type { PairSpec } from '#sim/pair/pair-spec.ts'
import { type Effect, effectsOf } from '#sim/protocol/effects.ts'
import { endTable, whenDialled } from '#sim/protocol/end-table.ts'
import { handshakeOf, isGoneState } from '#sim/protocol/outcome-of.ts'
import { seenAs } from '#sim/protocol/seen-as.ts'
import { passesTest, repeatsExplored } from '#sim/protocol/traffic.ts'
import type { TransitionTable } from '#sim/protocol/transition-table.ts'
import type { EndFacts } from '#sim/protocol/why.ts'
import { type Beliefs, close, eventOf, moreHeld, noneHeld, sendEvent, spokenBy } from '#sim/protocol/words.ts'
import { opposite, type Side, sides } from '#sim/scenario/side.ts'

/** What is explored, ready to be. */
export interface ExploredPair extends PairSpec {
  /** How often each call is repeated, at most. */
  readonly most: number
  /** The tables of the dialer’s end by what it offers, and that of the acceptor’s. */
  readonly dialers: Map<string, TransitionTable<typeof connectionEnd>>
  readonly acceptor: TransitionTable<typeof connectionEnd>
}

/** Everything that can differ between two moments. */
export interface PairState {
  readonly ends: Record<Side, number>
  readonly streams: Record<Side, Letter[]>
  readonly held: Record<Side, ParcelLetter[]>
  /** How many messages may still arrive at an end before its queue goes on; null where none is being flushed. */
  readonly flushing: Record<Side, number | null>
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

/** Makes a pair ready to be explored. */
export function pairOf(spec: PairSpec): ExploredPair {
  const { rules } = spec
  return {
    ...spec,
    most: repeatsExplored(rules.acceptor),
    dialers: new Map(),
    acceptor: endTable(whenDialled(rules.acceptor)),
  }
}

/**
 * How a pair stands when the dial has arrived: the acceptor has a socket then, and the dialer has one when the `accept` does.
 *
 * @param offers what the dialer offers; absent: what it remembers, or what its rules say
 */
export function initialState(
  pair: ExploredPair,
  offers = pair.offers ?? pair.rules.dialer.offers,
): PairState {
  const first = (side: Side) => tableOf(pair, { offers }, side).initial.state
  const start: PairState = {
    ends: { dialer: first('dialer'), acceptor: first('acceptor') },
    streams: { dialer: [], acceptor: [{ kind: 'accept' }] },
    held: { dialer: [], acceptor: [] },
    flushing: { dialer: null, acceptor: null },
    testCalls: 0,
    isTested: false,
    left: pair.calls.repeat.map(() => pair.most),
    offers,
    patience: { dialer: null, acceptor: null },
    made: 0,
    answered: 0,
    redial: null,
  }
  tell(pair, start, 'acceptor', eventOf('accept'))
  return start
}

/** A state to be changed in place, until the move is over. Spelled out: this is where an exploration spends its time. */
function copy(state: PairState): PairState {
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

/** A text that tells states apart. No name of a version holds a comma or a bar. */
export function keyOf({
  ends,
  streams,
  held,
  flushing,
  testCalls,
  isTested,
  left,
  offers,
}: PairState): string {
  const flags = `${flushing.dialer ?? ''} ${flushing.acceptor ?? ''} ${isTested ? testCalls : `!${testCalls}`}`
  // Every offer has a table of its own, with its own numbers.
  let key = `${offers}|${ends.dialer} ${ends.acceptor} ${flags} ${left}`
  for (const letters of [streams.dialer, streams.acceptor, held.dialer, held.acceptor]) {
    key += '|'
    for (const letter of letters) key += `${textOf(letter)},`
  }
  return key
}

/** Something that may happen next, with the state that it leads to. */
export type PairMove = readonly [name: string, next: PairState]

/** Everything that may happen next; nothing where the pair has come to rest. */
export function movesOf(pair: ExploredPair, state: PairState): PairMove[] {
  const { flushing } = state
  const isFlushing = flushing.dialer !== null || flushing.acceptor !== null
  const moves: PairMove[] = []
  for (const side of sides) {
    const mayCome = isFlushing ? (flushing[side] ?? 0) : Number.POSITIVE_INFINITY
    const [letter] = state.streams[opposite(side)]
    if (letter === undefined || mayCome === 0) continue
    const name = `${sayLetter(letter)} reaches the ${side}`
    moves.push([name, after(pair, state, (next) => arrive(pair, next, side))])
  }
  for (const side of sides) {
    if (flushing[side] === null) continue
    moves.push([`the queue of the ${side} goes on`, after(pair, state, (next) => flush(pair, next, side))])
  }
  if (isFlushing) return moves
  // Patience is long: it ends where nothing is on its way any more.
  if (moves.length === 0) {
    for (const side of sides) {
      const type = state.patience[side]
      if (type === null) continue
      const wait = (next: PairState) => tell(pair, next, side, silence(type))
      moves.push([`the ${side} has waited long enough`, after(pair, state, wait)])
    }
  }
  if (!state.isTested || handshake(pair, state, 'dialer') !== 'open') return moves
  const spoken = spokenBy('dialer', beliefsOf(pair, state))
  for (const [i, name] of pair.calls.repeat.entries()) {
    if ((state.left[i] ?? 0) === 0 || pair.fateOf(name, spoken) !== 'made') continue
    const repeat = (next: PairState) => {
      next.left[i] = (next.left[i] ?? 0) - 1
      call(pair, next, name, false)
    }
    moves.push([`the dialer repeats ${name}`, after(pair, state, repeat)])
  }
  return moves
}

/** The state after a move, with all that follows from it at once. */
function after(pair: ExploredPair, state: PairState, move: (next: PairState) => void): PairState {
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

function arrive(pair: ExploredPair, state: PairState, receiver: Side): void {
  const letter = state.streams[opposite(receiver)].shift()
  if (letter === undefined) return
  const mayCome = state.flushing[receiver]
  if (mayCome !== null) state.flushing[receiver] = mayCome - 1
  const said = 'said' in letter ? letter.said : ''
  const again = letter.kind === 'version' && letter.again === true
  tell(pair, state, receiver, eventOf(letter.kind, said, again), letter)
  if (letter.kind === 'accept') for (const name of pair.calls.test) call(pair, state, name, true)
}

function flush(pair: ExploredPair, state: PairState, side: Side): void {
  const mayCome = state.flushing[side]
  state.flushing[side] = null
  tell(pair, state, side, state.held[side].length > 0 ? moreHeld : noneHeld)
  // It goes on at the same moment.
  if (state.flushing[side] !== null) state.flushing[side] = mayCome
}

/** The application of the dialer wants to make a call. */
function call(pair: ExploredPair, state: PairState, name: string, isTest: boolean): void {
  if (isGoneState(handshake(pair, state, 'dialer'))) return
  const fate = pair.fateOf(name, spokenBy('dialer', beliefsOf(pair, state)))
  if (fate === 'none') return
  state.made++
  if (fate === 'failed') return
  if (isTest) state.testCalls++
  hand(pair, state, 'dialer', { kind: 'call', isTest })
}

/** Hands a message to an end to be sent, with word of whether its queue has room. */
function hand(pair: ExploredPair, state: PairState, side: Side, message: ParcelLetter): void {
  tell(pair, state, side, sendEvent(pair.rules[side].queue?.bound, state.held[side].length), message)
}

/** Steps one end, in place, and does what it asks for. */
function tell(
  pair: ExploredPair,
  state: PairState,
  side: Side,
  event: EndEvent,
  letter: Letter | null = null,
): void {
  const step = tableOf(pair, state, side).step(state.ends[side], event)
  state.ends[side] = step.state
  const message = letter !== null && isParcel(letter) ? letter : null
  for (const action of step.actions) {
    if (action.kind === 'do') {
      const standing = { message, held: state.held[side].length, believes: beliefOf(pair, state, side) }
      for (const effect of effectsOf(action, standing)) {
        carryOut(pair, state, side, effect, message)
      }
    } else {
      const isPatient = action.kind === 'set timer' && Number.isFinite(action.delay)
      state.patience[side] = isPatient ? action.event.type : null
    }
  }
}

function tableOf(
  pair: ExploredPair,
  { offers }: Pick<PairState, 'offers'>,
  side: Side,
): TransitionTable<typeof connectionEnd> {
  if (side === 'acceptor') return pair.acceptor
  const known = pair.dialers.get(offers)
  if (known !== undefined) return known
  const made = endTable(pair.rules.dialer, offers)
  pair.dialers.set(offers, made)
  return made
}

/** Carries an effect out, with letters. */
function carryOut(
  pair: ExploredPair,
  state: PairState,
  side: Side,
  effect: Effect,
  message: ParcelLetter | null,
): void {
  const stream = state.streams[side]
  const held = state.held[side]
  const send = (sent: ParcelLetter | null | undefined) => {
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
        state.flushing[side] = null
      }
      break
    case 'flush':
      state.flushing[side] = state.streams[opposite(side)].length
      break
    case 'answer':
      if (message) hand(pair, state, side, { kind: 'reply', isTest: message.isTest })
      break
    case 'take':
      state.answered++
      if (message?.isTest) state.testCalls--
      break
    case 'close':
      tell(pair, state, side, close)
      break
    case 'dial':
      state.redial = effect.offers
      break
    case 'swallow':
    case 'note':
  }
}

/** A call that was never sent is waited for no longer. */
function lose(state: PairState, message: ParcelLetter | null): void {
  if (message?.kind === 'call' && message.isTest) state.testCalls--
}

const silences = new Map<string, EndEvent>()

/** What an end is told when its timer of this name is over. */
const silence = (type: string) => madeIn(silences, type, () => ({ type }) as unknown as EndEvent)

/** Where an end stands. */
export function viewOf(pair: ExploredPair, state: PairState, side: Side): PairSight {
  return sightOf({ table: tableOf(pair, state, side), state: state.ends[side] })
}

const sightOf = seenAs(({ table, state: number }): PairSight => {
  const state = handshakeOf(table.leaves(number))
  const { agreed } = table.snapshot(number).context as EndContext
  return { state, version: state === 'open' ? agreed : null }
})

/** The state of the handshake of an end. */
export const handshake = (pair: ExploredPair, state: PairState, side: Side) => viewOf(pair, state, side).state

const beliefOf = (pair: ExploredPair, state: PairState, side: Side) => viewOf(pair, state, side).version

/** What both ends believe to be agreed. */
export const beliefsOf = (pair: ExploredPair, state: PairState): Beliefs => ({
  dialer: beliefOf(pair, state, 'dialer'),
  acceptor: beliefOf(pair, state, 'acceptor'),
})

/** Where an end stands, with what it was told and what it goes by. */
export function factsOf(pair: ExploredPair, state: PairState, side: Side): EndFacts {
  const { rules, heard, refusal, gaveUp } = tableOf(pair, state, side).snapshot(state.ends[side]).context
  return { ...viewOf(pair, state, side), rules, heard, refusal, gaveUp }
}
