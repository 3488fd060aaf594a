/** Which rules keep an upgrade from having a safe order. */
import { ruleNames } from '../rules/rule-name.ts'
import type { Finding } from '../rules/verdict.ts'
import type { Blame } from './model.ts'
import { deadEndsOf, type ExploredSpace, exploreSpace, type Node } from './search/explore.ts'
import type { Solution } from './search/solve.ts'
import type { Effort } from './space/effort.ts'
import { judgeIn } from './space/judge.ts'

/** Where rules do not hold there is more to see than where they do: so far it is looked without each, at most. */
const mostBlaming = { states: 5_000 }

/**
 * The rules that are to blame where there is no safe order: each without which there would be one; or, where no single one
 * is enough, a smallest choice of them that is. Null where that is not known, as there were more mixed states than the limit.
 *
 * @param effort how far it is looked without all of them
 */
export function blameOf({ space, explored }: Solution, effort: Effort): Blame[] | null {
  const faults = faultsIn(explored)
  const first = new Map<string, Finding>()
  // What holds whatever else there is explains more than what another step would mend.
  for (const fault of faults.toSorted((a, b) => Number(b.isAlways ?? false) - Number(a.isAlways ?? false))) {
    if (!first.has(fault.rule)) first.set(fault.rule, fault)
  }
  const exploredWithout = (rules: ReadonlySet<string>) =>
    exploreSpace(space, judgeIn(space, rules), effort.part(mostBlaming))
  const isFreeWithout = (rules: ReadonlySet<string>) => exploredWithout(rules).alive
  /** A fault of a rule; of one that is only met where others do not hold, as it is met there. */
  const faultOf = (rule: string, others: ReadonlySet<string>): Finding | undefined => {
    const known = first.get(rule)
    if (known !== undefined) return known
    const met = exploredWithout(others)
    const all = [
      ...met.first.faults,
      ...met.nodes.flatMap(({ blocked }) => blocked.flatMap((each) => each.judgement.faults)),
    ]
    return all.find((fault) => fault.rule === rule)
  }
  const say = (rule: string, others: ReadonlySet<string> = new Set()): Blame => {
    const { reason = '', source = null } = faultOf(rule, others) ?? {}
    return { rule, reason, source, isAlone: others.size === 0 }
  }
  const alone = [...first.keys()].filter((rule) => isFreeWithout(new Set([rule])))
  if (alone.length > 0) return alone.map((rule) => say(rule))
  // What one rule keeps out may only be met where another one does not.
  const hidden = ruleNames(space.problem.scenario).filter((rule) => !first.has(rule))
  const needed = new Set([...hidden, ...first.keys()])
  const { alive, limit } = exploredWithout(needed)
  if (!alive) return limit !== null ? null : [...first.keys()].map((rule) => say(rule))
  for (const rule of [...needed]) {
    needed.delete(rule)
    if (!isFreeWithout(needed)) needed.add(rule)
  }
  const met = [...needed].toSorted((a, b) => Number(first.has(b)) - Number(first.has(a)))
  return met.map((rule) => say(rule, new Set(met.filter((other) => other !== rule))))
}

/** Everything that is wrong in states and steps that were met, what keeps from the goal first. */
export function faultsIn(explored: ExploredSpace): readonly Finding[] {
  const faultsAt = ({ blocked }: Node) => blocked.flatMap(({ judgement }) => judgement.faults)
  // What is met where one gets farthest is what blocks; what can be gone around may be of the same rule.
  const farthest = explored.start && deadEndsOf(explored).get(explored.start)
  return [
    ...explored.first.faults,
    ...(farthest ? faultsAt(farthest) : []),
    ...explored.nodes.flatMap(faultsAt),
  ]
}
