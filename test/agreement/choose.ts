/** Which of the generated scenarios are taken: rather those that start safe, and in which the order matters. */
import fc from 'fast-check'
import { holds, ownOrder, read, type Scenario } from './answers.ts'
import type { Doc } from './document.ts'
import { type Draw, drawn } from './draw.ts'
import { scenarioDocument } from './generator/generate.ts'
import { anyOrder } from './orders.ts'
import { textOf } from './text.ts'

const mostCandidates = 6
const ordersTried = 6

/**
 * The scenario of a place in the list that belongs to a seed. What is taken depends a little on what the planner says, so
 * that a place may hold another scenario once the planner says something else.
 */
export function documentAt(seed: number, index: number): Doc {
  let last: Doc = ''
  for (let i = 0; i < mostCandidates; i++) {
    last = sampled(scenarioDocument, mixed(seed, index, i))
    if (sampled(isTaken(last), mixed(seed, index, i))) return last
  }
  return last
}

/** The value of an arbitrary that belongs to a seed. */
export function sampled<T>(arbitrary: fc.Arbitrary<T>, seed: number): T {
  const [value] = fc.sample(arbitrary, { seed, numRuns: 1 })
  return value as T
}

/** A seed for each place of a list, none of which has to do with the next. */
export function mixed(...numbers: readonly number[]): number {
  let hash = 0x9e3779b9
  for (const number of numbers) {
    hash = Math.imul(hash ^ number, 0x85ebca6b)
    hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
    hash ^= hash >>> 16
  }
  return hash | 0
}

const isTaken = (doc: Doc) =>
  drawn((draw) => {
    const [scenario] = read(textOf(doc)).scenarios
    if (scenario === undefined) return false
    const own = holds(scenario, ownOrder(scenario))
    if (own === null) return draw.chance(12)
    return matters(draw, scenario, own) || draw.chance(22)
  })

function matters(draw: Draw, scenario: Scenario, own: boolean): boolean {
  return Array.from({ length: ordersTried }).some(() => holds(scenario, anyOrder(draw, scenario)) !== own)
}
