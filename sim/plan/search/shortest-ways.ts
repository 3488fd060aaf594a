/**
 * The shortest ways to the goal. Where what leads to a state is as plain as what leads on from it, they are looked for from both
 * ends at once: two balls of half their length hold far fewer states than one.
 */

import { createEventQueue, type EventQueue, peek, put, take } from '../../engine/event-queue.ts'
import type { Effort } from '../space/effort.ts'
import type { Judge } from '../space/judge.ts'
import type { ClassMove } from '../space/on-the-way.ts'
import { isGoal, isPlain, keyOf, type Space, type SpaceState } from '../space/space.ts'

/** All states that lie on a shortest way, by their keys, with how many steps lead there. */
export type OnShortest = ReadonlyMap<string, number>

/**
 * All states that lie on a way from the start to the goal with the fewest steps, by way of safe states; null where no way leads
 * there; `unknown` where a limit was met before that was known.
 *
 * @param weights for how much a step of each class counts: whole numbers
 */
export function shortestWays(
  space: Space,
  judge: Judge,
  weights: readonly number[],
  effort: Effort,
): OnShortest | 'unknown' | null {
  const asked: Asked = { space, judge, weights, effort }
  if (judge.state(judge.start).verdict !== 'safe') return null
  if (!isPlain(space)) return fromTheStart(asked)
  const goal = [...space.goal, ...judge.start.slice(space.goal.length)]
  if (judge.state(goal).verdict !== 'safe') return null
  // A step costs more to judge than a state: first only those are that lie on what seem to be shortest ways.
  const seeming = fromBothEnds(asked, goal, () => true)
  if (seeming === null || seeming === 'unknown') return seeming
  return walked(asked, seeming, goal) ?? fromBothEnds(asked, goal, isSafe(judge))
}

interface Asked {
  readonly space: Space
  readonly judge: Judge
  readonly weights: readonly number[]
  readonly effort: Effort
}

type MayTake = (from: SpaceState, step: ClassMove) => boolean

const isSafe =
  (judge: Judge): MayTake =>
  (from, step) =>
    judge.step(from, step).verdict === 'safe'

/** How near a state is to where a ball began, and by way of which states it is as near. */
interface Known {
  steps: number
  before: string[]
}

/** All states that are nearest to one of them, as far as was looked. */
interface Ball {
  readonly best: Map<string, Known>
  readonly open: EventQueue<SpaceState>
}

interface Neighbour {
  readonly to: SpaceState
  readonly weight: number
  readonly mayBeTaken: () => boolean
}

function ballAround(state: SpaceState): Ball {
  const open = createEventQueue<SpaceState>()
  put(open, 0, state)
  return { best: new Map([[keyOf(state), { steps: 0, before: [] }]]), open }
}

/** Looks at the neighbours of the state that is next. Gives those that are nearer than was known, or as near. */
function grow(
  ball: Ball,
  { space, judge, effort }: Asked,
  next: (state: SpaceState) => Iterable<Neighbour>,
): string[] {
  const nearest = take(ball.open)
  if (nearest === null) return []
  const { at, item: state } = nearest
  const key = keyOf(state)
  // It was met again nearer by.
  if (ball.best.get(key)?.steps !== at) return []
  const reached: string[] = []
  for (const { to, weight, mayBeTaken } of next(state)) {
    effort.look(space.breadth)
    const steps = at + weight
    const there = keyOf(to)
    const known = ball.best.get(there)
    if (known !== undefined && known.steps < steps) continue
    if (judge.state(to).verdict !== 'safe' || !mayBeTaken()) continue
    reached.push(there)
    if (known?.steps === steps) known.before.push(key)
    else {
      if (known === undefined) effort.meet(bytesOfKnown + 8 * to.length + there.length)
      ball.best.set(there, { steps, before: [key] })
      put(ball.open, steps, to)
    }
  }
  return reached
}

/** What is kept of a state, in bytes, by estimate, beside its key. */
const bytesOfKnown = 300

const onwards =
  ({ judge, weights }: Asked, mayTake: MayTake) =>
  (state: SpaceState): Neighbour[] =>
    judge.steps(state).map(({ to, ...step }) => ({
      to,
      weight: weights[step.axis] ?? 1,
      mayBeTaken: () => mayTake(state, step),
    }))

/** The states from which one step leads here, where counts of members say all of a state. */
const backwards =
  ({ space, weights }: Asked, mayTake: MayTake) =>
  (state: SpaceState): Neighbour[] =>
    space.classes.flatMap(({ unitClass, state: at, find }, axis) => {
      const { counts } = at(state[axis] ?? 0)
      return unitClass.moves.flatMap((move): Neighbour[] => {
        if ((counts[move.to] ?? 0) === 0) return []
        const before = counts.with(move.to, (counts[move.to] ?? 0) - 1)
        before[move.from] = (before[move.from] ?? 0) + 1
        const from = state.with(axis, find(before))
        return [{ to: from, weight: weights[axis] ?? 1, mayBeTaken: () => mayTake(from, { axis, move }) }]
      })
    })

/** From the start alone: where a state also holds what came about on the way, nobody knows from where it was reached. */
function fromTheStart(asked: Asked): OnShortest | 'unknown' | null {
  const ball = ballAround(asked.judge.start)
  const next = onwards(asked, isSafe(asked.judge))
  for (let nearest = peek(ball.open); nearest !== null; nearest = peek(ball.open)) {
    if (isGoal(asked.space, nearest.item)) return leadingTo(ball, [keyOf(nearest.item)])
    if (asked.effort.met() !== null) return 'unknown'
    grow(ball, asked, next)
  }
  return null
}

function fromBothEnds(asked: Asked, goal: SpaceState, mayTake: MayTake): OnShortest | 'unknown' | null {
  const [first, last] = [ballAround(asked.judge.start), ballAround(goal)]
  const [on, back] = [onwards(asked, mayTake), backwards(asked, mayTake)]
  const through = (key: string) =>
    (first.best.get(key)?.steps ?? Infinity) + (last.best.get(key)?.steps ?? Infinity)
  let fewest = through(keyOf(goal))
  for (;;) {
    const [here, there] = [peek(first.open), peek(last.open)]
    // From where nothing leads on, all was seen. Ways that are as short are all found once the balls overlap.
    if (here === null || there === null || here.at + there.at > fewest) break
    if (asked.effort.met() !== null) return 'unknown'
    const isFirst = first.open.size <= last.open.size
    for (const key of isFirst ? grow(first, asked, on) : grow(last, asked, back))
      fewest = Math.min(fewest, through(key))
  }
  if (fewest === Infinity) return null
  const meeting = [...first.best.keys()].filter((key) => through(key) === fewest)
  const after = [...leadingTo(last, meeting)].map(([key, left]) => [key, fewest - left] as const)
  return new Map([...leadingTo(first, meeting), ...after])
}

/** The states on the way from where a ball began to some others, with how many steps lead there. */
function leadingTo({ best }: Pick<Ball, 'best'>, keys: readonly string[]): OnShortest {
  const all = new Set(keys)
  // A set goes on to what is added to it on the way.
  for (const key of all) for (const before of best.get(key)?.before ?? []) all.add(before)
  return new Map([...all].map((key) => [key, best.get(key)?.steps ?? 0]))
}

/** Those of these states that lie on ways of which every step may be taken; null where none leads to the goal. */
function walked({ judge, weights }: Asked, seeming: OnShortest, goal: SpaceState): OnShortest | null {
  const best = new Map<string, Known>([[keyOf(judge.start), { steps: 0, before: [] }]])
  const states = [judge.start]
  // A list goes on to what is added to it on the way.
  for (const state of states) {
    const key = keyOf(state)
    const at = seeming.get(key) ?? 0
    for (const { to, ...step } of judge.steps(state)) {
      const there = keyOf(to)
      const steps = at + (weights[step.axis] ?? 1)
      if (seeming.get(there) !== steps || !isSafe(judge)(state, step)) continue
      const known = best.get(there)
      known?.before.push(key)
      if (known !== undefined) continue
      best.set(there, { steps, before: [key] })
      states.push(to)
    }
  }
  const end = keyOf(goal)
  return best.has(end) ? leadingTo({ best }, [end]) : null
}
