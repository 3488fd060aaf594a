/** Takes the steps of one order, one after the other. */
import type { Jump } from './box.ts'
import { type Judge, joined, judgeIn } from './judge.ts'
import type { Judgement, PlanStep } from './model.ts'
import type { ClassMove } from './on-the-way.ts'
import { together } from './pace.ts'
import { startPositions } from './positions.ts'
import type { Problem } from './problem.ts'
import { type State, spaceOf } from './space.ts'
import { walkWave } from './wave.ts'

export interface Walk {
  /** The start, and the state after each step. */
  readonly states: readonly State[]
  /** What is said of the start; and for each step of it and of the state that it leads to. */
  readonly judgements: readonly Judgement[]
}

/** Walks an order through the states of its space. Each step must be the next one of its unit. */
export function walk(judge: Judge, problem: Problem, steps: readonly PlanStep[]): Walk {
  const positions = startPositions(problem)
  const states: State[] = [judge.start]
  const judgements: Judgement[] = [judge.state(judge.start)]
  let state = judge.start
  const places = placesOf(problem)
  for (const { unit, to } of steps) {
    const move = moveOf(problem, positions, places.get(unit), to)
    const step = move && judge.stepOf(state, move)
    if (!step) throw new Error(`There is no step of ${unit} to ${to}`)
    judgements.push(joined(judge.step(state, step), judge.state(step.to)))
    state = step.to
    states.push(state)
  }
  return { states, judgements }
}

/** What is said of the start, and of the state after each of these steps. */
export function judgementsOf(problem: Problem, steps: readonly PlanStep[]): readonly Judgement[] {
  return walk(judgeIn(spaceOf(problem, undefined, true)), problem, steps).judgements
}

const breaksNothing = (verdict: Judgement['verdict']) => verdict !== 'unsafe'

/**
 * What is said of the start, and of each of these waves with the state after it: of every moment of a wave, whatever of its
 * steps is under way at once.
 *
 * @param sizes how many steps are taken together each time
 * @param most how many moments of a wave are looked at, at most
 */
export function walkWaves(
  problem: Problem,
  steps: readonly PlanStep[],
  sizes: readonly number[],
  most: number,
): { readonly judgements: readonly Judgement[]; readonly isCut: boolean } {
  const space = spaceOf(problem, undefined, true)
  const judge = judgeIn(space)
  if (sizes.every((size) => size === 1)) {
    return { judgements: walk(judge, problem, steps).judgements, isCut: false }
  }
  const positions = startPositions(problem)
  const places = placesOf(problem)
  const judgements: Judgement[] = [judge.state(judge.start)]
  let states: readonly State[] = [judge.start]
  let first = 0
  for (const size of sizes) {
    const wave = steps.slice(first, first + size)
    first += size
    const jumps = new Map<string, Jump>()
    for (const { unit, to } of wave) {
      const move = moveOf(problem, positions, places.get(unit), to)
      if (move === null) throw new Error(`There is no step of ${unit} to ${to}`)
      const key = `${move.axis} ${move.move.from} ${move.move.to}`
      jumps.set(key, { ...move, members: (jumps.get(key)?.members ?? 0) + 1, isAll: false })
    }
    const found = walkWave(space, judge, states, [...jumps.values()], together, most, breaksNothing)
    const after = found.ends.map((state) => judge.state(state))
    judgements.push(after.reduce(joined, found.judgement))
    if (found.isCut) return { judgements, isCut: true }
    // What lies behind a wave that breaks something is not walked; of what is only not supported, more may break.
    if (!breaksNothing(found.judgement.verdict)) return { judgements, isCut: false }
    states = found.ends
  }
  return { judgements, isCut: false }
}

/** The step of a unit from where its member is, which is moved. */
function moveOf(
  { classes }: Problem,
  positions: readonly number[][],
  at: UnitPlace | undefined,
  to: string,
): ClassMove | null {
  if (at === undefined) return null
  const { axis, member, part } = at
  const row = positions[axis] ?? []
  const own = classes[axis]
  const move = own?.moves.find((each) => {
    return each.part === part && each.from === row[member] && own.places[each.to]?.values[part] === to
  })
  if (move === undefined) return null
  row[member] = move.to
  return { axis, move }
}

/** Which part of which member of which class each unit is. */
interface UnitPlace {
  readonly axis: number
  readonly member: number
  readonly part: number
}

function placesOf({ classes }: Problem): ReadonlyMap<string, UnitPlace> {
  const places = new Map<string, UnitPlace>()
  for (const [axis, { members, parts }] of classes.entries()) {
    for (const [part, { suffix }] of parts.entries()) {
      for (const [member, name] of members.entries()) places.set(`${name}${suffix}`, { axis, member, part })
    }
  }
  return places
}
