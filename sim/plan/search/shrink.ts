/**
 * A cluster with no more nodes than make a difference. Nodes that nothing tells apart stand for each other: where no rule
 * depends on how many of them run what, a few of them have the same plan as a million.
 */
import { standAlone } from '../../scenario/headcount.ts'
import { usesHosts } from '../../scenario/hosts.ts'
import type { NodeSpec, Scenario } from '../../scenario/model.ts'
import { mostSteps } from '../../scenario/order/count-orders.ts'
import type { PlanStep } from '../../scenario/order/units.ts'
import { unitsOf } from '../../scenario/order/units.ts'
import { tooMany, whyCounted } from '../space/crowd.ts'

/** So many of those that are alike are kept at least. */
const fewestKept = 24

/** More than any rule tells apart that knows no numbers: some at every place that a node can be at, and some to spare. */
function keptOf({ roles, levels = [] }: Scenario, role: string): number {
  const releases = roles.find(({ name }) => name === role)?.releases.length ?? 1
  const places = levels
    .filter(({ raised, members }) => raised === 'on each node' && members.includes(role))
    .reduce((product, { values }) => product * values.length, releases)
  return Math.max(fewestKept, 2 * places + 6)
}

export interface Shrunk {
  readonly scenario: Scenario
  /** By the id of a node that is kept: those like it. */
  readonly alike: ReadonlyMap<string, Alike>
  /** The node that each unit is, or belongs to. */
  readonly owners: ReadonlyMap<string, string>
}

/** Nodes that nothing tells apart: the first and the last of those that are kept, how many there are, and how many are kept. */
interface Alike {
  readonly first: string
  readonly last: string
  readonly all: number
  readonly kept: number
}

/**
 * Shrinks a cluster whose orders have too many steps to be counted or listed. Others stay as they are.
 *
 * @throws {RangeError} for a cluster that is too large for what its rules count, as `tooMany` says
 */
export function shrink(scenario: Scenario): Shrunk {
  const { nodes, roles, upgrade } = scenario
  const isLarge = upgrade.steps.length > mostSteps || !standAlone(nodes)
  if (!isLarge) return { scenario, alike: new Map(), owners: new Map() }
  const fault = tooMany(scenario)
  if (fault !== null) throw new RangeError(fault)
  const ways = new Map<string, string>()
  for (const { node, to } of upgrade.steps) ways.set(node, `${ways.get(node) ?? ''} ${to}`)
  const configured = (scenario.levels ?? []).filter(({ raised }) => raised === 'on each node')
  const counted = new Set(roles.flatMap(({ name }) => (whyCounted(scenario, name) === null ? [] : [name])))
  const hasHosts = usesHosts(scenario)
  const kept = new Map(roles.map(({ name }) => [name, keptOf(scenario, name)]))
  const groups = new Map<string, NodeSpec[]>()
  const sizes = new Map<string, number>()
  for (const node of nodes) {
    const own = configured.map(({ name }) => ways.get(`${node.id}.${name}`)).join()
    const key = `${node.role} ${node.release} ${node.isFallback} ${hasHosts && node.host} ${ways.get(node.id)} ${own}`
    sizes.set(key, (sizes.get(key) ?? 0) + (node.standsFor ?? 1))
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [node])
    else if (group.length < (kept.get(node.role) ?? 0) || counted.has(node.role)) group.push(node)
  }
  const left = new Set([...groups.values()].flat().map(({ id }) => id))
  const owners = new Map(
    unitsOf(scenario).flatMap(({ id, node }) => (node === null ? [] : [[id, node] as const])),
  )
  const others = upgrade.steps.filter(({ node: unit }) => {
    const owner = owners.get(unit)
    return owner === undefined || left.has(owner)
  })
  const alike = new Map(
    [...groups].flatMap(([key, group]) =>
      group.map(
        ({ id }) =>
          [
            id,
            {
              first: group[0]?.id ?? id,
              last: group.at(-1)?.id ?? id,
              all: sizes.get(key) ?? 1,
              kept: group.length,
            },
          ] as const,
      ),
    ),
  )
  // The last one of each group stands for all that are left out.
  const fewer = nodes.flatMap(({ standsFor: _, ...node }): NodeSpec[] => {
    const { all, kept: few, last } = alike.get(node.id) ?? { all: 0, kept: 0, last: '' }
    if (!left.has(node.id)) return []
    return [{ ...node, ...(node.id === last && all > few && { standsFor: all - few + 1 }) }]
  })
  return { scenario: { ...scenario, nodes: fewer, upgrade: { ...upgrade, steps: others } }, alike, owners }
}

/**
 * Steps of nodes that are alike: those that are not listed go along with the first of them. Where all take a step, or so many
 * that the others go along, it stands for all that do.
 */
export function gathered(steps: readonly PlanStep[], { alike, owners }: Shrunk): readonly PlanStep[] {
  const groups = new Map<string, { readonly steps: PlanStep[]; first: PlanStep | null; others: number }>()
  for (const step of steps) {
    const owner = owners.get(step.unit) ?? ''
    const like = alike.get(owner)
    const key = `${like?.first ?? step.unit}${step.unit.slice(owner.length)} ${step.to}`
    const group = groups.get(key) ?? { steps: [], first: null, others: 0 }
    group.steps.push(step)
    groups.set(key, group)
    if (like === undefined || like.all === like.kept || owner !== like.first) continue
    group.first = step
    group.others = like.all - like.kept
  }
  return [...groups.values()].flatMap(({ steps: own, first, others }) =>
    first === null ? own : [{ ...first, alike: own.length - 1 + others }],
  )
}
