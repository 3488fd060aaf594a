import type { Lattice } from '#sim/plan/model.ts'

/** The same lattice without the units that stay where they are: they tell no two states apart. */
export function onlyMoving(lattice: Lattice): Lattice {
  const kept = lattice.axes.flatMap(({ places }, axis) => (places.length > 1 ? [axis] : []))
  if (kept.length === lattice.axes.length) return lattice
  return {
    ...lattice,
    axes: kept.flatMap((axis) => lattice.axes[axis] ?? []),
    states: lattice.states.map((state) => ({
      ...state,
      counts: kept.map((axis) => state.counts[axis] ?? []),
    })),
    edges: lattice.edges.map((edge) => ({ ...edge, axis: kept.indexOf(edge.axis) })),
  }
}
