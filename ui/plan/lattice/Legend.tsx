import type { Lattice } from '#sim/plan/model.ts'
import type { StateVerdict } from '#sim/plan/space/judgement.ts'
import type { Scenario } from '#sim/scenario/model.ts'
import { labelOf } from '#ui/planning/say.ts'
import { Dots } from './Dots.tsx'
import styles from './Lattice.module.css'

/** What the lines and the grounds of a lattice mean. */
export function Legend({
  scenario,
  lattice,
  hasOrder,
  hasDots,
}: {
  readonly scenario: Scenario
  readonly lattice: Lattice
  readonly hasOrder: boolean
  readonly hasDots: boolean
}) {
  const hasCorridor = lattice.edges.some(({ alive }) => alive)
  const has = (verdict: StateVerdict) => lattice.states.some((state) => state.verdict === verdict)
  return (
    <ul className={styles.legend} aria-label="Legend">
      {hasDots &&
        placesIn(scenario, lattice).map((name, place, all) => (
          <li key={name} className={styles.place}>
            <Dots
              axis={{ role: '', members: [''], places: all }}
              counts={all.map((_, i) => (i === place ? 1 : 0))}
            />{' '}
            {name}
          </li>
        ))}
      {hasCorridor && (
        <li>
          <svg width={28} height={8} aria-hidden="true">
            <path className={styles.safe} d="M0 4h22" />
            <path className={styles.safeHead} d="M28 4 20 .5v7Z" />
          </svg>
          safe corridor
        </li>
      )}
      {hasOrder && (
        <li>
          <svg width={28} height={8} aria-hidden="true">
            <path className={styles.own} d="M0 4h22" />
            <path className={styles.ownHead} d="M28 4 20 .5v7Z" />
          </svg>
          your order
        </li>
      )}
      {has('unsafe') && (
        <li>
          <i className={styles.dead} data-tone="bad" /> leads nowhere
        </li>
      )}
      {has('unsupported') && (
        <li>
          <i className={styles.dead} data-tone="lossy" /> unsupported
        </li>
      )}
    </ul>
  )
}

/** What a dot stands for as it fills: the places themselves, where all axes have the same. */
function placesIn(scenario: Scenario, { axes }: Lattice): readonly string[] {
  const [first] = axes
  const most = Math.max(2, ...axes.map(({ places }) => places.length))
  if (most === 2 || first === undefined) return ['before', 'upgraded']
  const isOne = axes.every(({ places }) => places.join() === first.places.join())
  return isOne
    ? first.places.map((place) => labelOf(scenario, first.role, place))
    : ['before', 'on the way', 'upgraded']
}
