import { usesHosts } from '../../scenario/hosts.ts'
import type { Condition, NodeSpec, Release, Scenario } from '../../scenario/model.ts'
import { usualConditions } from '../../scenario/model.ts'
import type { Unit } from '../../scenario/order/units.ts'
import { startValues } from '../../scenario/order/units.ts'
import { type Levels, releaseOf } from '../../scenario/release.ts'

/** Where a member of a class can be. */
interface Place {
  /** The value of each of its parts, and how far along its way that is. */
  readonly values: readonly string[]
  readonly at: readonly number[]
  /** How many steps lead from its first place here. */
  readonly rank: number
  readonly release: Release | null
  readonly own: Levels
}

/** A step of one member: one of its units goes from one value to the next. */
export interface UnitMove {
  readonly from: number
  readonly to: number
  /** The place of the unit in the parts of the class. */
  readonly part: number
}

export interface UnitClass {
  readonly kind: Unit['kind']
  readonly role: string
  /** Nodes by their ids; for a level or an operation of the cluster its name. */
  readonly members: readonly string[]
  /** How many more nodes there are for which one of the members stands, and which are where most of them are. */
  readonly others: number
  /** What moves: the node itself as '', and the levels that it is configured with as `.ibp`. */
  readonly parts: readonly { readonly suffix: string; readonly role: string }[]
  /** The first is the start; the last is the goal. */
  readonly places: readonly Place[]
  readonly moves: readonly UnitMove[]
  readonly isFallback: boolean
  readonly host: string | null
}

export interface Problem {
  readonly scenario: Scenario
  readonly keep: ReadonlySet<Condition>
  readonly units: readonly Unit[]
  readonly classes: readonly UnitClass[]
  /** The value at which each level that is raised automatically stands before the first step. */
  readonly risen: ReadonlyMap<string, string>
  /** Forms in which data was written before the start. */
  readonly written: ReadonlySet<string>
  /** Whether units go back: then no edge is asked for, but what can never go back is. */
  readonly isBack: boolean
  /** Whether every unit goes along its path, so that where it is says where it has been. */
  readonly isStraight: boolean
}

export interface ProblemOptions {
  readonly keep?: readonly Condition[]
  readonly risen?: ReadonlyMap<string, string>
  readonly written?: ReadonlySet<string>
  readonly isBack?: boolean
  /** Whether nodes that are alike are told apart, each a class of its own. */
  readonly isApart?: boolean
  /** The value of everything that is no unit; absent: what the scenario starts with. */
  readonly values?: ReadonlyMap<string, string>
  /** The values that lie on the way of a unit, where it need not go straight: from each value to those that may follow. */
  readonly through?: (unit: Unit) => { readonly values: readonly string[]; readonly edges: Edges } | null
}

type Edges = readonly (readonly [from: number, to: number])[]

/** The problem of taking these units along their paths. */
export function problemOf(
  scenario: Scenario,
  units: readonly Unit[],
  {
    keep,
    risen = new Map(),
    written = new Set(),
    isBack = false,
    isApart = false,
    values,
    through,
  }: ProblemOptions = {},
): Problem {
  const fixed = values ?? startValues(scenario)
  const groups = new Map<string, { parts: Unit[]; members: string[] }>()
  const put = (member: string, parts: readonly Unit[], extra: string) => {
    const key = JSON.stringify([parts.map(({ kind, role, path }) => [kind, role, path]), extra])
    const group = groups.get(key) ?? { parts: [...parts], members: [] }
    group.members.push(member)
    groups.set(key, group)
  }
  const moving = new Map(units.map((unit) => [unit.id, unit]))
  const hasHosts = usesHosts(scenario)
  for (const node of scenario.nodes) {
    const parts = partsOf(scenario, moving, node, fixed)
    put(node.id, parts, JSON.stringify([node.isFallback, hasHosts && node.host, isApart && node.id]))
  }
  for (const unit of clusterUnits(scenario, moving, fixed)) put(unit.id, [unit], '')
  const nodes = new Map(scenario.nodes.map((node) => [node.id, node]))
  const classes = Array.from(groups.values(), ({ parts, members }) => {
    const node = nodes.get(members[0] ?? '')
    const others = members.reduce((sum, id) => sum + (nodes.get(id)?.standsFor ?? 1) - 1, 0)
    const made = makeClass(scenario, members, parts, node?.isFallback ?? false, node?.host ?? null, through)
    return { ...made, others }
  })
  const automatic = (scenario.levels ?? []).filter(({ raised }) => raised === 'automatically')
  return {
    scenario,
    keep: new Set(keep ?? scenario.upgrade.keep ?? usualConditions),
    units,
    classes,
    risen: new Map(automatic.map(({ name, start }) => [name, risen.get(name) ?? start])),
    written,
    isBack,
    isStraight: through === undefined,
  }
}

/** The node as a unit, and each level that it is configured with; those that stay where they are have one value. */
function partsOf(
  { levels = [] }: Scenario,
  moving: ReadonlyMap<string, Unit>,
  { id, role }: NodeSpec,
  fixed: ReadonlyMap<string, string>,
): Unit[] {
  const part = (unit: string, kind: Unit['kind'], name: string): Unit =>
    moving.get(unit) ?? { id: unit, kind, role: name, node: id, path: [fixed.get(unit) ?? ''] }
  return [
    part(id, 'node', role),
    ...levels
      .filter(({ raised, members }) => raised === 'on each node' && members.includes(role))
      .map(({ name }) => part(`${id}.${name}`, 'level', name)),
  ]
}

/** The levels and the operations of the cluster as a whole. */
function clusterUnits(
  { levels = [], operations = [] }: Scenario,
  moving: ReadonlyMap<string, Unit>,
  fixed: ReadonlyMap<string, string>,
): Unit[] {
  const part = (name: string, kind: Unit['kind']): Unit =>
    moving.get(name) ?? { id: name, kind, role: name, node: null, path: [fixed.get(name) ?? ''] }
  return [
    ...levels.filter(({ raised }) => raised === 'by an operator').map(({ name }) => part(name, 'level')),
    ...operations.map(({ name }) => part(name, 'operation')),
  ]
}

/** The same of a part on a straight path: each value leads to the next. */
function straight({ path }: Unit): { values: readonly string[]; edges: Edges } {
  return { values: path, edges: path.slice(1).map((_, i) => [i, i + 1] as const) }
}

function makeClass(
  scenario: Scenario,
  members: readonly string[],
  parts: readonly Unit[],
  isFallback: boolean,
  host: string | null,
  through: ProblemOptions['through'],
): Omit<UnitClass, 'others'> {
  const ways = parts.map((part) => through?.(part) ?? straight(part))
  const places: Place[] = []
  const indices: number[][] = []
  const [first] = parts
  const build = (chosen: readonly number[]) => {
    if (chosen.length < ways.length) {
      for (const i of ways[chosen.length]?.values.keys() ?? []) build([...chosen, i])
      return
    }
    const values = chosen.map((i, part) => ways[part]?.values[i] ?? '')
    indices.push([...chosen])
    places.push({
      values,
      at: chosen,
      rank: chosen.reduce((sum, i) => sum + i, 0),
      release: first?.kind === 'node' ? releaseOf(scenario, first.role, values[0] ?? '') : null,
      own: Object.fromEntries(parts.slice(1).map(({ role }, i) => [role, values[i + 1] ?? ''])),
    })
  }
  build([])
  const at = new Map(indices.map((chosen, place) => [chosen.join(), place]))
  const moves = indices.flatMap((chosen, from) =>
    ways.flatMap(({ edges }, part) =>
      edges.flatMap(([a, b]): UnitMove[] => {
        if (chosen[part] !== a) return []
        const to = at.get(chosen.with(part, b).join())
        return to === undefined ? [] : [{ from, to, part }]
      }),
    ),
  )
  return {
    kind: first?.kind ?? 'node',
    role: first?.role ?? '',
    members,
    parts: parts.map(({ role }, i) => ({ suffix: i === 0 ? '' : `.${role}`, role })),
    places,
    moves,
    isFallback,
    host,
  }
}
