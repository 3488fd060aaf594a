/** What is said of mixed states and of the steps between them: every rule, looked up where it was asked before. */

import { lookUp } from '#machines/look-up.ts'
import { madeIn } from '../../memo/made-in.ts'
import { judgeData } from '../../rules/data.ts'
import { judgeLevels } from '../../rules/levels.ts'
import { judgeDeserted, judgeDialer, judgeLinks } from '../../rules/links.ts'
import { judgeOperations } from '../../rules/operations.ts'
import { judgeService } from '../../rules/service.ts'
import { judgeMixtures, judgeSkew } from '../../rules/skew.ts'
import { distinct, type Finding, type Keep, verdictOf } from '../../rules/verdict.ts'
import type { View } from '../../rules/view.ts'
import { sizesOf } from '../../scenario/headcount.ts'
import type { Scenario } from '../../scenario/model.ts'
import { keepsData } from '../../scenario/release.ts'
import { judgeMove } from './judge-step.ts'
import type { Judgement } from './judgement.ts'
import { linkFindings } from './link-findings.ts'
import {
  arrive,
  type ClassMove,
  eitherOf,
  leave,
  settle,
  stepOver,
  switchOver,
  whileRising,
  withOne,
} from './on-the-way.ts'
import type { Problem } from './problem.ts'
import {
  type ClassStep,
  type Down,
  isNodeMove,
  isPlain,
  keyOf,
  nobodyDown,
  type Space,
  type SpaceState,
} from './space.ts'
import { viewOf } from './state-view.ts'

/** A step of one member of one class. */
export interface JudgedStep extends ClassMove {
  readonly to: SpaceState
  /** How many members can take it. */
  readonly members: number
}

export interface Judge {
  /** The state that the problem starts from. */
  readonly start: SpaceState
  readonly state: (state: SpaceState) => Judgement
  /** What is said of a step by itself: whether it may be taken at all, and of the cluster while it is. */
  readonly step: (state: SpaceState, step: ClassMove) => Judgement
  /** Every step that leads on from a state, with the state that it leads to. */
  readonly steps: (state: SpaceState) => readonly JudgedStep[]
  /** One of them; undefined where no member can take it. */
  readonly stepOf: (state: SpaceState, step: ClassMove) => JudgedStep | undefined
  readonly view: (state: SpaceState) => View
}

/** A judge that can also be asked of moments at which several members are under way. */
export interface JudgeOnTheWay extends Judge {
  /** Whether a step may be taken at all, whatever else there is. */
  readonly move: (step: ClassMove) => Judgement
  /** What is said of a cluster in which these members are down, and not among those of the state. */
  readonly underWay: (state: SpaceState, down: Down) => Judgement
  /** What is said while levels rise by themselves between two states, once somebody has left or arrived. */
  readonly rising: (from: SpaceState, to: SpaceState, down: Down) => Judgement
  /** What is said of a member that starts, where these others are down. */
  readonly starts: (state: SpaceState, step: ClassMove, others: Down) => Judgement
}

/** Everything that was found, put into a judgement. */
export function judgementOf(findings: readonly Finding[]): Judgement {
  const all = distinct(findings)
  return {
    verdict: verdictOf(all),
    faults: all.filter(({ severity }) => severity !== 'degraded'),
    losses: all.filter(({ severity }) => severity === 'degraded'),
  }
}

/** Nothing was found. */
const fine = judgementOf([])

/** Both together: the worse verdict, and all that is found. */
export function joined(a: Judgement, b: Judgement): Judgement {
  if (b.faults.length + b.losses.length === 0) return a
  if (a.faults.length + a.losses.length === 0) return b
  return judgementOf([...a.faults, ...b.faults, ...a.losses, ...b.losses])
}

/** So many situations are looked up: each takes its name, as the same is said of most. */
const mostKnown = 500_000

/** Judges by every rule but those that are to be ignored, by their names. */
export function judgeIn(space: Space, ignore: ReadonlySet<string> = new Set()): JudgeOnTheWay {
  const { problem } = space
  const { scenario, keep, classes } = problem
  const known = new Map<string, Judgement>()
  /** The judgements that were made so far, by what was found: the same is found again and again. */
  const made = new Map<string, Judgement>()
  const kept = (findings: readonly Finding[]) => {
    const all = findings.filter(({ rule }) => !ignore.has(rule))
    return all.length === 0 ? fine : madeIn(made, JSON.stringify(all), () => judgementOf(all))
  }
  const once = (key: string, find: () => readonly Finding[]) => {
    const before = known.get(key)
    if (before !== undefined) return before
    const found = kept(find())
    // What is let go is judged again where it is met again.
    if (known.size >= mostKnown) {
      known.clear()
      made.clear()
    }
    known.set(key, found)
    return found
  }
  const caps = classes.map((_, i) => capOf(problem, i))
  const signature = (state: SpaceState) =>
    state
      .map((index, i) => {
        const cap = caps[i]
        if (cap === undefined) return index
        const counts = space.classes[i]?.state(index).counts ?? []
        return counts.map((count) => Math.min(count, cap)).join(' ')
      })
      .join()
  const sizes = sizesOf(scenario)
  const isWatched = differsUnderWay(scenario)
  const { memory } = space

  const onLinks = linkFindings(space, keep, judgeDialer)
  const ofDeserted = linkFindings(space, keep, judgeDeserted)
  const hasMore = judgesMore(scenario)
  /** Every finding of every rule, and the view of the state, which is only made where it has to be. */
  const foundIn = (state: SpaceState, down: Down) => {
    let made: View | null = null
    const view = () => (made ??= viewOf(space, state, down))
    const found = onLinks(state, down, view)
    return { view, findings: hasMore ? [...found, ...findingsBeside(view(), keep, sizes)] : found }
  }

  const moving = ({ axis, move }: ClassMove) =>
    once(`move ${axis} ${move.from} ${move.to}`, () => judgeMove(problem, classes[axis], move))

  /** What is said while members are down: of those that are up. */
  const underWay = (state: SpaceState, down: Down) => {
    const who = down.map(({ axis, move, members }) => `${axis} ${move.from} ${move.to} ${members}`).toSorted()
    return once(`down ${who.join(' + ')} ${signature(state)}`, () => {
      const { view, findings } = foundIn(state, down)
      return [...findings, ...ofDeserted(state, down, view)]
    })
  }

  /** What is said of one that starts: that it cannot, and of its first connections, before it remembers anything. */
  const starting = (state: SpaceState, step: ClassMove, others: Down) =>
    once(
      `start ${step.axis} ${step.move.from} ${step.move.to} ${others.length > 0 ? JSON.stringify(others) : ''} ${signature(state)}`,
      () => {
        const { to, findings } = arrive(space, state, step, others)
        const place = classes[step.axis]?.places[step.move.to]
        if (memory === null || place === undefined) return findings
        const view = viewOf(space, to, others)
        const fresh = { axis: step.axis, place: step.move.to, at: place.at }
        return [...findings, ...judgeLinks({ ...view, fresh }, keep)]
      },
    )

  /** What is said while somebody takes a level from one value to another. */
  const raising = (state: SpaceState, step: ClassMove): Finding[] => {
    const views = eitherOf(viewOf(space, state), viewOf(space, switchOver(space, state, step)))
    return views.flatMap((view) => everyFinding(view, keep, sizes))
  }

  const rising = (from: SpaceState, to: SpaceState, down: Down) =>
    kept(whileRising(space, from, to, down).flatMap((view) => everyFinding(view, keep, sizes)))

  const start = settle(space, space.start, nobodyDown)
  /** Before the first step, too, levels rise that can, and some of them take their time. */
  const beginning = rising(space.start, start, nobodyDown)
  const standing = (state: SpaceState) => once(signature(state), () => foundIn(state, nobodyDown).findings)
  return {
    view: (state) => viewOf(space, state),
    start,
    state: (state) => (keyOf(state) === keyOf(start) ? joined(standing(state), beginning) : standing(state)),
    move: moving,
    underWay,
    rising,
    starts: starting,
    step(state, step) {
      const { axis, move } = step
      const fixed = moving(step)
      if (isNodeMove(space, axis)) {
        if (!isWatched && memory === null) return fixed
        const during = leave(space, state, step)
        const down = withOne(nobodyDown, step)
        return [
          underWay(during, down),
          rising(state, during, down),
          starting(during, step, nobodyDown),
          rising(during, arrive(space, during, step).to, nobodyDown),
        ].reduce(joined, fixed)
      }
      if (!isTransitional(scenario, classes[axis]?.role ?? '')) return fixed
      const during = once(`raise ${axis} ${move.from} ${move.to} ${signature(state)}`, () =>
        raising(state, step),
      )
      return joined(fixed, during)
    },
    steps: (state) =>
      space.classes.flatMap(({ steps }, axis) =>
        steps(state[axis] ?? 0).map((step) => stepFrom(space, state, axis, step)),
      ),
    stepOf(state, { axis, move }) {
      const step = space.classes[axis]?.steps(state[axis] ?? 0).find((each) => each.move === move)
      return step && stepFrom(space, state, axis, step)
    },
  }
}

function stepFrom(
  space: Space,
  state: SpaceState,
  axis: number,
  { move, to, members }: ClassStep,
): JudgedStep {
  const next = isPlain(space) ? state.with(axis, to) : stepOver(space, state, { axis, move }).to
  return { axis, move, to: next, members }
}

/** Whether anything can be said of a cluster while a node is down that is not said before it goes or after it has come. */
function differsUnderWay({ service, links, levels = [] }: Scenario): boolean {
  return (
    service !== undefined ||
    links.some(({ needs }) => needs === 'any') ||
    levels.some(({ raised }) => raised === 'automatically')
  )
}

/**
 * Every finding of every rule.
 *
 * @internal the second source of the rules asks it by itself
 */
export function everyFinding(view: View, keep: Keep, sizes: ReadonlyMap<string, number>): Finding[] {
  return [...judgeLinks(view, keep), ...findingsBeside(view, keep, sizes)]
}

/** Every finding of the rules that are not about one link. */
function findingsBeside(view: View, keep: Keep, sizes: ReadonlyMap<string, number>): Finding[] {
  return [
    ...judgeLevels(view),
    ...judgeOperations(view),
    ...judgeSkew(view, keep),
    ...judgeMixtures(view, keep),
    ...judgeData(view, keep),
    ...judgeService(view, sizes),
  ]
}

/** Whether a scenario has any of those rules. */
function judgesMore({ levels, operations, skew, mixtures, service, roles }: Scenario): boolean {
  return (
    [levels, operations, skew, mixtures, service].some((rules) => rules !== undefined) ||
    keepsData(roles.flatMap(({ releases }) => releases))
  )
}

function isTransitional({ levels = [] }: Scenario, name: string): boolean {
  return levels.find((level) => level.name === name)?.isTransitional ?? false
}

/**
 * How far members at one place of a class have to be counted: one where only their presence matters; two where they connect
 * with each other, or where one may be down and another has to be there; beyond the floor where there is one; without end,
 * given as undefined, where a quorum counts them. Where members stand for others, there are more of them than any rule tells
 * apart.
 */
export function capOf({ scenario, classes }: Problem, axis: number): number | undefined {
  const own = classes[axis]
  if (own === undefined || own.kind !== 'node') return 1
  const { service = {}, links } = scenario
  const isCrowd = own.others > 0
  if (service.quorum?.includes(own.role) && !isCrowd) return undefined
  const isAccepting = links.some(
    ({ dialer, acceptor, needs }) => acceptor === own.role && (dialer === own.role || needs === 'any'),
  )
  const isPart = service.connected?.includes(own.role) ?? false
  const floor = isCrowd ? undefined : lookUp(service.floor, own.role)
  return Math.max(isAccepting || isPart ? 2 : 1, floor === undefined ? 1 : floor + 2)
}
