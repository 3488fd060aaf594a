/** Steps as the words of `--order`. */

import type { Scenario } from '#sim/scenario/model.ts'
import { meanings, vocabularyOf } from '#sim/scenario/steps.ts'

interface Step {
  readonly unit: string
  readonly to: string
}

/**
 * The shortest words that stand for these steps, in this order: a role for the next step of each of its nodes, a unit alone
 * where it takes the next step that the scenario plans for it, and `unit=value` where it goes somewhere else.
 */
export function orderWords(scenario: Scenario, steps: readonly Step[]): string {
  const left = new Map<string, string[]>()
  for (const { node, to } of scenario.upgrade.steps) left.set(node, [...(left.get(node) ?? []), to])
  const isPlanned = (unit: string) => left.has(unit)
  const groups = Array.from(meanings(vocabularyOf(scenario)), ([word, { units }]) => {
    const planned = units.filter(isPlanned)
    return { word, units: planned.length > 0 ? planned : units }
  }).filter(({ units }) => units.length > 1)
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
      .at(0) ?? { word: isNext(unit, 0) ? unit : `${unit}=${to}`, units: [unit] }
    words.push(word.word)
    for (const each of word.units) {
      const rest = left.get(each) ?? []
      left.set(each, rest.slice(rest.indexOf(steps[at]?.to ?? '') + 1))
      at++
    }
  }
  return words.join(',')
}
