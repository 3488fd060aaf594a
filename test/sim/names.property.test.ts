/** A name means only itself: a scenario whose names are those of JavaScript's own objects gets the same answers. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { exhaustive } from '#sim/brute/exhaustive.ts'
import { checkOrder } from '#sim/plan/check.ts'
import { latticeOf } from '#sim/plan/lattice.ts'
import { mixedStates } from '#sim/plan/mixed-state.ts'
import { plan } from '#sim/plan/plan.ts'
import { sayRunbook } from '#sim/plan/runbook.ts'
import { matrix } from '#sim/rules/matrix.ts'
import { rolloutOf, simulate } from '#sim/run/run.ts'
import type { Scenario } from '#sim/scenario/model.ts'
import { formatFaults, parseScenario } from '#sim/scenario/parse/parse.ts'
import { narrate } from '#sim/views/narrate.ts'
import { summarise } from '#sim/views/summary.ts'
import { shipped, textOf } from '../scenarios/shipped.ts'
import { namesIn, renamed } from './renamed.ts'
import { planned } from './scenario/planned.ts'
import { rich } from './scenario/rich.ts'

/** What every object has in JavaScript, what lists, texts and functions have, and what an object takes for a place in a list. */
const ofJavaScript = [
  ...Object.getOwnPropertyNames(Object.prototype),
  ...['prototype', 'length', 'name', 'call', 'map', 'at', 'then', 'toJSON', 'undefined', 'true', 'NaN'],
  ...['0', '1', '2', '10', '007'],
]

/**
 * Two sets of new names for the same old ones: plain words, each of which occurs nowhere else, and names of JavaScript. Both
 * have the same alphabetical order, in which some answers tell things.
 *
 * @param order which name goes to which of the old ones
 */
function twoSets(text: string, order: readonly number[]) {
  const old = namesIn(text)
  const others = Array.from({ length: Math.max(0, old.length - ofJavaScript.length) }, (_, i) => `other${i}x`)
  const special = [...ofJavaScript, ...others].toSorted()
  const plain = special.map((_, i) => `zq${String.fromCharCode(97 + Math.floor(i / 26), 97 + (i % 26))}qz`)
  const shuffled = special.map((_, i) => i).toSorted((a, b) => (order[a] ?? 0) - (order[b] ?? 0))
  const pick = (from: readonly string[]) =>
    new Map(old.map((name, i) => [name, from[shuffled[i] ?? i] ?? name] as const))
  const back = new Map(special.map((name, i) => [plain[i] ?? '', name]))
  return {
    plain: renamed(text, pick(plain)),
    special: renamed(text, pick(special)),
    /** A text about the plain one as it would be about the special one. */
    translate: (answer: string) => answer.replace(/zq[a-z][a-z]qz/g, (word) => back.get(word) ?? word),
  }
}

function read(text: string): Scenario {
  const result = parseScenario(text, 'names.yaml')
  if (!result.ok) throw new Error(formatFaults(result.faults, text))
  return result.scenario
}

/** An answer as text. Mappings are told in the order of their keys: an object has keys such as `2` before all others. */
function spelled(value: unknown, translate: (text: string) => string): string {
  const tell = (part: unknown): unknown => {
    if (typeof part === 'string') return translate(part)
    if (typeof part === 'bigint') return `${part}`
    if (part instanceof Set) return tell([...part])
    if (part instanceof Map) return tell([...part])
    if (Array.isArray(part)) return part.map(tell)
    if (typeof part !== 'object' || part === null) return part
    const pairs = Object.entries(part).map(([key, item]) => [translate(key), tell(item)] as const)
    return { pairs: pairs.toSorted(([a], [b]) => (a < b ? -1 : 1)) }
  }
  return JSON.stringify(tell(value), null, 1)
}

/** As many states as most have, and fewer than take long. */
const limit = 200

/** A second after the first steps of a rollout everything has happened that names are told in. */
const longest = 10_000

/** Latencies are drawn by the names of connections, and others are drawn for others. */
const steady = (scenario: Scenario): Scenario => ({ ...scenario, latency: { kind: 'fixed', ms: 10 } })

const answers: Readonly<Record<string, (scenario: Scenario) => unknown>> = {
  scenario: (scenario) => scenario,
  matrix,
  plan: (scenario) => {
    const found = plan(scenario, { limit })
    return { found, runbook: sayRunbook(scenario, found) }
  },
  check: (scenario) => checkOrder(scenario, scenario.upgrade.steps),
  states: (scenario) => mixedStates(scenario, scenario.upgrade.steps),
  lattice: latticeOf,
  'brute force': (scenario) => exhaustive(scenario, { limit: { states: limit } }),
  run: (asked) => {
    const scenario = steady(asked)
    const until = Math.min(scenario.until, longest)
    const run = simulate({ scenario, seed: 7, interventions: rolloutOf(scenario), until })
    const { cluster, trace } = run
    const words = [...trace].map((event) => narrate(cluster, trace, event))
    return { trace, words, summary: { ...summarise(run), digest: null } }
  },
}

/** With so many rules every step more is a few seconds more. A value that is called `none` is told from none by its place only. */
const few = planned
  .replace(', x3: b-2 }', ' }')
  .replace('broker: b-4,', 'broker: b-3,')
  .replaceAll('[none, some', '[zero, some')
  .replace(/ +through: .*\n/, '')

const texts: readonly (readonly [string, string])[] = [
  ['one with a little of everything', rich],
  ['one with all that a plan goes by, in small', few],
  ...shipped.map((name) => [name, textOf(name)] as const),
]

test.each(texts)('%s', (_, text) => {
  fc.assert(
    fc.property(fc.array(fc.nat(), { minLength: 200, maxLength: 200 }), (order) => {
      const { plain, special, translate } = twoSets(text, order)
      const [one, other] = [read(plain), read(special)]
      for (const [what, answer] of Object.entries(answers)) {
        expect(spelled(answer(other), String), what).toBe(spelled(answer(one), translate))
      }
    }),
    { numRuns: 1, endOnFailure: true },
  )
})
