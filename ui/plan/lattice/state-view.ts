/** What there is to see of one mixed state: which nodes its counts stand for, and how each connection stands. */
import { type MixedState, mixedStates, type PairOutcome } from '#sim/plan/mixed-state.ts'
import type { Lattice } from '#sim/plan/model.ts'
import type { Scenario, Upgrade } from '#sim/scenario/model.ts'
import { orderTo } from './walk.ts'

/** Connections of dialers and acceptors, as a table whose cells stand for one connection each. */
export interface PairTable {
  readonly dialers: readonly string[]
  readonly acceptors: readonly string[]
  /** By row and column; undefined where two do not connect. */
  readonly rows: readonly (readonly (PairOutcome | undefined)[])[]
}

/** The mixed state behind a state of the lattice, with the nodes that an order upgrades first upgraded first. */
export function mixedStateOf(
  scenario: Scenario,
  lattice: Lattice,
  key: string,
  order: Upgrade['steps'],
): MixedState | null {
  const found = orderTo(lattice, key, order)
  return found === null ? null : (mixedStates(scenario, found.steps.slice(0, found.taken)).at(-1) ?? null)
}

/** The connections of a mixed state, one table for each two roles that connect. */
export function pairTables(scenario: Scenario, { outcomes }: MixedState): PairTable[] {
  const roles = new Map(scenario.nodes.map(({ id, role }) => [id, role]))
  const nodes = [...roles.keys()]
  // Peers are on both sides: what is empty is their diagonal.
  const inOrder = (ids: readonly string[]) => nodes.filter((id) => ids.includes(id))
  const tables = new Map<string, PairOutcome[]>()
  for (const outcome of outcomes) {
    const key = JSON.stringify([roles.get(outcome.dialer), roles.get(outcome.acceptor)])
    tables.set(key, [...(tables.get(key) ?? []), outcome])
  }
  return [...tables.values()].map((found) => {
    const dialers = inOrder(found.map(({ dialer }) => dialer))
    const acceptors = inOrder(found.map(({ acceptor }) => acceptor))
    const rows = acceptors.map((acceptor) =>
      dialers.map((dialer) => found.find((each) => each.dialer === dialer && each.acceptor === acceptor)),
    )
    return { dialers, acceptors, rows }
  })
}
