import { memo } from 'react'
import { sides } from '#sim/scenario/side.ts'
import type { PairView } from '#sim/views/view.ts'
import { toneOf } from '#ui/glyphs/outcome.ts'
import styles from './Cluster.module.css'
import { pathThrough, pointAt, slice, type Wire } from './geometry.ts'

/** Where the two beliefs about a half-open link part, from the end that never opened. */
const parting = 0.55

/** The line of a link: its stroke says how it stands. */
export const WireLine = memo(function WireLine({
  wire,
  pair,
  selected,
}: {
  readonly wire: Wire | undefined
  readonly pair: PairView
  readonly selected: boolean
}) {
  if (wire === undefined) return null
  const whole = pathThrough(wire.points)
  return (
    <g className={styles.wire} data-tone={toneOf(pair.status)} data-status={pair.status}>
      {selected && <path className={styles.halo} d={whole} />}
      <Strokes pair={pair} points={wire.points} whole={whole} />
      {pair.cut && <Cut points={wire.points} />}
      {sides.map((side) => (
        <circle key={side} className={styles.port} cx={wire.ports[side].x} cy={wire.ports[side].y} r={3.5} />
      ))}
    </g>
  )
})

function Strokes({ pair, points, whole }: { pair: PairView; points: Wire['points']; whole: string }) {
  switch (pair.status) {
    case 'half-open': {
      const dialerBelieves = pair.ends.dialer?.state === 'open'
      const at = dialerBelieves ? 1 - parting : parting
      const [solid, dotted] = dialerBelieves
        ? [slice(points, 0, at), slice(points, at, 1)]
        : [slice(points, at, 1), slice(points, 0, at)]
      return (
        <>
          <path className={styles.dotted} d={pathThrough(dotted)} />
          <path className={styles.solid} d={pathThrough(solid)} />
          <path className={styles.bar} d={pathThrough(across(points, at))} />
        </>
      )
    }
    case 'rejected':
      return (
        <>
          <path className={styles.solid} d={pathThrough(slice(points, 0, 0.06))} />
          <path className={styles.solid} d={pathThrough(slice(points, 0.94, 1))} />
        </>
      )
    case 'stalled':
      return <path className={styles.dotted} d={whole} />
    case 'handshake':
      return <path className={styles.dashed} d={whole} />
    case 'down':
      return <path className={styles.faint} d={whole} />
    default:
      return <path className={styles.solid} d={whole} />
  }
}

/** A short line across a longer one. */
function across(points: Wire['points'], share: number, half = 7) {
  const [here, next] = [pointAt(points, share), pointAt(points, share + 0.02)]
  const length = Math.hypot(next.x - here.x, next.y - here.y) || 1
  const [dx, dy] = [(-(next.y - here.y) / length) * half, ((next.x - here.x) / length) * half]
  return [
    { x: here.x - dx, y: here.y - dy },
    { x: here.x + dx, y: here.y + dy },
  ]
}

function Cut({ points }: { points: Wire['points'] }) {
  return (
    <>
      <path className={styles.gap} d={pathThrough(slice(points, 0.485, 0.515))} />
      <path className={styles.cut} d={pathThrough(across(points, 0.48, 6))} />
      <path className={styles.cut} d={pathThrough(across(points, 0.52, 6))} />
    </>
  )
}
