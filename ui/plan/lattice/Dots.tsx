import type { Axis } from '#sim/plan/model.ts'
import styles from './Dots.module.css'

/** More members than this are a number. */
const most = 6

const radius = 3.25
const pitch = 9

/** How far the members of an axis are, each a dot that fills as it goes on. */
export function Dots({ axis, counts }: { readonly axis: Axis; readonly counts: readonly number[] }) {
  const { members, places } = axis
  const last = places.length - 1
  if (members.length > most) {
    const done = counts.reduce((sum, number, place) => sum + number * place, 0)
    return (
      <span className={styles.number}>
        {done}/{members.length * last}
      </span>
    )
  }
  // The furthest come first, so that what is done grows from the left.
  const parts = counts.flatMap((number, place) => Array<number>(number).fill(place / last)).reverse()
  return (
    <svg className={styles.dots} width={members.length * pitch} height={pitch} aria-hidden="true">
      {parts.map((part, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a dot is nothing but its place.
        <Dot key={i} x={i * pitch + pitch / 2} part={part} />
      ))}
    </svg>
  )
}

function Dot({ x, part }: { readonly x: number; readonly part: number }) {
  const y = pitch / 2
  return (
    <>
      <circle className={styles.ring} cx={x} cy={y} r={radius} />
      {part === 1 ? (
        <circle className={styles.part} cx={x} cy={y} r={radius} />
      ) : (
        part > 0 && <path className={styles.part} d={wedge(x, y, part)} />
      )}
    </>
  )
}

/** A part of a disc, clockwise from the top. */
function wedge(x: number, y: number, part: number): string {
  const angle = 2 * Math.PI * part
  const end = { x: x + radius * Math.sin(angle), y: y - radius * Math.cos(angle) }
  return `M${x} ${y}V${y - radius}A${radius} ${radius} 0 ${part > 0.5 ? 1 : 0} 1 ${end.x} ${end.y}Z`
}
