/**
 * What happens on the way from one mixed state to the next: a member leaves its place and is down, levels rise without it,
 * it starts where the levels stand at that moment, it is up, and levels rise again. Each of these is a state of its own, so
 * that several members can be under way at once.
 */

import { judgeStart } from '../../rules/levels.ts'
import { rememberedIn } from '../../rules/remembered-offers.ts'
import type { Finding } from '../../rules/verdict.ts'
import type { View } from '../../rules/view.ts'
import { risesFrom } from '../../scenario/level.ts'
import type { Level } from '../../scenario/model.ts'
import type { UnitMove } from './problem.ts'
import { type Down, isNodeMove, nobodyDown, risenIn, type Space, type SpaceState, withRest } from './space.ts'
import { levelsIn, viewOf } from './state-view.ts'

/** A step of one member of one class. */
export interface ClassMove {
  readonly axis: number
  readonly move: UnitMove
}

/** The state without a member that leaves its place, once what rises without it has risen. */
export function leave(
  space: Space,
  state: SpaceState,
  step: ClassMove,
  others: Down = nobodyDown,
): SpaceState {
  const { axis, move } = step
  const own = space.classes[axis]
  if (own === undefined) return state
  const { counts } = own.state(state[axis] ?? 0)
  const left = own.find(counts.with(move.from, (counts[move.from] ?? 0) - 1))
  return settle(space, state.with(axis, left), withOne(others, step))
}

/**
 * The state with a member that starts at its new place, once levels have risen with it; and what keeps it from starting.
 *
 * @param state one in which it is down
 * @param others who else is down
 */
export function arrive(
  space: Space,
  state: SpaceState,
  { axis, move }: ClassMove,
  others: Down = nobodyDown,
): { readonly to: SpaceState; readonly findings: readonly Finding[] } {
  const own = space.classes[axis]
  const place = own?.unitClass.places[move.to]
  if (own === undefined || place === undefined) return { to: state, findings: [] }
  const { counts } = own.state(state[axis] ?? 0)
  const there = state.with(axis, own.find(counts.with(move.to, (counts[move.to] ?? 0) + 1)))
  const { release } = place
  const levels = levelsIn(space, state)
  const findings =
    release === null
      ? []
      : judgeStart(space.problem.scenario, { ...place, release, role: own.unitClass.role }, levels)
  return { to: settle(space, there, others, { axis, place: move.to, at: place.at }), findings }
}

/** The state after a step of something that is no node: it stands at its next value at once. */
export function switchOver(space: Space, state: SpaceState, { axis, move }: ClassMove): SpaceState {
  const own = space.classes[axis]
  if (own === undefined) return state
  const { counts } = own.state(state[axis] ?? 0)
  const next = counts.with(move.from, (counts[move.from] ?? 0) - 1)
  next[move.to] = (next[move.to] ?? 0) + 1
  return settle(space, state.with(axis, own.find(next)), nobodyDown)
}

/** The state after a whole step, and what keeps its member from starting. */
export function stepOver(
  space: Space,
  state: SpaceState,
  step: ClassMove,
): { readonly to: SpaceState; readonly findings: readonly Finding[] } {
  if (!isNodeMove(space, step.axis)) return { to: switchOver(space, state, step), findings: [] }
  return arrive(space, leave(space, state, step), step)
}

/** Those that are down, and one more. */
export function withOne(down: Down, { axis, move }: ClassMove): Down {
  const isSame = (each: Down[number]) => each.axis === axis && each.move === move
  return down.some(isSame)
    ? down.map((each) => (isSame(each) ? { ...each, members: each.members + 1 } : each))
    : [...down, { axis, move, members: 1 }]
}

/**
 * A state once every level has risen that can, with what is written at each value on the way, and with what is remembered
 * when everybody has met everybody.
 *
 * @param fresh where a process has just started
 */
export function settle(
  space: Space,
  from: SpaceState,
  down: Down,
  fresh: ReturnType<typeof viewOf>['fresh'] = null,
): SpaceState {
  if (space.rising.length === 0 && space.written === null && space.memory === null) return from
  let state = writing(space, from, down)
  for (let next = riseOnce(space, state, down); next !== null; next = riseOnce(space, state, down)) {
    state = writing(space, next, down)
  }
  if (space.memory === null) return state
  const memory = space.memory.find(rememberedIn({ ...viewOf(space, state, down), fresh }))
  return withRest(space, state, { memory })
}

/**
 * The situations between two of these states in which a level that takes its time is on its way, each as it is before with what
 * is written after it, and as it is after.
 *
 * @param to the state after somebody has left or arrived, once every level has risen that can
 */
export function whileRising(space: Space, from: SpaceState, to: SpaceState, down: Down): View[] {
  if (!space.rising.some(({ isTransitional }) => isTransitional)) return []
  const levels = from.slice(space.classes.length, space.classes.length + space.rising.length)
  const views: View[] = []
  let state = writing(space, withRest(space, to, { levels, written: from.at(-2) ?? 0 }), down)
  for (let next = riseOnce(space, state, down); next !== null; next = riseOnce(space, state, down)) {
    const then = writing(space, next, down)
    const [before, after] = [viewOf(space, state, down), viewOf(space, then, down)]
    const isSlow = space.rising.some(
      ({ name, isTransitional }) => isTransitional && before.levels[name] !== after.levels[name],
    )
    if (isSlow) views.push(...eitherOf(before, after))
    state = then
  }
  return views
}

/** What may be while a level goes from one value to another: either of both, with what is written at either. */
export function eitherOf(before: View, after: View): View[] {
  const written = new Set([...before.written, ...after.written])
  return [before, after].map((view) => ({ ...view, written }))
}

/** The same state with what is written in it. */
function writing(space: Space, state: SpaceState, down: Down): SpaceState {
  if (space.written === null) return state
  return withRest(space, state, { written: space.written.find(viewOf(space, state, down).written) })
}

/** The state after the next level has risen by one place, those that take their time after the others; null where none can. */
function riseOnce(space: Space, state: SpaceState, down: Down): SpaceState | null {
  const values = risenIn(space, state)
  const inTurn = [...space.rising.entries()].toSorted(
    ([, a], [, b]) => Number(a.isTransitional) - Number(b.isTransitional),
  )
  for (const [i, level] of inTurn) {
    const next = risesFrom(level, values[i] ?? level.start, membersOf(space, state, down, level))
    if (next === null) continue
    const levels = space.rising.map((each, j) => each.values.indexOf(i === j ? next : (values[j] ?? '')))
    return withRest(space, state, { levels })
  }
  return null
}

/** The members of a level: those that are up, and those that are down with the release that they have left. */
function membersOf({ classes }: Space, state: SpaceState, down: Down, { members }: Level) {
  return classes.flatMap(({ unitClass: { role, kind, places }, state: at }, axis) => {
    if (kind !== 'node' || !members.includes(role)) return []
    const { counts } = at(state[axis] ?? 0)
    const up = counts.flatMap((count, place) => {
      const release = places[place]?.release
      return count > 0 && release ? [{ role, release, isUp: true, count }] : []
    })
    const away = down.flatMap((each) => {
      const release = places[each.move.from]?.release
      return each.axis === axis && release ? [{ role, release, isUp: false, count: each.members }] : []
    })
    return [...up, ...away]
  })
}
