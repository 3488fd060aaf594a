/** What is said of mixed states and of the steps between them: every rule, looked up where it was asked before. */

import { lookUp } from '#machines/look-up.ts'
import type { Scenario } from '../scenario/model.ts'
import { distinct, type Finding, type Keep, verdictOf } from '../verdict.ts'
import type { Judgement } from './model.ts'
import type { Move, Problem } from './problem.ts'
import { judgeData } from './rules/data.ts'
import { judgeLevels, risenLevel } from './rules/levels.ts'
import { judgeLinks } from './rules/links.ts'
import { judgeMove } from './rules/moves.ts'
import { judgeOperations } from './rules/operations.ts'

import { judgeService } from './rules/service.ts'
import { judgeMixtures, judgeSkew } from './rules/skew.ts'
import type { Space, State } from './space.ts'
import { viewOf } from './state-view.ts'
import type { View } from './view.ts'

/** A step of one member of one class. */
export interface Step {
  readonly axis: number
  readonly move: Move
  readonly to: State
  /** How many members can take it. */
  readonly members: number
}

export interface Judge {
  /** The state that the problem starts from. */
  readonly start: State
  readonly state: (state: State) => Judgement
  /** What is said of a step by itself: whether it may be taken at all, and of the cluster while it is. */
  readonly step: (state: State, step: Pick<Step, 'axis' | 'move'>) => Judgement
  /** Every step that leads on from a state, with the state that it leads to. */
  readonly steps: (state: State) => readonly Step[]
  readonly view: (state: State) => View
  /** How many different situations were judged. */
  readonly judged: () => number
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

/** Both together: the worse verdict, and all that is found. */
export function joined(a: Judgement, b: Judgement): Judgement {
  if (b.faults.length + b.losses.length === 0) return a
  if (a.faults.length + a.losses.length === 0) return b
  return judgementOf([...a.faults, ...b.faults, ...a.losses, ...b.losses])
}

/** Judges by every rule but those that are to be ignored, by their names. */
export function judgeIn(space: Space, ignore: ReadonlySet<string> = new Set()): Judge {
  const { problem } = space
  const { scenario, keep, classes } = problem
  const known = new Map<string, Judgement>()
  const kept = (findings: readonly Finding[]) => judgementOf(findings.filter(({ rule }) => !ignore.has(rule)))
  const once = (key: string, find: () => readonly Finding[]) => {
    const before = known.get(key)
    if (before !== undefined) return before
    const found = kept(find())
    known.set(key, found)
    return found
  }
  const caps = classes.map((_, i) => capOf(problem, i))
  const signature = (state: State) =>
    state
      .map((index, i) => {
        const cap = caps[i]
        if (cap === undefined) return index
        const counts = space.classes[i]?.state(index).counts ?? []
        return counts.map((count) => Math.min(count, cap)).join(' ')
      })
      .join()
  const sizes = sizesOf(problem)
  const needsDown = scenario.service !== undefined
  const levels = (scenario.levels ?? []).filter(({ name }) => Object.hasOwn(problem.risen, name))

  const view = (state: State, moving?: Pick<Step, 'axis' | 'move'>): View =>
    viewOf(
      space,
      state,
      levels.map(({ name }) => name),
      moving,
    )

  /** Where the levels that are raised automatically stand after a step, or before the first one. */
  const rise = (before: State, after: State, moving?: Pick<Step, 'axis' | 'move'>): State => {
    if (levels.length === 0) return after
    const { nodes } = view(after)
    const others = moving ? view(before, moving).nodes : nodes
    const risen = levels.map((level, i) => {
      const value = level.values[before[classes.length + i] ?? 0] ?? level.start
      // Whoever is down is not asked where the cluster does not wait for it.
      const early = level.waitsForAll ? value : risenLevel(level, value, others)
      return level.values.indexOf(risenLevel(level, early, nodes))
    })
    return [...after.slice(0, classes.length), ...risen, ...after.slice(classes.length + levels.length)]
  }

  /** What is said of a level between two values: of either, with what is written at both. */
  const raising = (state: State, { axis, move }: Pick<Step, 'axis' | 'move'>): Finding[] => {
    const step = space.classes[axis]?.steps(state[axis] ?? 0).find((each) => each.move === move)
    const views = [view(state), view(state.with(axis, step?.to ?? 0))]
    const written = new Set(views.flatMap((each) => [...each.written]))
    return views.flatMap((each) => everyFinding({ ...each, written }, keep, sizes))
  }

  /** The same with what is written there put to what was written before. */
  const arrive = (before: State, after: State, moving?: Pick<Step, 'axis' | 'move'>): State => {
    const there = rise(before, after, moving)
    if (space.written === null) return there
    return [...there.slice(0, -1), space.written.find(view(there).written)]
  }

  return {
    view,
    start: arrive(space.start, space.start),
    judged: () => known.size,
    state: (state) => once(signature(state), () => everyFinding(view(state), keep, sizes)),
    step(state, { axis, move }) {
      const fixed = once(`move ${axis} ${move.from} ${move.to}`, () =>
        judgeMove(problem, classes[axis], move),
      )
      const moved = classes[axis]
      const isDown = moved?.kind === 'node' && needsDown
      const isGradual = moved?.kind === 'level' && isTransitional(scenario, moved.role)
      if (!isDown && !isGradual) return fixed
      const during = once(`${axis} ${move.from} ${move.to} ${signature(state)}`, () =>
        isDown ? judgeService(view(state, { axis, move }), sizes) : raising(state, { axis, move }),
      )
      return joined(fixed, during)
    },
    steps: (state) =>
      space.classes.flatMap(({ steps }, axis) =>
        steps(state[axis] ?? 0).map(({ move, to, members }): Step => {
          const next = arrive(state, state.with(axis, to), { axis, move })
          return { axis, move, to: next, members }
        }),
      ),
  }
}

/** Every finding of every rule. */
export function everyFinding(view: View, keep: Keep, sizes: ReadonlyMap<string, number>): Finding[] {
  return [
    ...judgeLinks(view, keep),
    ...judgeLevels(view),
    ...judgeOperations(view),
    ...judgeSkew(view, keep),
    ...judgeMixtures(view, keep),
    ...judgeData(view, keep),
    ...judgeService(view, sizes),
  ]
}

function isTransitional({ levels = [] }: Scenario, name: string): boolean {
  return levels.find((level) => level.name === name)?.isTransitional ?? false
}

/** How many nodes each role has. */
function sizesOf({ scenario }: Problem): ReadonlyMap<string, number> {
  const sizes = new Map<string, number>()
  for (const { role, standsFor = 1 } of scenario.nodes) sizes.set(role, (sizes.get(role) ?? 0) + standsFor)
  return sizes
}

/**
 * How far members at one place of a class have to be counted: one where only their presence matters, two where they
 * connect with each other, beyond the floor where there is one; without end, given as undefined, where a quorum counts them.
 * Where members stand for others, there are more of them than any rule tells apart.
 */
export function capOf({ scenario, classes }: Problem, axis: number): number | undefined {
  const own = classes[axis]
  if (own === undefined || own.kind !== 'node') return 1
  const { service = {}, links } = scenario
  const isCrowd = own.others > 0
  if (service.quorum?.includes(own.role) && !isCrowd) return undefined
  const connects = links.some(({ dialer, acceptor }) => dialer === own.role && acceptor === own.role)
  const floor = isCrowd ? 0 : (lookUp(service.floor, own.role) ?? 0)
  const isPart = service.connected?.includes(own.role) ?? false
  return Math.max(connects || isPart ? 2 : 1, floor === 0 ? 1 : floor + 2)
}
