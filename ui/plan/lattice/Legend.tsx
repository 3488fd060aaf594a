import type { Lattice } from '#sim/plan/model.ts'
import { Dots } from './Dots.tsx'
import styles from './Lattice.module.css'

/** What the lines and the grounds of a lattice mean. */
export function Legend({ lattice, hasDots }: { readonly lattice: Lattice; readonly hasDots: boolean }) {
  const hasCorridor = lattice.edges.some(({ alive }) => alive)
  const hasDead = lattice.states.some(({ verdict }) => verdict !== 'safe')
  return (
    <ul className={styles.legend} aria-label="Legend">
      {hasDots && (
        <li>
          <Dots axis={legendAxis} counts={[0, 1]} /> upgraded
        </li>
      )}
      {hasCorridor && (
        <li>
          <svg width={28} height={8} aria-hidden="true">
            <path className={styles.safe} d="M0 4h22" />
            <path className={styles.safeHead} d="M28 4 20 .5v7Z" />
          </svg>
          safe corridor
        </li>
      )}
      <li>
        <svg width={28} height={8} aria-hidden="true">
          <path className={styles.own} d="M0 4h22" />
          <path className={styles.ownHead} d="M28 4 20 .5v7Z" />
        </svg>
        your order
      </li>
      {hasDead && (
        <li>
          <i className={styles.dead} /> dead state
        </li>
      )}
    </ul>
  )
}

const legendAxis = { role: 'node', members: ['one'], places: ['old', 'new'] }
