/** The mixed states that the brute force goes through, unit by unit. */
import { lookUp } from '#machines/look-up.ts'
import { type Pair, releaseAt, releaseOf } from '../cluster.ts'
import type { Scenario } from '../scenario/model.ts'
import type { PlanStep, Unit } from './model.ts'
import { startValues } from './units.ts'

/** What every unit is at, and the ways in which its connections can stand there when nothing moves. */
export interface Mixed {
  readonly values: ReadonlyMap<string, string>
  readonly taken: ReadonlyMap<string, number>
  readonly steps: readonly PlanStep[]
  readonly written: ReadonlySet<string>
  readonly risen: ReadonlyMap<string, string>
  readonly settled: Map<string, readonly number[]>
  orders: bigint
}

export function firstState(scenario: Scenario, units: readonly Unit[]): Mixed {
  const values = startValues(scenario)
  const start = new Map(
    (scenario.levels ?? [])
      .filter(({ raised }) => raised === 'automatically')
      .map(({ name, start }) => [name, start]),
  )
  const risen = riseAfter(scenario, { values, risen: start }, values, null)
  return {
    values,
    taken: new Map(units.map(({ id }) => [id, 0])),
    steps: [],
    written: writtenAt(scenario, values, risen, new Set()),
    risen,
    settled: new Map(),
    orders: 1n,
  }
}

type At = Pick<Mixed, 'values' | 'risen'>

/** Where the levels stand for a node. */
export function levelsFor(
  { levels = [] }: Scenario,
  node: string,
  { values, risen }: At,
): Record<string, string> {
  return Object.fromEntries(
    levels.flatMap(({ name, start, raised }) => {
      // Of a level that is configured a node knows nothing that is no member.
      if (raised === 'on each node') {
        const own = values.get(`${node}.${name}`)
        return own === undefined ? [] : [[name, own]]
      }
      return [[name, risen.get(name) ?? values.get(name) ?? start]]
    }),
  )
}

export function releasesOf(scenario: Scenario, { dialer, acceptor, link }: Pair, at: At) {
  const end = (role: string, node: string) => {
    const name = at.values.get(node) ?? ''
    const levels = levelsFor(scenario, node, at)
    return {
      release: releaseAt(releaseOf(scenario, role, name), levels),
      key: JSON.stringify([name, levels]),
    }
  }
  return [end(link.dialer, dialer), end(link.acceptor, acceptor)] as const
}

/** The nodes whose connections a step of a level concerns. */
export function membersOf({ nodes, levels = [] }: Scenario, { kind, role }: Unit): ReadonlySet<string> {
  if (kind !== 'level') return new Set()
  const members = levels.find(({ name }) => name === role)?.members ?? []
  return new Set(nodes.filter((node) => members.includes(node.role)).map(({ id }) => id))
}

/** Levels that rise by themselves: place by place, as long as every member that is asked can run there. */
export function riseAfter(
  scenario: Scenario,
  before: At,
  values: ReadonlyMap<string, string>,
  down: string | null,
) {
  const rise = (level: NonNullable<Scenario['levels']>[number], from: string, absent: string | null) => {
    let value = from
    for (const next of level.values.slice(level.values.indexOf(from) + 1)) {
      const able = scenario.nodes
        .filter(({ id, role }) => level.members.includes(role) && id !== absent)
        .every(({ id, role }) => {
          const { levels } = releaseOf(scenario, role, values.get(id) ?? '')
          return lookUp(levels, level.name)?.includes(next) ?? true
        })
      if (!able) return value
      value = next
    }
    return value
  }
  return new Map(
    (scenario.levels ?? [])
      .filter(({ raised }) => raised === 'automatically')
      .map((level) => {
        const from = before.risen.get(level.name) ?? level.start
        const early = level.waitsForAll || down === null ? from : rise(level, from, down)
        return [level.name, rise(level, early, null)] as const
      }),
  )
}

export function writtenAt(
  scenario: Scenario,
  values: ReadonlyMap<string, string>,
  risen: ReadonlyMap<string, string>,
  before: ReadonlySet<string>,
): ReadonlySet<string> {
  const forms = scenario.nodes.flatMap(({ id, role }) => {
    const levels = levelsFor(scenario, id, { values, risen })
    const release = releaseOf(scenario, role, values.get(id) ?? '')
    return releaseAt(release, levels).data?.writes ?? []
  })
  return new Set([...before, ...forms])
}
