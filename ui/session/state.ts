/** The state of the workbench, and everything that can be done to it. */
import type { Intervention } from '#sim/engine/intervention.ts'
import type { PairChoice } from '#sim/pair/pair-scenario.ts'
import type { Run } from '#sim/run/run.ts'
import type { Scenario } from '#sim/scenario/model.ts'
import { type Made, makeAtOnce } from './made.ts'
import { failureAfter, momentAt, settledAfter } from './moments.ts'
import { ownTextOf } from './own-text.ts'
import type { Selection } from './selection.ts'
import { isSameRun, openPair, openSession, type Session, wholeOf, withDraft } from './session.ts'

/** What the page is for at the moment: to look into one run, at every order, or at every pair of releases. */
export type Mode = 'debug' | 'plan' | 'matrix'

/** Sessions to go back to, and forward again. */
interface History {
  readonly past: readonly Session[]
  readonly future: readonly Session[]
}

export interface State extends Made, History {
  readonly mode: Mode
  /** The run that is made to take the place of the one that is shown; null where none is. */
  readonly underWay: UnderWay | null
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
  /** Whether the document is edited, in place of what the mode shows of it. */
  readonly isEditing: boolean
}

/** A run that is made. */
interface UnderWay {
  readonly session: Session
  /** What was asked for, and is done once the run is there. */
  readonly asked: Asked
}

export type Change =
  | { readonly do: 'open'; readonly session: Session }
  /** With `isFollowed` it is what its file has become on the disk, whoever looks at it. */
  | {
      readonly do: 'revise'
      readonly session: Session
      readonly time?: number
      readonly isFollowed?: boolean
    }
  /**
   * Something was written in the text of the scenario. What goes on with what was written just before is undone with it. Where a copy
   * is made of what is shown, there are others to go back to.
   */
  | {
      readonly do: 'write'
      readonly session: Session
      readonly goesOn: boolean
      readonly past?: readonly Session[]
    }
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
  /** The run that was under way is there. */
  | { readonly do: 'made'; readonly made: Made }
  /** The run that is under way is not wanted any more. */
  | { readonly do: 'cancel' }
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
  | { readonly do: 'help' | 'edit'; readonly open: boolean }
  /** What was done before the oldest session there is, and undone after the newest, is there again, if these are still those. */
  | {
      readonly do: 'recall'
      readonly older: readonly Session[]
      readonly before: Session
      readonly newer: readonly Session[]
      readonly after: Session
    }

/** What can be asked for, and not what becomes of it. */
type Asked = Exclude<Change, { readonly do: 'made' | 'cancel' }>

/** An intervention whose time is the one that is shown. */
type Distribute<T> = T extends unknown ? Omit<T, 'at'> : never

export const speeds = [0.1, 0.25, 0.5, 1, 2, 5, 10, 25, 50, 100] as const

/** A pause of the run that lasts longer than this, in milliseconds of the user's time, is hurried through. */
const patience = 400

/** The workbench with a run that has been made. */
export function begin(made: Made): State {
  return {
    ...made,
    mode: 'debug',
    underWay: null,
    cell: null,
    isHelpOpen: false,
    isEditing: false,
    past: [],
    future: [],
    time: 0,
    moment: 0,
    known: 0,
    playing: false,
    speed: 0.1,
    // There is something to see in the inspector from the start.
    selection: firstPair(made.run),
  }
}

/**
 * Does what is asked for. Where that takes another run which is large, what is shown stays, and it is done when the run has been
 * made: see `useMaking`.
 */
export function change(state: State, action: Change): State {
  if (action.do === 'made') {
    const { underWay } = state
    return underWay?.session === action.made.session ? shown(state, underWay.asked, action.made) : state
  }
  if (action.do === 'undo' && state.underWay?.asked.do === 'write')
    return change({ ...state, underWay: null }, action)
  if (action.do === 'cancel' || (action.do === 'undo' && state.underWay)) return { ...state, underWay: null }
  // Whoever looks elsewhere until it is done has not done it there.
  const asked = action.do === 'intervene' ? { at: state.time, ...action } : action
  const session = withSameDraft(state, asked, sessionAfter(state, asked))
  if (session === state.session) return shown(state, asked, state)
  const made = isSameRun(session, state.session) ? { ...state, session } : makeAtOnce(session)
  if (made) return shown(state, asked, made)
  return asked.do === 'write'
    ? awaiting(state, asked)
    : { ...state, underWay: { session, asked }, playing: false }
}

/** The session of what is shown, with what was changed in it although its run is not there yet: whoever changes more goes on from it. */
export function askedOf({ session, underWay }: Pick<State, 'session' | 'underWay'>): Session {
  return underWay?.session.scenario === session.scenario ? underWay.session : session
}

/** Whether something makes another document of what is shown, and not only another look at it, or another one shown. */
export function isRevision(state: State, action: Change): boolean {
  switch (action.do) {
    case 'made':
    case 'cancel':
    case 'open':
    case 'mode':
    case 'run pair':
    case 'run all':
      return false
    case 'revise':
      return !action.isFollowed && action.session !== state.session
    default:
      return sessionAfter(state, action) !== state.session
  }
}

/**
 * While the run of what was written is made, what was written stands beside the last one: it is in the history, and kept, whatever
 * becomes of the run.
 */
function awaiting(state: State, { past, ...action }: Written): State {
  const base = withDraft(past?.at(-1) ?? state.session, ownTextOf(action.session)?.text ?? null)
  const noted = shown(state, { ...action, ...(past && { past }) }, { ...state, session: base })
  return {
    ...noted,
    underWay: { session: action.session, asked: { ...action, goesOn: true } },
    playing: false,
  }
}

type Written = Extract<Change, { readonly do: 'write' }>

/** What somebody has typed stays, whatever else is done with the scenario: until they write or undo it. */
function withSameDraft({ session: here }: State, { do: what }: Asked, next: Session): Session {
  if (here.draft === undefined || what === 'write' || what === 'undo' || what === 'redo') return next
  return next === here || wholeOf(next) !== wholeOf(here) ? next : withDraft(next, here.draft)
}

/** The session that something leads to; the same one where it only changes how the run is looked at. */
function sessionAfter(state: State, action: Asked): Session {
  const { session, past, future } = state
  switch (action.do) {
    case 'open':
    case 'revise':
    case 'write':
    case 'reach':
    case 'reach failure':
      return action.session
    case 'intervene': {
      const { at = state.time } = action
      const kept = session.interventions.filter((earlier) => earlier.at <= at)
      return { ...session, interventions: [...kept, { ...action.intervention, at } as Intervention] }
    }
    case 'undo':
      return past.at(-1) ?? session
    case 'redo':
      return future[0] ?? session
    case 'mode':
      // Two nodes on their own have no upgrade to plan: their whole cluster has.
      return action.mode === 'plan' && session.pair ? openSession(wholeOf(session)) : session
    case 'run pair':
      return openPair(action.of, action.pair) ?? session
    case 'run all':
      return openSession(wholeOf(session))
    default:
      return session
  }
}

/** What is shown once something has been done that leads to this run, which may be the one that is shown. */
function shown(state: State, action: Asked, made: Made): State {
  const { past, future, session } = state
  switch (action.do) {
    case 'open':
      return { ...begin(made), mode: state.mode, speed: state.speed, isEditing: state.isEditing }
    case 'revise':
      return seek(revised(state, made), action.time ?? state.time)
    case 'write': {
      const before = action.past ?? (action.goesOn ? past : [...past, session])
      return seek({ ...withRun(state, made), past: before, future: [] }, state.time)
    }
    case 'reach': {
      const there = seek(revised(state, made), state.time)
      return { ...seek(there, settledAfter(there.run, action.steps)), playing: false }
    }
    case 'reach failure': {
      const { steps, pairs } = action
      const there = shown(state, { ...action, do: 'reach' }, made)
      const failure = failureAfter(there.run, steps, pairs)
      return failure === null
        ? there
        : { ...go(there, failure.moment), mode: 'debug', isEditing: false, selection: failure.selection }
    }
    case 'intervene':
      return seek(revised(state, made), action.at ?? state.time)
    case 'undo':
      return restored(state, made, past.slice(0, -1), [session, ...future])
    case 'redo':
      return restored(state, made, [...past, session], future.slice(1))
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
    case 'mode': {
      const there = made.session === session ? state : atItsStart(state, made)
      return { ...there, mode: action.mode, playing: false, isEditing: false }
    }
    case 'cell':
      return { ...state, cell: action.cell }
    case 'help':
      return { ...state, isHelpOpen: action.open }
    case 'recall': {
      const all = [...past, session, ...future]
      return {
        ...state,
        past: all[0] === action.before ? [...action.older, ...past] : past,
        future: all.at(-1) === action.after ? [...future, ...action.newer] : future,
      }
    }
    case 'edit':
      return { ...state, isEditing: action.open, playing: false }
    case 'run pair':
      return made.session === session
        ? state
        : { ...atItsStart(state, made), mode: 'debug', cell: action.pair, playing: true, isEditing: false }
    case 'run all':
      return atItsStart(state, made)
  }
}

/** With another run, to which whatever was under way is no longer to lead. */
const withRun = (state: State, { session, run, times, quiet, failure }: Made): State => ({
  ...state,
  session,
  run,
  times,
  quiet,
  failure,
  underWay: null,
  known: run === state.run ? state.known : 0,
})

/** With another run, from which one can go back. */
function revised(state: State, made: Made): State {
  if (made.session === state.session) return state
  return { ...withRun(state, made), past: [...state.past, state.session], future: [] }
}

/** Another cluster, from its beginning, with the first of its pairs selected. */
function atItsStart(state: State, made: Made): State {
  return { ...seek(revised(state, made), 0), selection: firstPair(made.run) }
}

/** With a run that was shown before, or nothing new where there was none. */
function restored(state: State, made: Made, past: readonly Session[], future: readonly Session[]): State {
  if (made.session === state.session) return state
  return seek({ ...withRun(state, made), past, future }, state.time)
}

function firstPair({ cluster }: Run): Selection | null {
  const [first] = cluster.pairs.keys()
  return first === undefined ? null : { kind: 'pair', id: first }
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
