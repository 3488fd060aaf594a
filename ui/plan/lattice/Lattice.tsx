import { useMemo } from 'react'
import type { Lattice as LatticeModel } from '#sim/plan/model.ts'
import { plural } from '#sim/text/say-list.ts'
import { grouped } from '#sim/text/say-number.ts'
import { Board, type BoardProps } from './Board.tsx'
import { Canvas } from './Canvas.tsx'
import type { Gutter } from './geometry.ts'
import styles from './Lattice.module.css'
import { Legend } from './Legend.tsx'
import { type Direction, type LatticeLayout, layoutOf } from './layout.ts'
import { onlyMoving } from './moving.ts'
import { type CellKind, cellSize } from './size.ts'
import { useRoom } from './useRoom.ts'
import { walk } from './walk.ts'

/** More states than this are painted, whatever room there is. */
const mostCells = 600

/** A board is never squeezed into less than this. */
const leastHeight = 300

/** Every mixed state of an upgrade, with the way of safe orders lit, as large as the room allows. */
export function Lattice({
  isYours,
  isPhone = false,
  ...props
}: Omit<BoardProps, 'strides'> & {
  /** Whether the order is yours, and is drawn. */
  readonly isYours: boolean
  readonly isPhone?: boolean
}) {
  const { order } = props
  const lattice = useMemo(() => onlyMoving(props.lattice), [props.lattice])
  const [room, { width, height }] = useRoom<HTMLDivElement>()
  const direction: Direction = isPhone ? 'down' : 'right'
  const layout = useMemo(() => layoutOf(lattice, direction), [lattice, direction])
  const strides = useMemo(() => (isYours ? walk(lattice, order) : []), [lattice, order, isYours])
  const gutter = useMemo((): Gutter => gutterOf(layout.kind, isPhone), [layout.kind, isPhone])
  const size =
    lattice.states.length > mostCells || width === 0
      ? null
      : cellSize(
          layout.columns,
          layout.rows,
          {
            width: width - gutter.left - 16 - (isPhone ? 12 : 24),
            height: isPhone ? Infinity : Math.max(height, leastHeight) - gutter.top - 16,
          },
          layout.kind === 'layers' ? lattice.axes.length : 0,
        )
  return (
    <section className={styles.lattice} aria-label="Mixed states of the upgrade">
      <header className={styles.head}>
        <h2>Mixed states</h2>
        <p>{sayWhat(lattice, layout, size?.kind ?? null)}</p>
        <Legend
          scenario={props.scenario}
          lattice={lattice}
          hasOrder={strides.length > 0}
          hasDots={layout.kind === 'layers' && hasDots(size?.kind ?? null)}
        />
      </header>
      <div ref={room} className={styles.room} data-phone={isPhone || undefined}>
        {width > 0 &&
          (size === null ? (
            <Canvas
              {...props}
              {...{ lattice, strides, layout, width }}
              height={Math.max(height, leastHeight)}
            />
          ) : (
            <Board {...props} {...{ lattice, strides, layout, size, gutter, direction }} />
          ))}
      </div>
    </section>
  )
}

function gutterOf(kind: 'grid' | 'layers', isPhone: boolean): Gutter {
  if (isPhone) return { left: 56, top: kind === 'grid' ? 52 : 20 }
  return kind === 'grid' ? { left: 88, top: 36 } : { left: 88, top: 32 }
}

function sayWhat(
  { states, axes, isWhole }: LatticeModel,
  { kind, columnAxis, rowAxis }: LatticeLayout,
  size: CellKind | null,
): string {
  const number = `${grouped(`${states.length}`)} ${plural(states.length, 'state')}`
  const said = isWhole ? number : `${number}, those of safe orders and the ones beside them`
  const roles = axes.map(({ role, members }) => plural(members.length, role))
  if (kind === 'layers') return `${said} by steps taken${hasDots(size) ? `. Dots: ${roles.join(', ')}` : ''}`
  if (size !== null) return `${said} by count of upgraded nodes${size === 'full' ? ', one glyph a link' : ''}`
  const sides = [columnAxis, rowAxis].flatMap((axis, i) =>
    axis === null ? [] : [`${roles[axis]} ${i === 0 ? 'to the right' : 'down'}`],
  )
  return `${said}: ${sides.join(', ')}`
}

const hasDots = (size: CellKind | null) => size === 'medium' || size === 'small'
