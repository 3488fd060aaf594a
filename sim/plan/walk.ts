/** Takes the steps of one order, one after the other. */
import { type Judge, joined, judgeIn, type Step } from './judge.ts'
import type { Judgement, PlanStep } from './model.ts'
import { startPositions } from './phases.ts'
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
  for (const { unit, to } of steps) {
    const step = nextOf(problem.classes, judge, state, positions, unit, to)
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

/** The step of a unit from where its member is, which is moved. */
function nextOf(
  classes: Problem['classes'],
  judge: Judge,
  state: State,
  positions: number[][],
  unit: string,
  to: string,
): Step | null {
  for (const [axis, { members, parts, places }] of classes.entries()) {
    for (const [part, { suffix }] of parts.entries()) {
      const member =
        suffix === '' || unit.endsWith(suffix)
          ? members.indexOf(unit.slice(0, unit.length - suffix.length))
          : -1
      const place = positions[axis]?.[member]
      if (member < 0 || place === undefined) continue
      const step = judge
        .steps(state)
        .find(
          ({ axis: own, move }) =>
            own === axis && move.from === place && move.part === part && places[move.to]?.values[part] === to,
        )
      const row = positions[axis]
      if (step === undefined || row === undefined) return null
      row[member] = step.move.to
      return step
    }
  }
  return null
}
