/**
 * Explores one pair of releases completely: every order in which messages can be delivered and calls can be made,
 * through the same machines as a run.
 *
 * The pair is the dialer's end, the acceptor's end and the two streams between them. At every moment any of these
 * may happen next: the head of either stream arrives; the dialer makes its next call; a queue that is being flushed
 * sends its next message. Nothing is ever undone, so the states form a graph without circles, and the number of
 * schedules is the number of paths through it.
 */
import type { connectionEnd, EndContext, EndEvent } from '#machines/connection-end.ts'
import type { EndRules } from '#machines/rules.ts'
import { endTable, whenDialled } from './cluster.ts'
import { handshakeOf, isGoneState } from './ends.ts'
import { type EndView, type Outcome, outcomeOf, outcomes } from './outcome.ts'
import type { Step, Table } from './table.ts'
import type { EndFacts } from './why.ts'
import { opposite, type Side } from './world.ts'

export interface Exploration {
  /** The worst outcome over all schedules. */
  readonly outcome: Outcome
  /** How many schedules end in each outcome. */
  readonly outcomes: Readonly<Partial<Record<Outcome, bigint>>>
  /** How many schedules there are. */
  readonly schedules: bigint
  /** How many different states they pass. */
  readonly states: number
  /** Where the ends stand after a schedule with the worst outcome. */
  readonly ends: { readonly dialer: EndFacts; readonly acceptor: EndFacts }
  /** Calls that the dialer made and those that were answered, after that schedule. */
  readonly calls: { readonly made: number; readonly answered: number }
  /** One schedule with the worst outcome: what happens, in order. */
  readonly schedule: readonly string[]
}

type Letter = `${'version' | 'again' | 'error'} ${string}` | 'call' | 'reply' | 'accept' | 'close'

interface Pair {
  readonly rules: Readonly<Record<Side, EndRules>>
  readonly calls: number
  /** What is lost at a version, in words. */
  readonly lostAt: (version: string) => readonly string[]
}

/** Everything that can differ between two moments. `flushing` marks a queue that has just sent a message. */
interface State {
  readonly ends: Readonly<Record<Side, number>>
  readonly streams: Readonly<Record<Side, readonly Letter[]>>
  readonly held: Readonly<Record<Side, readonly Letter[]>>
  readonly flushing: Readonly<Record<Side, boolean>>
  readonly callsLeft: number
  readonly answered: number
  /** What the dialer offers on this connection: less with every try. */
  readonly offers: string
  /** How long each end still waits for its peer: the event that ends its patience. */
  readonly patience: Readonly<Record<Side, string | null>>
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
}

/**
 * Explores a pair of releases under every delivery order.
 *
 * @param calls how many calls the dialer makes, the first no earlier than its socket connects
 * @param lostAt what the dialer loses at an agreed version, in words
 */
export function explore(rules: Pair['rules'], calls: number, lostAt: Pair['lostAt']): Exploration {
  const pair: Pair = { rules: { ...rules, acceptor: whenDialled(rules.acceptor) }, calls, lostAt }
  const seen = new Map<string, Ahead>()
  const ahead = look(pair, initialState(pair, rules.dialer.offers), seen)
  const { state, outcome } = ahead.worst
  return {
    outcome,
    outcomes: Object.fromEntries(ahead.counts),
    schedules: total(ahead.counts),
    states: seen.size,
    ends: { dialer: factsOf(pair, state, 'dialer'), acceptor: factsOf(pair, state, 'acceptor') },
    calls: { made: calls - state.callsLeft, answered: state.answered },
    schedule: wayOf(ahead),
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
export function walkPair(rules: Pair['rules'], calls: number, lostAt: Pair['lostAt']): PairWalk {
  const pair: Pair = { rules: { ...rules, acceptor: whenDialled(rules.acceptor) }, calls, lostAt }
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
    start: numberOf(initialState(pair, rules.dialer.offers)),
    moves(number) {
      const known = moves[number]
      if (known !== undefined) return known
      const found = movesOf(pair, stateOf(number)).map(([, next]) => numberOf(next))
      moves[number] = found
      return found
    },
    close: (number, side) => numberOf(tell(pair, stateOf(number), side, { type: 'close' })),
    outcome: (number) => judgeEnding(pair, stateOf(number)),
  }
}

/** The acceptor has a socket as soon as the dial arrives; the dialer has one when the `accept` does. */
function initialState(pair: Pair, offers: string): State {
  const tables = { dialer: endTable(pair.rules.dialer, offers), acceptor: endTable(pair.rules.acceptor) }
  const start: State = {
    ends: { dialer: tables.dialer.initial.state, acceptor: tables.acceptor.initial.state },
    streams: { dialer: [], acceptor: ['accept'] },
    held: { dialer: [], acceptor: [] },
    flushing: { dialer: false, acceptor: false },
    callsLeft: pair.calls,
    answered: 0,
    offers,
    patience: { dialer: null, acceptor: null },
  }
  return tell(pair, start, 'acceptor', { type: 'connected' })
}

function look(pair: Pair, state: State, seen: Map<string, Ahead>): Ahead {
  const key = keyOf(state)
  const known = seen.get(key)
  if (known !== undefined) return known
  const branches = Array.from(movesOf(pair, state), ([name, next]) => ({
    name,
    ahead: look(pair, next, seen),
  }))
  const found = branches.length === 0 ? endHere(pair, state) : merge(branches)
  seen.set(key, found)
  return found
}

/** Tells states apart. No name of a version holds a comma or a bar. */
function keyOf({ ends, streams, held, flushing, callsLeft, answered, offers }: State): string {
  // Every offer has a table of its own, with its own numbers.
  const numbers = `${offers}|${ends.dialer} ${ends.acceptor} ${flushing.dialer} ${flushing.acceptor} ${callsLeft} ${answered}`
  return `${numbers}|${streams.dialer}|${streams.acceptor}|${held.dialer}|${held.acceptor}`
}

function endHere(pair: Pair, state: State): Ahead {
  const worst = { state, outcome: judgeEnding(pair, state) }
  return { counts: new Map([[worst.outcome, 1n]]), worst, next: null, rest: null }
}

function merge(branches: readonly { name: string; ahead: Ahead }[]): Ahead {
  const counts = new Map<Outcome, bigint>()
  for (const { ahead } of branches) {
    for (const [outcome, count] of ahead.counts) counts.set(outcome, (counts.get(outcome) ?? 0n) + count)
  }
  const badness = ({ ahead }: { ahead: Ahead }) => outcomes.indexOf(ahead.worst.outcome)
  const { name, ahead } = branches.reduce((worst, branch) =>
    badness(branch) > badness(worst) ? branch : worst,
  )
  return { counts, worst: ahead.worst, next: name, rest: ahead }
}

function movesOf(pair: Pair, state: State): readonly (readonly [string, State])[] {
  const moves = [...deliveries(pair, state)]
  // Patience is long: it ends where nothing else can happen any more.
  return moves.length > 0 ? moves : [...silences(pair, state)]
}

function* silences(pair: Pair, state: State): Generator<readonly [string, State]> {
  for (const side of ['dialer', 'acceptor'] as const) {
    const type = state.patience[side]
    if (type !== null)
      yield [`the ${side} has waited long enough`, tell(pair, state, side, { type } as EndEvent)]
  }
}

function* deliveries(pair: Pair, state: State): Generator<readonly [string, State]> {
  for (const sender of ['dialer', 'acceptor'] as const) {
    const [letter, ...rest] = state.streams[sender]
    if (letter === undefined) continue
    const taken = { ...state, streams: { ...state.streams, [sender]: rest } }
    yield [`${letter} reaches the ${opposite(sender)}`, arrive(pair, taken, opposite(sender), letter)]
  }
  for (const side of ['dialer', 'acceptor'] as const) {
    if (!state.flushing[side]) continue
    const type = state.held[side].length > 0 ? 'more held' : 'none held'
    const taken = { ...state, flushing: { ...state.flushing, [side]: false } }
    yield [`the queue of the ${side} goes on`, tell(pair, taken, side, { type })]
  }
  const dialer = handshake(pair, state, 'dialer')
  if (state.callsLeft > 0 && dialer !== 'dialling' && !isGoneState(dialer)) {
    const taken = { ...state, callsLeft: state.callsLeft - 1 }
    yield ['the dialer makes a call', hand(pair, taken, 'dialer', 'call')]
  }
}

function arrive(pair: Pair, state: State, receiver: Side, letter: Letter): State {
  if (letter === 'accept') return tell(pair, state, receiver, { type: 'connected' })
  if (letter === 'close') return tell(pair, state, receiver, { type: 'closed' })
  if (letter === 'call' || letter === 'reply') return tell(pair, state, receiver, { type: 'message' }, letter)
  const [kind, said] = [letter.slice(0, letter.indexOf(' ')), letter.slice(letter.indexOf(' ') + 1)]
  if (kind === 'error') return tell(pair, state, receiver, { type: 'error', supported: said })
  const again = kind === 'again' && { again: true }
  return tell(pair, state, receiver, { type: 'version', version: said, ...again })
}

/** Hands a message to an end to be sent, with word of whether its queue has room. */
function hand(pair: Pair, state: State, side: Side, letter: Letter): State {
  const { bound = Number.POSITIVE_INFINITY } = pair.rules[side].queue ?? {}
  const isFull = state.held[side].length >= bound
  return tell(pair, state, side, isFull ? { type: 'send', full: true } : { type: 'send' }, letter)
}

/** Steps one end, and does what it asks for. */
function tell(pair: Pair, state: State, side: Side, event: EndEvent, letter?: Letter): State {
  const step: Step = tableOf(pair, state, side).step(state.ends[side], event)
  let next: State = { ...state, ends: { ...state.ends, [side]: step.state } }
  for (const action of step.actions) {
    if (action.kind === 'do') next = act(pair, next, side, action.type, action.params, letter)
    else {
      const isPatient = action.kind === 'set timer' && Number.isFinite(action.delay)
      next = { ...next, patience: { ...next.patience, [side]: isPatient ? action.event.type : null } }
    }
  }
  const again = step.actions.find((action) => action.kind === 'do' && action.type === 'dialAgain')
  if (again?.kind !== 'do') return next
  // Another connection: nothing of this one matters any more.
  return initialState(pair, (again.params as { offers: string }).offers)
}

function tableOf({ rules }: Pair, { offers }: State, side: Side): Table<typeof connectionEnd> {
  return side === 'dialer' ? endTable(rules.dialer, offers) : endTable(rules.acceptor)
}

function act(pair: Pair, state: State, side: Side, type: string, params: unknown, letter?: Letter): State {
  const put = (message: Letter): State => ({
    ...state,
    streams: { ...state.streams, [side]: [...state.streams[side], message] },
  })
  switch (type) {
    case 'sendVersion': {
      const { version, again } = params as { version: string; again?: true }
      return put(`${again ? 'again' : 'version'} ${version}`)
    }
    case 'sendError':
      return put(`error ${(params as { supported: string }).supported}`)
    case 'closeSocket':
      return put('close')
    case 'transmit':
      return letter ? put(letter) : state
    case 'hold':
      return letter ? { ...state, held: { ...state.held, [side]: [...state.held[side], letter] } } : state
    case 'overflow': {
      const { whenFull } = params as { whenFull: string }
      if (whenFull === 'close') return tell(pair, state, side, { type: 'close' })
      if (whenFull === 'refuse' || !letter) return state
      return { ...state, held: { ...state.held, [side]: [...state.held[side].slice(1), letter] } }
    }
    case 'transmitHeld': {
      const [first, ...rest] = state.held[side]
      const after = first ? put(first) : state
      return {
        ...after,
        held: { ...after.held, [side]: rest },
        flushing: { ...after.flushing, [side]: true },
      }
    }
    case 'discardHeld':
      // A queue that was being flushed has nothing to go on with.
      return {
        ...state,
        held: { ...state.held, [side]: [] },
        flushing: { ...state.flushing, [side]: false },
      }
    case 'deliver':
      return letter === 'call' ? hand(pair, state, side, 'reply') : { ...state, answered: state.answered + 1 }
    default:
      return state
  }
}

function judgeEnding(pair: Pair, state: State): Outcome {
  const dialer = viewOf(pair, state, 'dialer')
  const lost = dialer.version === null ? [] : pair.lostAt(dialer.version)
  // Where both ends are gone and neither says that it refused, it came to nothing all the same.
  return outcomeOf(dialer, viewOf(pair, state, 'acceptor'), true, lost) ?? 'rejected'
}

function viewOf(pair: Pair, state: State, side: Side): EndView {
  const { state: name, version } = factsOf(pair, state, side)
  return { state: name, version }
}

function factsOf(pair: Pair, state: State, side: Side): EndFacts {
  const { rules, heard, agreed, refusal } = tableOf(pair, state, side).snapshot(state.ends[side])
    .context as EndContext
  const name = handshake(pair, state, side)
  return { state: name, version: name === 'open' ? agreed : null, rules, heard, refusal }
}

function handshake(pair: Pair, state: State, side: Side): string {
  return handshakeOf(tableOf(pair, state, side).leaves(state.ends[side]))
}

function total(counts: ReadonlyMap<Outcome, bigint>): bigint {
  let sum = 0n
  for (const count of counts.values()) sum += count
  return sum
}

function wayOf(ahead: Ahead): string[] {
  const way: string[] = []
  for (let here: Ahead | null = ahead; here?.next != null; here = here.rest) way.push(here.next)
  return way
}
