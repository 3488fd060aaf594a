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
  /** What was on its way to this end when its queue began to be sent, and has not arrived. */
  overtaking: number
}

/** What a dialer calls: on connecting, once the connection has passed its test, and so many times while it is open. */
export interface Application {
  readonly test: readonly string[]
  readonly start: readonly string[]
  readonly repeat: readonly (readonly [name: string, times: number])[]
  readonly fate: (name: string, spoken: string | null) => 'none' | 'failed' | 'made'
}

interface Moment {
  dialer: End
  acceptor: End
  /** On the way from the dialer, and from the acceptor. */
  wires: { dialer: string[]; acceptor: string[] }
  /** How often each repeated call is still to be made. */
  left: number[]
  made: number
  answers: number
  /** Test calls that were not answered, and whether the dialer has found that it can use the connection. */
  tests: number
  tested: boolean
}

/** How one schedule ended. */
export interface Ending {
  readonly outcome: 'open' | 'rejected' | 'stalled' | 'half-open'
  readonly dialer: { readonly state: string; readonly version: string | null }
  readonly acceptor: { readonly state: string; readonly version: string | null }
  readonly tested: boolean
  readonly made: number
  readonly answered: number
}

const other = (side: Side): Side => (side === 'dialer' ? 'acceptor' : 'dialer')

/** Every ending of every schedule, each as often as there are schedules that end like that. */
export function everyEnding(dialer: EndRules, acceptor: EndRules, calls: Application): Ending[] {
  const endings: Ending[] = []
  const walk = (moment: Moment): void => {
    const moves = possible(moment, calls)
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
  calls: Application,
  schedule: readonly string[],
): Ending {
  const moment = atFirst(dialer, dialer.offers, acceptor, calls)
  for (const name of schedule) {
    const move = possible(moment, calls).find((candidate) => candidate.name === name)
    if (move === undefined) throw new Error(`“${name}” cannot happen here`)
    make(moment, move, calls)
  }
  if (possible(moment, calls).length > 0) throw new Error('The schedule is not at its end')
  return endingOf(moment, calls)
}

function atFirst(dialer: EndRules, offers: string, acceptor: EndRules, { repeat }: Application): Moment {
  const moment: Moment = {
    dialer: newEnd(dialer, 'dialer', offers),
    acceptor: newEnd(acceptor, 'acceptor', acceptor.offers),
    wires: { dialer: [], acceptor: ['accept'] },
    left: repeat.map(([, times]) => times),
    made: 0,
    answers: 0,
    tests: 0,
    tested: false,
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
    overtaking: 0,
  }
}

interface Move {
  readonly name: string
  readonly kind: 'arrives' | 'flushes' | 'calls' | 'loses patience'
  readonly side: Side
  /** The place of the call that is repeated. */
  readonly place?: number
}

/** A call or a reply on the wire has its version behind an @. Which call it is does not matter to who waits for it. */
const nameOf = (message: string) => message.replace(/^(test )?(call|reply)@.*$/, '$2')

function possible(moment: Moment, { repeat, fate }: Application): Move[] {
  const moves: Move[] = []
  const both = [moment.dialer, moment.acceptor]
  const isSending = both.some(({ flushing }) => flushing)
  for (const { side, flushing, overtaking } of both) {
    const [next] = moment.wires[other(side)]
    // A queue is sent in no time. Only what was about to arrive there may do so first.
    if (next !== undefined && (!isSending || (flushing && overtaking > 0))) {
      moves.push({ name: `${nameOf(next)} reaches the ${side}`, kind: 'arrives', side })
    }
    if (flushing) moves.push({ name: `the queue of the ${side} goes on`, kind: 'flushes', side })
  }
  if (isSending) return moves
  // Patience is longer than it takes anything to arrive.
  if (moves.length === 0) {
    for (const side of ['dialer', 'acceptor'] as const) {
      const { state, rules } = moment[side]
      if (rules.patience !== undefined && (state === 'announcing' || state === 'awaiting')) {
        moves.push({ name: `the ${side} has waited long enough`, kind: 'loses patience', side })
      }
    }
  }
  if (moment.tested && moment.dialer.state === 'open') {
    for (const [place, [name]] of repeat.entries()) {
      if (moment.left[place] === 0 || fate(name, spoken(moment)) !== 'made') continue
      moves.push({ name: `the dialer repeats ${name}`, kind: 'calls', side: 'dialer', place })
    }
  }
  return moves
}

/** What the dialer takes the connection to speak: what its peer chose, where it leaves that to its peer. */
function spoken({ dialer, acceptor }: Moment): string | null {
  const version = dialer.agreed === '*' ? acceptor.agreed : dialer.agreed
  return version === '*' ? null : version
}

function make(moment: Moment, { kind, side, place = 0 }: Move, calls: Application): void {
  if (kind === 'flushes') flush(moment, side)
  else if (kind === 'loses patience') waitedLongEnough(moment, side)
  else if (kind === 'calls') {
    moment.left[place] = (moment.left[place] ?? 0) - 1
    call(moment, calls, calls.repeat[place]?.[0] ?? '')
  } else {
    const message = moment.wires[other(side)].shift() ?? ''
    moment[side].overtaking--
    if (message === 'accept') {
      connected(moment, side)
      for (const name of calls.test) call(moment, calls, name, 'test ')
    } else hear(moment, side, message)
  }
  // Who dials again starts from the beginning, with a peer that has forgotten it and all its calls to make.
  const { dialer, acceptor } = moment
  if (dialer.state === 'retrying') {
    Object.assign(moment, atFirst(dialer.rules, dialer.offers, acceptor.rules, calls))
  }
  if (!moment.tested && moment.dialer.state === 'open' && moment.tests === 0) {
    moment.tested = true
    for (const name of calls.start) call(moment, calls, name)
  }
}

function call(moment: Moment, { fate }: Application, name: string, test = ''): void {
  if (moment.dialer.state === 'rejected' || moment.dialer.state === 'closed') return
  const comes = fate(name, spoken(moment))
  if (comes !== 'none') moment.made++
  if (comes !== 'made') return
  if (test) moment.tests++
  say(moment, 'dialer', `${test}call`)
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
    if (kind === 'error') refusedAfterwards(moment, side)
    if (message.includes('@')) take(moment, side, message)
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

/** A message of the application comes through to an end that is open. */
function take(moment: Moment, side: Side, message: string): void {
  const [what, written] = message.split('@')
  const { agreed } = moment[side]
  const isStrange = written !== '?' && written !== '*' && agreed !== '*' && written !== agreed
  if (isStrange) return
  const isTest = message.startsWith('test')
  if (what?.endsWith('call')) say(moment, side, isTest ? 'test reply' : 'reply')
  else {
    moment.answers++
    if (isTest) moment.tests--
  }
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
      wire.push(`error ${moment[side].offers}`)
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
  if (state === 'rejected' || state === 'closed') return
  if (refuses) {
    lose(moment, message)
    return
  }
  if (queue === null) {
    put(moment, side, message)
    return
  }
  const { bound, whenFull } = rules.queue ?? { bound: Number.POSITIVE_INFINITY, whenFull: 'refuse' }
  if (queue.length < bound) queue.push(message)
  else if (whenFull === 'drop the oldest') {
    lose(moment, queue.shift() ?? '')
    queue.push(message)
  } else {
    lose(moment, message)
    if (whenFull === 'close') close(moment, side, 'closed')
  }
}

/** Nobody waits for a test call that was never sent. */
function lose(moment: Moment, message: string): void {
  if (message === 'test call') moment.tests--
}

/** Puts a message on the wire, with the version that its sender believes in behind it, or ? where it believes in none. */
function put(moment: Moment, side: Side, message: string): void {
  const { state, agreed } = moment[side]
  moment.wires[side].push(`${message}@${state === 'open' ? agreed : '?'}`)
}

/** Sends the next message that was kept back; once there is none, nothing is kept back any more. */
function flush(moment: Moment, side: Side): void {
  const end = moment[side]
  const next = end.queue?.shift()
  if (next !== undefined) put(moment, side, next)
  // Even an empty queue is looked into once before messages pass it by.
  const looksAgain = next !== undefined || !end.flushing
  if (!end.flushing) end.overtaking = moment.wires[other(side)].length
  end.flushing = looksAgain
  if (!looksAgain) end.queue = null
}

function endingOf(moment: Moment, { repeat, fate }: Application): Ending {
  const { dialer, acceptor, answers, tested } = moment
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
  // Calls that fail at once can be made at any time, and change nothing.
  const failing = repeat.map(([name], place) =>
    tested && dialer.state === 'open' && fate(name, spoken(moment)) === 'failed' ? moment.left[place] : 0,
  )
  return {
    outcome,
    dialer: told(dialer),
    acceptor: told(acceptor),
    tested,
    made: failing.reduce<number>((sum, count) => sum + (count ?? 0), moment.made),
    answered: answers,
  }
}
