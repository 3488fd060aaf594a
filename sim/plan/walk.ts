/** Takes the steps of one order, one after the other. */
import { type Judge, joined, judgeIn, type Step } from './judge.ts'
import type { Judgement, PlanStep } from './model.ts'
import { startPositions } from './positions.ts'
import type { Problem } from './problem.ts'
import { type State, spaceOf } from './space.ts'

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
    const step = nextOf(problem, judge, state, positions, places.get(unit), to)
    if (step === null) throw new Error(`There is no step of ${unit} to ${to}`)
    judgements.push(joined(judge.step(state, step), judge.state(step.to)))
    state = step.to
    states.push(state)
  }
  return { states, judgements }
}

/** What is said of the start, and of the state after each of these steps. */
export function judgementsOf(problem: Problem, steps: readonly PlanStep[]): readonly Judgement[] {
  return walk(judgeIn(spaceOf(problem)), problem, steps).judgements
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

/** The step of a unit from where its member is, which is moved. */
function nextOf(
  { classes }: Problem,
  judge: Judge,
  state: State,
  positions: readonly number[][],
  at: UnitPlace | undefined,
  to: string,
): Step | null {
  if (at === undefined) return null
  const { axis, member, part } = at
  const row = positions[axis] ?? []
  const step = judge.steps(state).find(({ axis: own, move }) => {
    const isMeant = own === axis && move.part === part && move.from === row[member]
    return isMeant && classes[axis]?.places[move.to]?.values[part] === to
  })
  if (step !== undefined) row[member] = step.move.to
  return step ?? null
}
