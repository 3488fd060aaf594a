import type { Lattice, LatticeEdge } from '#sim/plan/model.ts'
import styles from './Board.module.css'
import { type BoardGeometry, type EdgePath, edgePath } from './geometry.ts'
import type { Stride } from './walk.ts'

/** How far two lines of one step lie from each other. */
const apart = 7

/** Room that a label needs for each of its characters. */
const perCharacter = 6.2

/** The steps between states: those of safe orders, those of your order with their numbers, and all the others. */
export function Edges({
  lattice,
  geometry,
  strides,
  canLabel,
  describe,
  onGo,
}: {
  readonly lattice: Lattice
  readonly geometry: BoardGeometry
  /** The steps of your order. */
  readonly strides: readonly Stride[]
  /** Whether there is room for labels. */
  readonly canLabel: boolean
  readonly describe: (edge: LatticeEdge) => string
  readonly onGo: (edge: LatticeEdge) => void
}) {
  const own = new Map(strides.map((stride, i) => [stride.edge, { ...stride, number: i + 1 }]))
  return (
    <g>
      {lattice.edges.map((edge) => {
        const stride = own.get(edge)
        const isBoth = stride !== undefined && edge.alive
        const path = edgePath(geometry, edge)
        if (path === null) return null
        return (
          // biome-ignore lint/a11y/noStaticElementInteractions: a short way for the pointer; keys go to the state itself.
          <g
            key={`${edge.from} ${edge.to} ${edge.step.unit}`}
            className={styles.edge}
            onClick={() => onGo(edge)}
          >
            <title>{describe(edge)}</title>
            <path className={styles.reach} d={path.d} />
            {!edge.alive && !stride && <path className={styles.other} d={path.d} />}
            {edge.alive && <Arrow path={edgePath(geometry, edge, isBoth ? apart : 0)} look="safe" />}
            {stride && (
              <Arrow
                path={edgePath(geometry, edge, isBoth ? -apart : 0)}
                look="own"
                isBack={stride.isBack}
                label={canLabel ? labelFor(stride.number, stride.step.node, path) : null}
              />
            )}
          </g>
        )
      })}
    </g>
  )
}

/** The number of the step and its unit, where both have room; the number, where it has. */
function labelFor(number: number, unit: string, { from, to, isDown }: EdgePath): string | null {
  const whole = `${number} ${unit}`
  const gap = Math.abs(to.x - from.x)
  const room = isDown ? 72 : from.y === to.y ? gap - 12 : gap / 2 - 8
  const fits = (text: string) => text.length * perCharacter <= room
  if (fits(whole)) return whole
  return fits(`${number}`) ? `${number}` : null
}

function Arrow({
  path,
  look,
  isBack = false,
  label = null,
}: {
  readonly path: EdgePath | null
  readonly look: 'safe' | 'own'
  readonly isBack?: boolean
  readonly label?: string | null
}) {
  if (path === null) return null
  const { d, from, to, isDown } = path
  return (
    <g className={styles[look]}>
      <path className={styles.line} d={d} />
      <path className={styles.head} d={isBack ? head(from, isDown, -1) : head(to, isDown, 1)} />
      {label !== null && (
        <text className={styles.label} {...labelSpot(path)}>
          {label}
        </text>
      )}
    </g>
  )
}

/** Over a level line; beside one that goes up or down, on the side where no other line runs. */
function labelSpot({ from, to, middle, isDown }: EdgePath) {
  const beside = { x: middle.x + 8, y: middle.y + 4, textAnchor: 'start' as const }
  if (isDown || to.y > from.y) return beside
  if (to.y < from.y) return { ...beside, x: middle.x - 8, textAnchor: 'end' as const }
  return { x: middle.x, y: middle.y - 6, textAnchor: 'middle' as const }
}

const length = 8
const half = 3.5

function head({ x, y }: { readonly x: number; readonly y: number }, isDown: boolean, way: 1 | -1): string {
  const back = length * way
  return isDown
    ? `M${x} ${y}L${x - half} ${y - back}H${x + half}Z`
    : `M${x} ${y}L${x - back} ${y - half}V${y + half}Z`
}
