/** What is said of one order, against a walk along it, and what would repair it, tried. */

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { checkOrder } from '#sim/plan/check.ts'
import type { Repair } from '#sim/plan/model.ts'
import type { StateVerdict } from '#sim/plan/space/judgement.ts'
import type { Finding } from '#sim/rules/verdict.ts'
import type { Release, Scenario } from '#sim/scenario/model.ts'
import { anything, levelled, planned } from './arbitraries.ts'
import { countWays, fewestSteps, forward, plainOf, plainStart, plainWalk, through } from './plain-steps.ts'

const runs = Number(process.env.RUNS ?? 200)

/** Scenarios whose steps are in any order, those of one unit in their own; and sometimes without the last of them. */
const shuffled = fc
  .tuple(
    fc.oneof({ weight: 4, arbitrary: planned }, { weight: 4, arbitrary: levelled }, anything),
    fc.infiniteStream(fc.nat()),
    fc.boolean(),
  )
  .map(([scenario, choices, isWhole]): Scenario => {
    const { steps } = scenario.upgrade
    const keyed = steps.map(({ node }) => ({ node, key: choices.next().value }))
    const places = keyed.toSorted((a, b) => a.key - b.key).map(({ node }) => node)
    const taken = new Map<string, number>()
    const order = places.map((node) => {
      const place = taken.get(node) ?? 0
      taken.set(node, place + 1)
      return { node, to: steps.filter((step) => step.node === node)[place]?.to ?? '' }
    })
    const some = isWhole || order.length === 1 ? order : order.slice(0, -1)
    return { ...scenario, upgrade: { ...scenario.upgrade, steps: some } }
  })

const checked = (scenario: Scenario) => checkOrder(scenario, scenario.upgrade.steps)

const isNotUnsafe = (verdict: StateVerdict) => verdict !== 'unsafe'

describe('an order', () => {
  test('fails at the first step that may not be taken, or leads into a state that is not safe', () => {
    fc.assert(
      fc.property(shuffled, (scenario) => {
        const { verdict, failsAt, order, states, counterexample, repairs } = checked(scenario)
        // Where it breaks counts before where it is only not supported.
        const plain = verdict === 'unsafe' ? plainOf(scenario, { passes: isNotUnsafe }) : plainOf(scenario)
        const start = plainStart(plain)
        const first = [...order.keys()].find((n) => plainWalk(plain, order.slice(0, n + 1)) === null) ?? null
        expect(failsAt).toBe(start === null ? null : first)
        const isSafe = start !== null && first === null
        expect(verdict === 'safe').toBe(isSafe)
        expect(states).toHaveLength(order.length + 1)
        if (isSafe) expect({ counterexample, repairs }).toEqual({ counterexample: null, repairs: [] })
      }),
      { numRuns: Math.ceil(runs / 6) },
    )
  })

  test('that fails has a part that fails, and of which no step can be left out', () => {
    fc.assert(
      fc.property(shuffled, (scenario) => {
        const { verdict, counterexample, order } = checked(scenario)
        fc.pre(verdict === 'unsafe')
        const plain = plainOf(scenario, { passes: isNotUnsafe })
        const steps = counterexample?.steps ?? []
        expect(order.filter((step) => steps.includes(step))).toEqual(steps)
        expect(plainWalk(plain, steps)).toBeNull()
        for (const [place, { unit }] of steps.entries()) {
          const fewer = steps.filter((step, i) => i < place || step.unit !== unit)
          expect(plainWalk(plain, fewer)).not.toBeNull()
        }
      }),
      { numRuns: Math.ceil(runs / 12) },
    )
  })
})

describe('a repair', () => {
  test('is found where there is one, and does what it says', () => {
    fc.assert(
      fc.property(shuffled, (scenario) => {
        const { verdict, repairs } = checked(scenario)
        fc.pre(verdict === 'unsafe')
        const plain = plainOf(scenario)
        const start = plainStart(plain)
        const ways = start === null ? 0n : countWays(plain, start, forward)
        const isRoute = ways === 0n && start !== null && fewestSteps(plain, start, through(plain)) !== null
        const kinds = repairs.map(({ kind }) => kind).filter((kind) => kind !== 'accept')
        expect(kinds).toEqual([...(ways > 0n ? ['move'] : []), ...(isRoute ? ['route'] : [])])
        for (const repair of repairs) tryRepair(scenario, repair)
      }),
      { numRuns: Math.ceil(runs / 6) },
    )
  })
})

function tryRepair(scenario: Scenario, { kind, text, order = [] }: Repair) {
  const plain = plainOf(scenario)
  if (kind === 'accept') {
    const fault = firstFault(scenario)
    expect({ text, fault, rest: firstFaultsOf(accepting(scenario, text), scenario).map(pairOf) }).toEqual({
      text,
      fault,
      rest: expect.not.arrayContaining([pairOf(fault)]),
    })
    return
  }
  const end = plainWalk(plain, order)
  for (const { id, path } of plain.units) expect(end?.values.get(id)).toBe(path.at(-1))
  const said = order.map(({ unit, to }) => `${unit} ${to}`)
  const own = scenario.upgrade.steps.map(({ node, to }) => `${node} ${to}`)
  if (kind === 'move') expect(said.toSorted()).toEqual(own.toSorted())
  else expect(said.toSorted()).not.toEqual(own.toSorted())
}

const pairOf = ({ pair }: Finding) => [pair?.link, pair?.dialer, pair?.acceptor].join(' ')

/** The first state of an order that is as bad as the order. */
function worst(scenario: Scenario): number {
  const { states, verdict } = checked(scenario)
  return states.findIndex((state) => state.verdict === verdict)
}

/** What is wrong where the order first fails. */
function firstFault(scenario: Scenario): Finding {
  const [fault] = checked(scenario).states[worst(scenario)]?.faults ?? []
  if (fault === undefined) throw new Error('the order does not fail')
  return fault
}

/** What is wrong with a changed scenario where the order of the other one first fails. */
function firstFaultsOf(changed: Scenario, scenario: Scenario): readonly Finding[] {
  return checked(changed).states[worst(scenario)]?.faults ?? []
}

/** The same scenario in which a release accepts a version: at a value of a level, or wherever it says what it accepts. */
function accepting(scenario: Scenario, text: string): Scenario {
  const words = /^add (\S+) to what (\S+) (\S+)(?: at (\S+) (\S+))? accepts$/.exec(text) ?? []
  const [, more = '', name, release, level, value] = words
  const added = (rules: Release['rules']) => {
    const accepts = scenario.versions.filter((each) => each === more || rules.accepts.includes(each))
    return { ...rules, accepts }
  }
  const changed = (each: Release): Release => ({
    ...each,
    rules: level === undefined ? added(each.rules) : each.rules,
    ...(each.with && {
      with: each.with.map((other) =>
        level === undefined || (other.level === level && other.value === value)
          ? { ...other, rules: added(other.rules) }
          : other,
      ),
    }),
  })
  const roles = scenario.roles.map((role) => ({
    ...role,
    releases: role.releases.map((each) =>
      role.name === name && each.name === release ? changed(each) : each,
    ),
  }))
  return { ...scenario, roles }
}
