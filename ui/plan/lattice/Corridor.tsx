import type { Lattice } from '#sim/plan/model.ts'
import styles from './Board.module.css'
import { type BoardGeometry, corridorBoxes, edgePath } from './geometry.ts'

/** The ground under all states and steps of safe orders. */
export function Corridor({
  lattice,
  geometry,
}: {
  readonly lattice: Lattice
  readonly geometry: BoardGeometry
}) {
  const reach = Math.min(geometry.margin.x, geometry.margin.y)
  return (
    <g className={styles.corridor}>
      {corridorBoxes(geometry, lattice).map(({ x, y, width, height }) => (
        <rect key={`${x} ${y} ${width} ${height}`} x={x} y={y} width={width} height={height} rx={6} />
      ))}
      {lattice.edges.map((edge) => {
        const path = edge.alive ? edgePath(geometry, edge) : null
        if (path === null || path.from.x === path.to.x || path.from.y === path.to.y) return null
        return <path key={`${edge.from} ${edge.to}`} d={path.d} strokeWidth={2 * reach} />
      })}
    </g>
  )
}
