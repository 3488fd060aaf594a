/** The state of the workbench, and everything that can be done to it. */
import type { Intervention } from '#sim/engine/intervention.ts'
import type { PairChoice } from '#sim/pair/pair-scenario.ts'
import { type Run, simulate } from '#sim/run/run.ts'
import type { Scenario } from '#sim/scenario/model.ts'
import {
  failureAfter,
  firstFailure,
  momentAt,
  momentTimes,
  type QuietSpan,
  quietSpans,
  settledAfter,
} from './moments.ts'
import type { Selection } from './selection.ts'
import { openPair, openSession, type Session, specOf, wholeOf } from './session.ts'

/** What the page is for at the moment: to look into one run, at every order, or at every pair of releases. */
export type Mode = 'debug' | 'plan' | 'matrix'

export interface State {
  readonly mode: Mode
  readonly session: Session
  readonly run: Run
  /** The time of each moment of the run. */
  readonly times: readonly number[]
  readonly quiet: readonly QuietSpan[]
  readonly failure: ReturnType<typeof firstFailure>
  /** Sessions to go back to, and forward again. */
  readonly past: readonly Session[]
  readonly future: readonly Session[]
  /** The virtual time that is shown. */
  readonly time: number
  /** The last moment that is done at that time; several moments can fall on one time. */
  readonly moment: number
  /** The furthest time of this run that was shown: what lies beyond is not known yet. */
  readonly known: number
  readonly playing: boolean
  /** Virtual milliseconds to a millisecond. */
  readonly speed: number
  readonly selection: Selection | null
  /** The cell of the matrix that was gone to; null until one was. */
  readonly cell: PairChoice | null
  /** Whether the list of keys is open. */
  readonly isHelpOpen: boolean
}

export type Change =
  | { readonly do: 'open'; readonly session: Session }
  | { readonly do: 'revise'; readonly session: Session; readonly time?: number }
  /** Shows the mixed state after this many steps of an order, once the cluster has settled there. */
  | { readonly do: 'reach'; readonly session: Session; readonly steps: number }
  /** Shows where that state goes wrong, on one of these pairs if it can be. */
  | {
      readonly do: 'reach failure'
      readonly session: Session
      readonly steps: number
      readonly pairs: readonly string[]
    }
  /** Does something at the time that is shown, or at another one, which is shown then. */
  | { readonly do: 'intervene'; readonly intervention: Distribute<Intervention>; readonly at?: number }
  | { readonly do: 'undo' | 'redo' | 'play' | 'pause' }
  | { readonly do: 'advance'; readonly by: number }
  | { readonly do: 'seek'; readonly time: number }
  | { readonly do: 'go'; readonly moment: number }
  | { readonly do: 'speed'; readonly speed: number }
  | { readonly do: 'select'; readonly selection: Selection | null }
  | { readonly do: 'mode'; readonly mode: Mode }
  | { readonly do: 'cell'; readonly cell: PairChoice }
  /** Runs one pair of releases, or the whole cluster again. */
  | { readonly do: 'run pair'; readonly of: Scenario; readonly pair: PairChoice }
  | { readonly do: 'run all' }
  | { readonly do: 'help'; readonly open: boolean }

/** An intervention whose time is the one that is shown. */
type Distribute<T> = T extends unknown ? Omit<T, 'at'> : never

export const speeds = [0.1, 0.25, 0.5, 1, 2, 5, 10, 25, 50, 100] as const

/** A pause of the run that lasts longer than this, in milliseconds of the user's time, is hurried through. */
const patience = 400

/** Quiet spans shorter than this, in virtual milliseconds, are part of the rhythm. */
const shortestQuiet = 60

export function begin(session: Session): State {
  const outcome = computed(session)
  return {
    ...outcome,
    mode: 'debug',
    cell: null,
    isHelpOpen: false,
    session,
    past: [],
    future: [],
    time: 0,
    moment: 0,
    known: 0,
    playing: false,
    speed: 0.1,
    // There is something to see in the inspector from the start.
    selection: firstPair(outcome.run),
  }
}

export function change(state: State, action: Change): State {
  switch (action.do) {
    case 'open':
      return { ...begin(action.session), mode: state.mode, speed: state.speed }
    case 'revise':
      return revise(state, action.session, action.time ?? state.time)
    case 'reach': {
      const { session, steps } = action
      const there = session === state.session ? state : revise(state, session, state.time)
      return { ...seek(there, settledAfter(there.run, steps)), playing: false }
    }
    case 'reach failure': {
      const { session, steps, pairs } = action
      const there = change(state, { do: 'reach', session, steps })
      const failure = failureAfter(there.run, steps, pairs)
      return failure === null
        ? there
        : { ...go(there, failure.moment), mode: 'debug', selection: failure.selection }
    }
    case 'intervene': {
      const { at = state.time } = action
      const kept = state.session.interventions.filter((earlier) => earlier.at <= at)
      const interventions = [...kept, { ...action.intervention, at } as Intervention]
      return revise(state, { ...state.session, interventions }, at)
    }
    case 'undo':
      return restore(state, state.past.at(-1), state.past.slice(0, -1), [state.session, ...state.future])
    case 'redo':
      return restore(state, state.future[0], [...state.past, state.session], state.future.slice(1))
    case 'play': {
      const atEnd = state.time >= state.run.end.at
      return { ...(atEnd ? seek(state, 0) : state), playing: true }
    }
    case 'pause':
      return { ...state, playing: false }
    case 'advance':
      return advance(state, action.by)
    case 'seek':
      return seek(state, action.time)
    case 'go':
      return go(state, action.moment)
    case 'speed':
      return { ...state, speed: action.speed }
    case 'select':
      return { ...state, selection: action.selection }
    case 'mode':
      return toMode(state, action.mode)
    case 'cell':
      return { ...state, cell: action.cell }
    case 'help':
      return { ...state, isHelpOpen: action.open }
    case 'run pair':
      return runPair(state, action.of, action.pair)
    case 'run all':
      return atItsStart(revise(state, openSession(wholeOf(state.session)), 0))
  }
}

function computed(session: Session) {
  const run = simulate(specOf(session))
  return {
    run,
    times: momentTimes(run),
    quiet: quietSpans(run, shortestQuiet),
    failure: firstFailure(run),
  }
}

/** Another run, seen at the same time unless told otherwise. */
function revise(state: State, session: Session, time: number): State {
  const past = [...state.past, state.session]
  return seek({ ...state, ...computed(session), session, past, future: [], known: 0 }, time)
}

/** Another cluster, with the first of its pairs selected. */
function atItsStart(state: State): State {
  return { ...state, selection: firstPair(state.run) }
}

function firstPair({ cluster }: Run): Selection | null {
  const [first] = cluster.pairs.keys()
  return first === undefined ? null : { kind: 'pair', id: first }
}

/** Two nodes on their own have no upgrade to plan: their whole cluster has. */
function toMode(state: State, mode: Mode): State {
  const isAlone = mode === 'plan' && state.session.pair !== undefined
  return { ...(isAlone ? change(state, { do: 'run all' }) : state), mode, playing: false }
}

function runPair(state: State, scenario: Scenario, pair: PairChoice): State {
  const session = openPair(scenario, pair)
  if (session === null) return state
  return { ...atItsStart(revise(state, session, 0)), mode: 'debug', cell: pair, playing: true }
}

function restore(
  state: State,
  session: Session | undefined,
  past: readonly Session[],
  future: readonly Session[],
): State {
  if (session === undefined) return state
  return seek({ ...state, ...computed(session), session, past, future, known: 0 }, state.time)
}

function seek(state: State, time: number): State {
  const bounded = Math.min(Math.max(time, 0), state.run.end.at)
  const known = Math.max(state.known, bounded)
  return { ...state, time: bounded, moment: momentAt(state.times, bounded), known }
}

function go(state: State, moment: number): State {
  const bounded = Math.min(Math.max(moment, 0), state.run.moments)
  const time = state.times[bounded] ?? 0
  return { ...state, moment: bounded, time, known: Math.max(state.known, time), playing: false }
}

/**
 * Lets `by` milliseconds of the user's time pass. Quiet spans are hurried through, and the run stops once where its
 * first connection breaks, so that one can look.
 */
function advance(state: State, by: number): State {
  if (!state.playing) return state
  const until = state.run.end.at
  const time = Math.min(state.time + by * paceAt(state), until)
  const { failure } = state
  if (failure !== null && state.time < failure.at && time >= failure.at) {
    return { ...go(state, failure.moment), selection: failure.selection }
  }
  return { ...seek(state, time), playing: time < until }
}

/** How many virtual milliseconds pass in one of the user's. */
function paceAt({ quiet, time, speed }: State): number {
  const span = quiet.find(({ from, to }) => from <= time && time < to)
  return span === undefined ? speed : Math.max(speed, (span.to - span.from) / patience)
}
