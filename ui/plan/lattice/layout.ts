/**
 * Where the states of a lattice are drawn. Two kinds of units that each go one way make a grid: one along each side.
 * Everything else is drawn in layers by the number of steps taken, put into an order that keeps the edges short.
 */
import type { Axis, Lattice, LatticeState } from '#sim/plan/model.ts'
import { indexOf } from './index.ts'

/** A place, counted in cells from the top left. Layers are centred: theirs may lie between two rows. */
export interface Spot {
  readonly column: number
  readonly row: number
}

export interface LatticeLayout {
  readonly kind: 'grid' | 'layers'
  readonly columns: number
  readonly rows: number
  readonly spots: ReadonlyMap<string, Spot>
  /** The axes along the sides of a grid; null for layers, and where there is only one. */
  readonly columnAxis: number | null
  readonly rowAxis: number | null
}

/** Whether steps lead to the right, or down, as on a phone. */
export type Direction = 'right' | 'down'

/** The layout of a lattice. */
export function layoutOf(lattice: Lattice, direction: Direction = 'right'): LatticeLayout {
  return gridOf(lattice, direction) ?? layersOf(lattice, direction)
}

/** How far along a chain of places a state is: the members at the second of two, or the place of the only member. */
function placeOnChain({ members, places }: Axis, counts: readonly number[] | undefined): number {
  if (members.length === 1) return counts?.findIndex((count) => count > 0) ?? 0
  return places.length === 2 ? (counts?.[1] ?? 0) : 0
}

const isChain = ({ members, places }: Axis) => members.length === 1 || places.length === 2

function gridOf(lattice: Lattice, direction: Direction): LatticeLayout | null {
  const { axes, states, edges } = lattice
  if (axes.length === 0 || axes.length > 2 || !axes.every(isChain)) return null
  const { moves } = indexOf(lattice)
  // Places of a lone unit that fork are no chain.
  const isStraight = edges.every((edge) => {
    const move = moves.get(edge)
    const axis = axes[edge.axis]
    return move && axis && (axis.members.length > 1 || move.to === move.from + 1)
  })
  if (!isStraight) return null
  const extents = axes.map(({ members, places }) =>
    members.length === 1 ? places.length : members.length + 1,
  )
  const [first = 1, second = 1] = extents
  // The longer side goes where there is more room.
  const isFirstAlong = axes.length === 1 || (direction === 'right' ? first >= second : second >= first)
  const isTurned = axes.length === 1 && direction === 'down'
  const [columnAxis, rowAxis] =
    axes.length === 1 ? (isTurned ? [null, 0] : [0, null]) : isFirstAlong ? [0, 1] : [1, 0]
  const along = (axis: number | null, { counts }: LatticeState) => {
    const one = axis === null ? undefined : axes[axis]
    return one && axis !== null ? placeOnChain(one, counts[axis]) : 0
  }
  return {
    kind: 'grid',
    columns: columnAxis === null ? 1 : (extents[columnAxis] ?? 1),
    rows: rowAxis === null ? 1 : (extents[rowAxis] ?? 1),
    spots: new Map(
      states.map((state) => [state.key, { column: along(columnAxis, state), row: along(rowAxis, state) }]),
    ),
    columnAxis,
    rowAxis,
  }
}

/** How often the layers are put in order, forwards and back. */
const sweeps = 6

function layersOf(lattice: Lattice, direction: Direction): LatticeLayout {
  const layers = orderedLayers(lattice)
  const widest = Math.max(1, ...layers.map((layer) => layer.length))
  const spots = new Map<string, Spot>()
  for (const [rank, layer] of layers.entries()) {
    const before = (widest - layer.length) / 2
    for (const [place, key] of layer.entries()) {
      const across = before + place
      spots.set(key, direction === 'right' ? { column: rank, row: across } : { column: across, row: rank })
    }
  }
  const [columns, rows] = direction === 'right' ? [layers.length, widest] : [widest, layers.length]
  return { kind: 'layers', columns, rows, spots, columnAxis: null, rowAxis: null }
}

/** The states of each rank, each next to those that it is connected with. */
function orderedLayers(lattice: Lattice): string[][] {
  const { out, into } = indexOf(lattice)
  const layers: string[][] = []
  for (const { key, rank } of lattice.states.toSorted(byCounts)) {
    for (; layers.length <= rank; ) layers.push([])
    layers[rank]?.push(key)
  }
  for (let sweep = 0; sweep < sweeps; sweep++) {
    const isForward = sweep % 2 === 0
    const order = isForward ? layers.keys() : [...layers.keys()].reverse()
    for (const rank of order) {
      const layer = layers[rank] ?? []
      const near = layers[rank + (isForward ? -1 : 1)]
      if (near === undefined) continue
      const places = new Map(near.map((key, place) => [key, place - near.length / 2]))
      const neighbours = (key: string) =>
        isForward ? into.get(key)?.map(({ from }) => from) : out.get(key)?.map(({ to }) => to)
      const middles = new Map(
        layer.map((key, place) => {
          const found = (neighbours(key) ?? []).flatMap((one) => places.get(one) ?? [])
          const middle = found.reduce((sum, each) => sum + each, 0) / found.length
          return [key, found.length === 0 ? place - layer.length / 2 : middle]
        }),
      )
      layers[rank] = layer.toSorted((a, b) => (middles.get(a) ?? 0) - (middles.get(b) ?? 0))
    }
  }
  return layers
}

/** Those in which the first axis is furthest come first. */
function byCounts(a: LatticeState, b: LatticeState): number {
  for (const [axis, counts] of a.counts.entries()) {
    for (const [place, count] of counts.entries()) {
      const other = b.counts[axis]?.[place] ?? 0
      if (count !== other) return count - other
    }
  }
  return 0
}
