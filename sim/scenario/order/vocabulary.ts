/** What an upgrade changes, by the words that stand for it in an order. */
import type { Level, NodeSpec, Operation, Role } from '../model.ts'

/** What a word of an order can stand for. */
export interface Vocabulary {
  readonly roles: readonly string[]
  readonly nodes: readonly NodeSpec[]
  readonly levels: readonly Level[]
  readonly operations: readonly Operation[]
}

/** The values that each unit changes to, one after the other, by its id. A unit that is not here keeps its own. */
export type Goals = ReadonlyMap<string, readonly string[]>

/** The words that an order of this scenario may have: its roles, nodes, levels and operations. */
export function vocabularyOf(scenario: {
  readonly roles: readonly Role[]
  readonly nodes: readonly NodeSpec[]
  readonly levels?: readonly Level[]
  readonly operations?: readonly Operation[]
}): Vocabulary {
  const { roles, nodes, levels = [], operations = [] } = scenario
  return { roles: roles.map(({ name }) => name), nodes, levels, operations }
}

/** The id of the unit that is the configuration of a level on a node. */
function configurationOf(node: string, level: string): string {
  return `${node}.${level}`
}

/** The ids of the units that raise a level. The cluster itself takes no step. */
export function unitsOfLevel(
  { name, raised, members }: Level,
  nodes: readonly NodeSpec[],
): readonly string[] {
  if (raised === 'automatically') return []
  if (raised === 'by an operator') return [name]
  return nodes.filter(({ role }) => members.includes(role)).map(({ id }) => configurationOf(id, name))
}

/** What a word stands for: the units, of which not all need change. */
export interface Meaning {
  readonly kind: 'role' | 'node' | 'level' | 'operation' | 'configuration'
  readonly units: readonly string[]
}

/** Everything that a word can stand for, by the word. */
export function meanings({ roles, nodes, levels, operations }: Vocabulary): ReadonlyMap<string, Meaning> {
  const all = new Map<string, Meaning>()
  // Where a scenario has a name twice, which is told elsewhere, the first one is meant.
  const add = (word: string, kind: Meaning['kind'], units: readonly string[]) => {
    if (!all.has(word)) all.set(word, { kind, units })
  }
  const members = new Map<string, string[]>(roles.map((role) => [role, []]))
  for (const { id, role } of nodes) members.get(role)?.push(id)
  for (const [role, ids] of members) add(role, 'role', ids)
  for (const { id } of nodes) add(id, 'node', [id])
  for (const level of levels) add(level.name, 'level', unitsOfLevel(level, nodes))
  for (const { name } of operations) add(name, 'operation', [name])
  for (const level of levels) {
    for (const unit of unitsOfLevel(level, nodes)) add(unit, 'configuration', [unit])
  }
  return all
}

/** What `s1..s9` stands for: the nodes from one to another of their role, in the order of the cluster; undefined for other words. */
export function nodesFromTo({ nodes }: Pick<Vocabulary, 'nodes'>, word: string): Meaning | undefined {
  for (const { id: first, role } of nodes) {
    if (!word.startsWith(`${first}..`)) continue
    const last = word.slice(`${first}..`.length)
    const own = nodes.filter((node) => node.role === role).map(({ id }) => id)
    const units = own.slice(own.indexOf(first), own.indexOf(last) + 1)
    if (units.length > 0) return { kind: 'role', units }
  }
  return undefined
}
