/** Where nothing leads to the goal: whether something would if one more level were raised, or one more role moved. */
import type { Scenario, Upgrade } from '../scenario/model.ts'
import { unitsOfLevel } from '../scenario/order/vocabulary.ts'
import type { Help } from './model.ts'

/** So many are tried at most: each is a plan of its own. */
const mostTried = 8

/**
 * What else could be changed on the way so that there is a safe one, each by itself.
 *
 * @param isSafe whether a scenario has a safe way
 */
export function oneMore(scenario: Scenario, isSafe: (scenario: Scenario) => boolean): Help[] {
  const taken = new Set(scenario.upgrade.steps.map(({ node }) => node))
  return candidates(scenario, taken)
    .slice(0, mostTried)
    .filter(({ steps }) => isSafe(adding(scenario, steps)))
    .map(({ name, to, text }) => ({ name, to, text }))
}

interface Candidate extends Help {
  readonly steps: Upgrade['steps']
}

function candidates({ roles, nodes, levels = [] }: Scenario, taken: ReadonlySet<string>): Candidate[] {
  const raised = levels.flatMap((level): Candidate[] => {
    const { name, values, start, raised } = level
    const units = raised === 'on each node' ? unitsOfLevel(level, nodes) : [name]
    const path = values.slice(values.indexOf(start) + 1)
    const to = path.at(-1)
    if (raised === 'automatically' || to === undefined || units.some((unit) => taken.has(unit))) return []
    const steps = units.flatMap((node) => path.map((value) => ({ node, to: value })))
    return [{ name, to, steps, text: `with ${name} raised to ${to} as well` }]
  })
  const moved = roles.flatMap(({ name, releases }): Candidate[] => {
    const own = nodes.filter(({ role }) => role === name)
    const names = releases.map((release) => release.name)
    const oldest = Math.min(...own.map(({ release }) => names.indexOf(release)))
    if (own.length === 0 || own.some(({ id }) => taken.has(id))) return []
    return names
      .slice(oldest + 1)
      .toReversed()
      .map((to) => ({
        name,
        to,
        steps: own
          .filter(({ release }) => names.indexOf(release) < names.indexOf(to))
          .map(({ id }) => ({ node: id, to })),
        text: `with every ${name} moved to ${to} as well`,
      }))
  })
  return [...raised, ...moved]
}

const adding = (scenario: Scenario, steps: Upgrade['steps']): Scenario => ({
  ...scenario,
  upgrade: { ...scenario.upgrade, steps: [...scenario.upgrade.steps, ...steps] },
})
