/** The same cluster with several of each node. */
import type { Scenario } from '#sim/scenario/model.ts'

/** The same upgrade of a cluster in which there are so many of each node, `b1x1`, `b1x2` and so on, that take the same steps. */
export function manyOf(scenario: Scenario, count: number): Scenario {
  const copies = (id: string) => Array.from({ length: count }, (_, i) => `${id}x${i + 1}`)
  const owners = new Map(scenario.nodes.map(({ id }) => [id, copies(id)]))
  const steps = scenario.upgrade.steps.flatMap(({ node: unit, to }) => {
    const [owner = '', ...level] = unit.split('.')
    const all = owners.get(owner)
    if (all === undefined) return [{ node: unit, to }]
    return all.map((id) => ({ node: [id, ...level].join('.'), to }))
  })
  const nodes = scenario.nodes.flatMap((node) => copies(node.id).map((id) => ({ ...node, id })))
  return { ...scenario, nodes, upgrade: { ...scenario.upgrade, steps } }
}

/** The node that this one is a copy of, or the unit of which it is one. */
export const originalOf = (unit: string) => unit.replace(/x\d+/, '')
