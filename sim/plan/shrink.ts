/**
 * A cluster with no more nodes than make a difference. Nodes that nothing tells apart stand for each other: where no rule
 * depends on how many there are, a few of them have the same plan as a million.
 */
import type { NodeSpec, Scenario } from '../scenario/model.ts'
import { mostSteps } from './count.ts'
import type { PlanStep } from './model.ts'

/** So many of those that are alike are kept: more than any rule tells apart that knows no numbers. */
const kept = 24

export interface Shrunk {
  readonly scenario: Scenario
  /** By the id of a node that is kept: how many there are like it, and how many of them are kept. */
  readonly alike: ReadonlyMap<string, { readonly first: string; readonly all: number; readonly kept: number }>
}

/** Shrinks a cluster whose orders have too many steps to be counted or listed. Others stay as they are. */
export function shrink(scenario: Scenario): Shrunk {
  const { nodes, upgrade, service = {}, skew = [] } = scenario
  const isLarge = upgrade.steps.length > mostSteps || nodes.some(({ standsFor }) => standsFor !== undefined)
  if (!isLarge) return { scenario, alike: new Map() }
  const ways = new Map<string, string>()
  for (const { node, to } of upgrade.steps) ways.set(node, `${ways.get(node) ?? ''} ${to}`)
  const configured = (scenario.levels ?? []).filter(({ raised }) => raised === 'on each node')
  const counted = new Set([...(service.quorum ?? []), ...Object.keys(service.floor ?? {})])
  const usesHosts = skew.some(({ over }) => over === 'same host')
  const groups = new Map<string, NodeSpec[]>()
  const sizes = new Map<string, number>()
  for (const node of nodes) {
    const own = configured.map(({ name }) => ways.get(`${node.id}.${name}`)).join()
    const key = `${node.role} ${node.release} ${node.isFallback} ${usesHosts && node.host} ${ways.get(node.id)} ${own}`
    sizes.set(key, (sizes.get(key) ?? 0) + (node.standsFor ?? 1))
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [node])
    else if (group.length < kept || counted.has(node.role)) group.push(node)
  }
  const left = new Set([...groups.values()].flat().map(({ id }) => id))
  const isLeft = (unit: string) => left.has(unit) || left.has(unit.slice(0, unit.lastIndexOf('.')))
  const isNode = new Set(nodes.map(({ id }) => id))
  const others = upgrade.steps.filter(({ node }) => {
    const owner = isNode.has(node) ? node : node.slice(0, Math.max(0, node.lastIndexOf('.')))
    return !isNode.has(owner) || isLeft(node)
  })
  const alike = new Map(
    [...groups].flatMap(([key, group]) =>
      group.map(
        ({ id }) =>
          [id, { first: group[0]?.id ?? id, all: sizes.get(key) ?? 1, kept: group.length }] as const,
      ),
    ),
  )
  const fewer = nodes.filter(({ id }) => left.has(id))
  return { scenario: { ...scenario, nodes: fewer, upgrade: { ...upgrade, steps: others } }, alike }
}

/** Steps of nodes of which all that are kept take them: the first of them, for all that are alike. */
export function gathered(steps: readonly PlanStep[], { alike }: Shrunk): readonly PlanStep[] {
  const groups = new Map<string, { readonly steps: PlanStep[]; readonly owner: string }>()
  for (const step of steps) {
    const owner = alike.has(step.unit)
      ? step.unit
      : step.unit.slice(0, Math.max(0, step.unit.lastIndexOf('.')))
    const key = `${alike.get(owner)?.first ?? step.unit}${step.unit.slice(owner.length)} ${step.to}`
    const group = groups.get(key) ?? { steps: [], owner }
    group.steps.push(step)
    groups.set(key, group)
  }
  return [...groups.values()].flatMap(({ steps: own, owner }) => {
    const like = alike.get(owner)
    const [first] = own
    const isWhole = like !== undefined && like.all > like.kept && own.length === like.kept
    return isWhole && first ? [{ ...first, alike: like.all - 1 }] : own
  })
}
