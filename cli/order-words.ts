/** Steps as the words of `--order`. */

import type { Scenario } from '#sim/scenario/model.ts'
import { meanings, vocabularyOf } from '#sim/scenario/order/vocabulary.ts'

interface Step {
  readonly unit: string
  readonly to: string
}

/** Fewer nodes are named one by one. */
const shortestRange = 5

/** Such as `s1..s9`, of nodes that follow each other; null for a few. */
function rangeWord(units: readonly string[], rest: string) {
  return units.length < shortestRange ? null : { word: `${units[0]}..${units.at(-1)}${rest}`, units }
}

/** The node that comes after each one in its role. */
function nextOfRole({ nodes }: Scenario): ReadonlyMap<string, string> {
  const last = new Map<string, string>()
  const next = new Map<string, string>()
  for (const { id, role } of nodes) {
    const before = last.get(role)
    if (before !== undefined) next.set(before, id)
    last.set(role, id)
  }
  return next
}

/**
 * The shortest words that stand for these steps, in this order: a role for the next step of each of its nodes, a unit alone, or
 * `s1..s9` for nodes that follow each other, where it takes the next step that the scenario plans for it, and `unit=value` where
 * it goes somewhere else.
 */
export function orderWords(scenario: Scenario, steps: readonly Step[]): string {
  const left = new Map<string, string[]>()
  for (const { node, to } of scenario.upgrade.steps) left.set(node, [...(left.get(node) ?? []), to])
  const isPlanned = (unit: string) => left.has(unit)
  const groups = Array.from(meanings(vocabularyOf(scenario)), ([word, { units }]) => {
    const planned = units.filter(isPlanned)
    return { word, units: planned.length > 0 ? planned : units }
  }).filter(({ units }) => units.length > 1)
  const roles = new Map(scenario.nodes.map(({ id, role }) => [id, role]))
  const next = nextOfRole(scenario)
  /** The steps from a place on that are of nodes that follow each other in their role. */
  const runFrom = (at: number, goesAlong: (unit: string, i: number) => boolean) => {
    const units: string[] = []
    for (let i = at; i < steps.length; i++) {
      const { unit } = steps[i] as Step
      const last = units.at(-1)
      if (!roles.has(unit) || !goesAlong(unit, i - at) || (last !== undefined && next.get(last) !== unit))
        break
      units.push(unit)
    }
    return units
  }
  const words: string[] = []
  for (let at = 0; at < steps.length; ) {
    const { unit, to } = steps[at] as Step
    const leads = (units: readonly string[]) =>
      units[0] === unit && units.every((each, i) => steps[at + i]?.unit === each)
    const isNext = (each: string, i: number) => left.get(each)?.[0] === steps[at + i]?.to
    const isSame = (_: string, i: number) => steps[at + i]?.to === to
    const word = groups
      .flatMap(({ word, units }) => {
        if (!leads(units)) return []
        if (units.every(isNext)) return [{ word, units }]
        return units.every(isSame) ? [{ word: `${word}=${to}`, units }] : []
      })
      .at(0) ??
      rangeWord(runFrom(at, isNext), '') ??
      rangeWord(
        runFrom(at, (each, i) => !isNext(each, i) && isSame(each, i)),
        `=${to}`,
      ) ?? { word: isNext(unit, 0) ? unit : `${unit}=${to}`, units: [unit] }
    words.push(word.word)
    for (const each of word.units) {
      const rest = left.get(each) ?? []
      left.set(each, rest.slice(rest.indexOf(steps[at]?.to ?? '') + 1))
      at++
    }
  }
  return words.join(',')
}
