/** A lattice as it is walked: its states and edges by their keys, and which unit each edge moves where. */
import type { Axis, Lattice, LatticeEdge, LatticeState } from '#sim/plan/model.ts'

/** What an edge does: a member of an axis goes from one of its places to another. */
interface Move {
  readonly axis: number
  readonly from: number
  readonly to: number
  /** What follows a member's name in the name of the unit that is moved: empty, or such as `.ibp`. */
  readonly suffix: string
}

export interface LatticeIndex {
  readonly lattice: Lattice
  readonly states: ReadonlyMap<string, LatticeState>
  readonly out: ReadonlyMap<string, readonly LatticeEdge[]>
  readonly into: ReadonlyMap<string, readonly LatticeEdge[]>
  readonly moves: ReadonlyMap<LatticeEdge, Move>
  /** The axis of each of its members. */
  readonly axes: ReadonlyMap<string, number>
}

const known = new WeakMap<Lattice, LatticeIndex>()

/** The index of a lattice: made once for each. */
export function indexOf(lattice: Lattice): LatticeIndex {
  const index = known.get(lattice) ?? makeIndex(lattice)
  known.set(lattice, index)
  return index
}

function makeIndex(lattice: Lattice): LatticeIndex {
  const states = new Map(lattice.states.map((state) => [state.key, state]))
  const out = grouped(lattice.edges, ({ from }) => from)
  const into = grouped(lattice.edges, ({ to }) => to)
  const axes = new Map(lattice.axes.flatMap(({ members }, axis) => members.map((member) => [member, axis])))
  const moves = new Map<LatticeEdge, Move>()
  for (const edge of lattice.edges) {
    const move = moveOf(edge, lattice.axes, states)
    if (move !== null) moves.set(edge, move)
  }
  return { lattice, states, out, into, moves, axes }
}

function grouped<T>(list: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>()
  for (const item of list) {
    const key = keyOf(item)
    const group = groups.get(key)
    if (group) group.push(item)
    else groups.set(key, [item])
  }
  return groups
}

function moveOf(
  edge: LatticeEdge,
  axes: readonly Axis[],
  states: ReadonlyMap<string, LatticeState>,
): Move | null {
  const before = states.get(edge.from)?.counts[edge.axis]
  const after = states.get(edge.to)?.counts[edge.axis]
  if (before === undefined || after === undefined) return null
  const from = before.findIndex((count, place) => count > (after[place] ?? 0))
  const to = after.findIndex((count, place) => count > (before[place] ?? 0))
  return { axis: edge.axis, from, to, suffix: suffixOf(edge.step.unit, axes[edge.axis]) }
}

/** A unit is a member of its axis, or the configuration of one, as in `b1.ibp`. */
function suffixOf(unit: string, axis: Axis | undefined): string {
  const member = memberOf(unit, (name) => axis?.members.includes(name) ?? false)
  return unit.slice(member?.length ?? unit.length)
}

/** The member that a unit belongs to; null where none does. */
export function memberOf(unit: string, isMember: (name: string) => boolean): string | null {
  if (isMember(unit)) return unit
  for (let end = unit.lastIndexOf('.'); end > 0; end = unit.lastIndexOf('.', end - 1)) {
    const name = unit.slice(0, end)
    if (isMember(name)) return name
  }
  return null
}
