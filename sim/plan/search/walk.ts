/** Takes the steps of one order, one after the other. */

import type { PlanStep } from '../../scenario/order/units.ts'
import type { Effort } from '../space/effort.ts'
import { type Judge, joined, judgeIn, judgementOf } from '../space/judge.ts'
import type { Judgement } from '../space/judgement.ts'
import { together } from '../space/pace.ts'
import type { Problem } from '../space/problem.ts'
import { type SpaceState, spaceOf } from '../space/space.ts'
import { moveOf, placesOf, startPositions } from './positions.ts'
import { walkWave } from './wave.ts'
import { inWaves, membersIn, mostMomentsOf, phasesOf, withFewest } from './waves-of-order.ts'

export interface WalkedOrder {
  /** The start, and the state after each step. */
  readonly states: readonly SpaceState[]
  /** What is said of the start; and for each step of it and of the state that it leads to. */
  readonly judgements: readonly Judgement[]
}

/** Walks an order through the states of its space. Each step must be the next one of its unit. */
export function walk(judge: Judge, problem: Problem, steps: readonly PlanStep[]): WalkedOrder {
  const positions = startPositions(problem)
  const states: SpaceState[] = [judge.start]
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

export interface WalkedWaves {
  /** What is said of the start; and of every moment of each wave, with the state after it. */
  readonly judgements: readonly Judgement[]
  /** What is said of the start, and of the state after each wave by itself. */
  readonly standing: readonly Judgement[]
  readonly isCut: boolean
}

const breaksNothing = (verdict: Judgement['verdict']) => verdict !== 'unsafe'

/**
 * What is said of the start, and of each of these waves with the state after it: of every moment of a wave, whatever of its
 * steps is under way at once.
 *
 * @param sizes how many steps are taken together each time
 * @param most how many moments of a wave are looked at, at most
 * @param effort how far all waves are walked
 */
export function walkWaves(
  problem: Problem,
  steps: readonly PlanStep[],
  sizes: readonly number[],
  most: number,
  effort: Effort,
): WalkedWaves {
  if (sizes.every((size) => size === 1)) {
    const judgements = judgementsOf(problem, steps)
    return { judgements, standing: judgements, isCut: false }
  }
  const all = inWaves(problem, steps, sizes)
  const isLarge = phasesOf(all).some((wave) => mostMomentsOf(wave) > most)
  const order = isLarge ? withFewest(problem, all) : all
  const space = spaceOf(problem, membersIn(order), true)
  const judge = judgeIn(space)
  const judgements: Judgement[] = [judge.state(judge.start)]
  const standing = [...judgements]
  let states: readonly SpaceState[] = [judge.start]
  for (const wave of phasesOf(order)) {
    const found = walkWave(space, judge, states, wave, together, effort.part({ states: most }), breaksNothing)
    const isBroken = !breaksNothing(found.judgement.verdict)
    // Of a wave that was not walked to its end only what is wrong is known.
    if (found.isCut && !isBroken) return { judgements, standing, isCut: true }
    const after = found.ends.map((state) => judge.state(state)).reduce(joined, judgementOf([]))
    judgements.push(joined(found.judgement, after))
    standing.push(after)
    // What lies behind a wave that breaks something is not walked; of what is only not supported, more may break.
    if (isBroken) return { judgements, standing, isCut: false }
    states = found.ends
  }
  return { judgements, standing, isCut: false }
}
