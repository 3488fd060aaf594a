/**
 * A second source for what the checker says: two ends in plain code, as the declarations of `EndRules` read in
 * prose, and every order of what can happen walked through one by one. No machine, no table, nothing remembered.
 */
import type { EndRules } from '#machines/rules.ts'
import { type Choice, choose, nextOffer, sayNames } from './brute-choice.ts'

type Side = 'dialer' | 'acceptor'

interface End {
  readonly rules: EndRules
  readonly side: Side
  state: 'dialling' | 'announcing' | 'awaiting' | 'open' | 'stalled' | 'rejected' | 'retrying' | 'closed'
  /** Less than the rules say once it was refused. */
  offers: string
  agreed: string | null
  /** Kept back while the handshake goes on, and while what was kept back is being sent. */
  queue: string[] | null
  /** Nothing is sent and nothing is kept back: whoever wants to send is told no. */
  refuses: boolean
  flushing: boolean
}

interface Moment {
  dialer: End
  acceptor: End
  /** On the way from the dialer, and from the acceptor. */
  wires: { dialer: string[]; acceptor: string[] }
  callsLeft: number
  answers: number
}

/** How one schedule ended. */
export interface Ending {
  readonly outcome: 'open' | 'rejected' | 'stalled' | 'half-open'
  readonly dialer: { readonly state: string; readonly version: string | null }
  readonly acceptor: { readonly state: string; readonly version: string | null }
  readonly made: number
  readonly answered: number
}

const other = (side: Side): Side => (side === 'dialer' ? 'acceptor' : 'dialer')

/** Every ending of every schedule, each as often as there are schedules that end like that. */
export function everyEnding(dialer: EndRules, acceptor: EndRules, calls: number): Ending[] {
  const endings: Ending[] = []
  const walk = (moment: Moment): void => {
    const moves = possible(moment)
    if (moves.length === 0) endings.push(endingOf(moment, calls))
    for (const move of moves) {
      const after = structuredClone(moment)
      make(after, move, calls)
      walk(after)
    }
  }
  walk(atFirst(dialer, dialer.offers, acceptor, calls))
  return endings
}

/** How a given schedule ends. */
export function endingAfter(
  dialer: EndRules,
  acceptor: EndRules,
  calls: number,
  schedule: readonly string[],
): Ending {
  const moment = atFirst(dialer, dialer.offers, acceptor, calls)
  for (const name of schedule) {
    const move = possible(moment).find((candidate) => candidate.name === name)
    if (move === undefined) throw new Error(`“${name}” cannot happen here`)
    make(moment, move, calls)
  }
  if (possible(moment).length > 0) throw new Error('The schedule is not at its end')
  return endingOf(moment, calls)
}

function atFirst(dialer: EndRules, offers: string, acceptor: EndRules, callsLeft: number): Moment {
  const moment: Moment = {
    dialer: newEnd(dialer, 'dialer', offers),
    acceptor: newEnd(acceptor, 'acceptor', acceptor.offers),
    wires: { dialer: [], acceptor: ['accept'] },
    callsLeft,
    answers: 0,
  }
  connected(moment, 'acceptor')
  return moment
}

function newEnd(rules: EndRules, side: Side, offers: string): End {
  return {
    rules,
    side,
    state: 'dialling',
    offers,
    agreed: null,
    queue: rules.meanwhile === 'queue' ? [] : null,
    refuses: rules.meanwhile === 'refuse',
    flushing: false,
  }
}

interface Move {
  readonly name: string
  readonly kind: 'arrives' | 'flushes' | 'calls' | 'loses patience'
  readonly side: Side
}

function possible(moment: Moment): Move[] {
  const moves: Move[] = []
  for (const side of ['dialer', 'acceptor'] as const) {
    const [next] = moment.wires[side]
    if (next !== undefined) {
      moves.push({ name: `${next} reaches the ${other(side)}`, kind: 'arrives', side: other(side) })
    }
    if (moment[side].flushing) {
      moves.push({ name: `the queue of the ${side} goes on`, kind: 'flushes', side })
    }
  }
  const canCall = !['dialling', 'rejected', 'closed'].includes(moment.dialer.state)
  if (moment.callsLeft > 0 && canCall) {
    moves.push({ name: 'the dialer makes a call', kind: 'calls', side: 'dialer' })
  }
  if (moves.length > 0) return moves
  // Patience is longer than anything else takes.
  for (const side of ['dialer', 'acceptor'] as const) {
    const { state, rules } = moment[side]
    if (rules.patience !== undefined && (state === 'announcing' || state === 'awaiting')) {
      moves.push({ name: `the ${side} has waited long enough`, kind: 'loses patience', side })
    }
  }
  return moves
}

function make(moment: Moment, { kind, side }: Move, calls: number): void {
  if (kind === 'flushes') flush(moment, side)
  else if (kind === 'loses patience') waitedLongEnough(moment, side)
  else if (kind === 'calls') {
    moment.callsLeft--
    say(moment, side, 'call')
  } else {
    const message = moment.wires[other(side)].shift() ?? ''
    if (message === 'accept') connected(moment, side)
    else hear(moment, side, message)
  }
  // Who dials again starts from the beginning, with a peer that has forgotten it and all its calls to make.
  const { dialer, acceptor } = moment
  if (dialer.state === 'retrying') {
    Object.assign(moment, atFirst(dialer.rules, dialer.offers, acceptor.rules, calls))
  }
}

function connected(moment: Moment, side: Side): void {
  const end = moment[side]
  if (end.rules.speaks === 'at once') {
    sayOffer(moment, side)
    end.state = 'announcing'
  } else end.state = 'awaiting'
}

/** Who was refused before says so when it names less. */
function sayOffer(moment: Moment, side: Side): void {
  const { offers, rules } = moment[side]
  const again = rules.triesAgain || offers !== rules.offers
  moment.wires[side].push(`${again ? 'again' : 'version'} ${offers}`)
}

function hear(moment: Moment, side: Side, message: string): void {
  const end = moment[side]
  const isGone = end.state === 'rejected' || end.state === 'closed'
  if (isGone || end.state === 'dialling') return
  if (message === 'close') {
    peerClosed(end)
    return
  }
  if (end.state === 'stalled') return
  const [kind, said] = split(message)
  if (end.state === 'open') {
    if (kind === 'call') say(moment, side, 'reply')
    if (kind === 'reply') moment.answers++
    if (kind === 'error') refusedAfterwards(moment, side)
    return
  }
  if (kind === 'error') {
    // Only who has named something and waits for an answer can be told no.
    if (end.state === 'announcing') refused(moment, side, said)
    return
  }
  // Anything else that comes in place of a version is no better than one that is not accepted.
  const choice: Choice =
    kind === 'version' || kind === 'again'
      ? choose(end.rules, end.offers, said, kind === 'again')
      : { agreed: null }
  if (choice.agreed === null) {
    notAccepted(moment, side)
    return
  }
  const { replies = 'the agreed' } = end.rules
  if (end.state === 'awaiting' && replies !== 'nothing') {
    moment.wires[side].push(`version ${replies === 'own offer' ? end.offers : choice.agreed}`)
  }
  open(moment, side, choice.agreed)
}

function split(message: string): [kind: string, said: string] {
  const blank = message.indexOf(' ')
  return blank < 0 ? [message, ''] : [message.slice(0, blank), message.slice(blank + 1)]
}

/** What an end does with what it does not accept. */
function notAccepted(moment: Moment, side: Side): void {
  const end = moment[side]
  const wire = moment.wires[side]
  const { rules } = end
  switch (rules.otherwise) {
    case 'stall':
      end.state = 'stalled'
      return
    case 'go on':
      open(moment, side, fallback(rules))
      return
    case 'error, then go on':
      wire.push('error ')
      open(moment, side, fallback(rules))
      return
    case 'error, then wait':
      wire.push('error ')
      end.state = 'awaiting'
      return
    case 'error':
      wire.push('error ')
      break
    case 'error with supported':
      wire.push(`error ${sayNames(rules.versions, rules.accepts)}`)
      break
    case 'own version':
      sayOffer(moment, side)
  }
  close(moment, side, 'rejected')
}

/** What an end does when the peer has said no to its offer. */
function refused(moment: Moment, side: Side, supported: string): void {
  const end = moment[side]
  const { whenRefused } = end.rules
  if (whenRefused === 'go on') open(moment, side, fallback(end.rules))
  else if (typeof whenRefused === 'object' && whenRefused.where === 'same connection') {
    const next = whenRefused.on.includes('error') ? nextOffer(end.rules, end.offers, supported) : null
    if (next === null) close(moment, side, 'rejected')
    else {
      end.offers = next
      sayOffer(moment, side)
    }
  } else if (!dialsAgain(end, 'error', supported)) close(moment, side, 'rejected')
}

/** The no came after this end had already agreed to something: too late to try again. */
function refusedAfterwards(moment: Moment, side: Side): void {
  const end = moment[side]
  if (end.rules.whenRefused === 'go on') end.agreed = fallback(end.rules)
  else close(moment, side, 'rejected')
}

function peerClosed(end: End): void {
  const waits = end.state === 'announcing' || end.state === 'awaiting'
  if (!waits || !dialsAgain(end, 'close', '')) leave(end, 'closed')
}

function waitedLongEnough(moment: Moment, side: Side): void {
  const end = moment[side]
  if (end.rules.whenRefused === 'go on') open(moment, side, fallback(end.rules))
  else if (!dialsAgain(end, 'silence', '')) close(moment, side, 'rejected')
}

/** Only a dialer has anybody to dial. A connection that is closed or silent is of no more use to any retry. */
function dialsAgain(end: End, why: 'error' | 'close' | 'silence', supported: string): boolean {
  const { whenRefused } = end.rules
  if (end.side !== 'dialer' || typeof whenRefused !== 'object' || !whenRefused.on.includes(why)) return false
  const next = nextOffer(end.rules, end.offers, supported)
  if (next === null) return false
  end.offers = next
  end.state = 'retrying'
  return true
}

/** The version at which an end goes on without agreement. */
const fallback = ({ fallsTo, accepts }: EndRules): string | null => fallsTo ?? accepts[0] ?? null

function open(moment: Moment, side: Side, agreed: string | null): void {
  const end = moment[side]
  end.state = 'open'
  end.agreed = agreed
  end.refuses = false
  if (end.queue !== null) flush(moment, side)
}

function close(moment: Moment, side: Side, state: 'rejected' | 'closed'): void {
  moment.wires[side].push('close')
  leave(moment[side], state)
}

function leave(end: End, state: 'rejected' | 'closed'): void {
  end.state = state
  end.agreed = null
  end.queue = null
  end.flushing = false
}

function say(moment: Moment, side: Side, message: string): void {
  const { queue, state, refuses, rules } = moment[side]
  if (state === 'rejected' || state === 'closed' || refuses) return
  if (queue === null) {
    moment.wires[side].push(message)
    return
  }
  const { bound, whenFull } = rules.queue ?? { bound: Number.POSITIVE_INFINITY, whenFull: 'refuse' }
  if (queue.length < bound) queue.push(message)
  else if (whenFull === 'drop the oldest') queue.splice(0, queue.length, ...queue.slice(1), message)
  else if (whenFull === 'close') close(moment, side, 'closed')
}

/** Sends the next message that was kept back; once there is none, nothing is kept back any more. */
function flush(moment: Moment, side: Side): void {
  const end = moment[side]
  const next = end.queue?.shift()
  if (next !== undefined) moment.wires[side].push(next)
  // Even an empty queue is looked into once before messages pass it by.
  const looksAgain = next !== undefined || !end.flushing
  end.flushing = looksAgain
  if (!looksAgain) end.queue = null
}

function endingOf({ dialer, acceptor, callsLeft, answers }: Moment, calls: number): Ending {
  const states = [dialer.state, acceptor.state]
  const open = states.filter((state) => state === 'open').length
  // Who lets the other choose without a word goes along with whatever was chosen.
  const beliefs = new Set([dialer.agreed, acceptor.agreed])
  const areOfOneMind = beliefs.size === 1 || beliefs.has('*')
  let outcome: Ending['outcome'] = 'stalled'
  if (states.includes('rejected') || states.includes('closed')) outcome = 'rejected'
  else if (open === 2 && areOfOneMind) outcome = 'open'
  else if (open > 0) outcome = 'half-open'
  const told = ({ state, agreed }: End) => ({ state, version: agreed })
  return {
    outcome,
    dialer: told(dialer),
    acceptor: told(acceptor),
    made: calls - callsLeft,
    answered: answers,
  }
}
