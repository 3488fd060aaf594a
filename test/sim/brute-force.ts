/**
 * A second source for what the checker says: two ends in plain code, as the declarations of `EndRules` read in
 * prose, and every order of what can happen walked through one by one. No machine, no table, nothing remembered.
 */
import type { EndRules } from '#machines/rules.ts'

type Side = 'dialer' | 'acceptor'

interface End {
  rules: EndRules
  state: 'dialling' | 'announcing' | 'awaiting' | 'open' | 'stalled' | 'rejected' | 'closed'
  agreed: string | null
  /** Kept back while the handshake goes on, and while what was kept back is being sent. */
  queue: string[] | null
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
      make(after, move)
      walk(after)
    }
  }
  walk(atFirst(dialer, acceptor, calls))
  return endings
}

/** How a given schedule ends. */
export function endingAfter(
  dialer: EndRules,
  acceptor: EndRules,
  calls: number,
  schedule: readonly string[],
): Ending {
  const moment = atFirst(dialer, acceptor, calls)
  for (const name of schedule) {
    const move = possible(moment).find((candidate) => candidate.name === name)
    if (move === undefined) throw new Error(`“${name}” cannot happen here`)
    make(moment, move)
  }
  if (possible(moment).length > 0) throw new Error('The schedule is not at its end')
  return endingOf(moment, calls)
}

function atFirst(dialer: EndRules, acceptor: EndRules, callsLeft: number): Moment {
  const moment: Moment = {
    dialer: newEnd(dialer),
    acceptor: newEnd(acceptor),
    wires: { dialer: [], acceptor: ['accept'] },
    callsLeft,
    answers: 0,
  }
  connected(moment, 'acceptor')
  return moment
}

function newEnd(rules: EndRules): End {
  return {
    rules,
    state: 'dialling',
    agreed: null,
    queue: rules.meanwhile === 'queue' ? [] : null,
    flushing: false,
  }
}

interface Move {
  readonly name: string
  readonly kind: 'arrives' | 'flushes' | 'calls'
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
  return moves
}

function make(moment: Moment, { kind, side }: Move): void {
  if (kind === 'flushes') flush(moment, side)
  else if (kind === 'calls') {
    moment.callsLeft--
    say(moment, side, 'call')
  } else {
    const message = moment.wires[other(side)].shift() ?? ''
    if (message === 'accept') connected(moment, side)
    else hear(moment, side, message)
  }
}

function connected(moment: Moment, side: Side): void {
  const end = moment[side]
  if (end.rules.speaks === 'at once') {
    moment.wires[side].push(`version ${end.rules.offers}`)
    end.state = 'announcing'
  } else end.state = 'awaiting'
}

function hear(moment: Moment, side: Side, message: string): void {
  const end = moment[side]
  const isGone = end.state === 'rejected' || end.state === 'closed'
  if (isGone || end.state === 'dialling') return
  if (message === 'close') {
    leave(end, 'closed')
    return
  }
  if (end.state === 'stalled') return
  if (end.state === 'open') {
    if (message === 'call') say(moment, side, 'reply')
    if (message === 'reply') moment.answers++
    return
  }
  const version = message.startsWith('version ') ? message.slice('version '.length) : null
  const made = version === null ? null : choose(end.rules, version)
  if (made === null || !end.rules.accepts.includes(made)) {
    if (end.rules.otherwise === 'stall') end.state = 'stalled'
    else {
      moment.wires[side].push('close')
      leave(end, 'rejected')
    }
    return
  }
  if (end.state === 'awaiting') moment.wires[side].push(`version ${made}`)
  end.state = 'open'
  end.agreed = made
  if (end.queue !== null) flush(moment, side)
}

/** What an end with these rules makes of its peer's word. */
function choose({ answers, offers, versions }: EndRules, theirs: string): string {
  if (answers === 'theirs') return theirs
  for (const version of versions) if (version === theirs || version === offers) return version
  return theirs
}

function leave(end: End, state: 'rejected' | 'closed'): void {
  end.state = state
  end.agreed = null
  end.queue = null
  end.flushing = false
}

function say(moment: Moment, side: Side, message: string): void {
  const { queue, state } = moment[side]
  if (state === 'rejected' || state === 'closed') return
  if (queue === null) moment.wires[side].push(message)
  else queue.push(message)
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
  let outcome: Ending['outcome'] = 'stalled'
  if (states.includes('rejected')) outcome = 'rejected'
  else if (open === 2 && dialer.agreed === acceptor.agreed) outcome = 'open'
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
