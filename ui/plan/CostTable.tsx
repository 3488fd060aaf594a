import { Check } from 'lucide-react'
import type { WaveCost } from '#sim/plan/model.ts'
import { sayDuration } from '#sim/text/say-time.ts'
import { SignGlyph } from '#ui/glyphs/SignGlyph.tsx'
import type { PlanAnswer } from '#ui/planning/compute.ts'
import { useCost } from '#ui/planning/useCost.ts'
import styles from './CostTable.module.css'

/** What the order costs with waves of several sizes, by simulation, and which of them is the gentlest. */
export function CostTable({ answer }: { readonly answer: PlanAnswer }) {
  const { cost, status, ask } = useCost(answer)
  return (
    <section className={styles.cost} aria-label="How many at a time">
      <header>
        <h3>How many at a time</h3>
        {status === 'not asked' && (
          <button type="button" onClick={ask}>
            Measure
          </button>
        )}
      </header>
      <div aria-live="polite">
        {status === 'not asked' && (
          <p>Runs of the order say how long nobody is served with waves of each size.</p>
        )}
        {status === 'under way' && <p>Running the order with waves of each size…</p>}
        {status === 'failed' && <p>It could not be measured in this browser.</p>}
        {cost && (
          <>
            <table>
              <thead>
                <tr>
                  <th scope="col">at a time</th>
                  <th scope="col">takes</th>
                  <th scope="col">longest without service</th>
                  <th scope="col">fewest up</th>
                </tr>
              </thead>
              <tbody>
                {cost.waves.map((wave) => (
                  <Row key={wave.wave} wave={wave} isGentlest={wave.wave === cost.gentlest} />
                ))}
              </tbody>
            </table>
            <p>The worst of {cost.seeds.length} runs each, in virtual time.</p>
          </>
        )}
      </div>
    </section>
  )
}

function Row({
  wave: { wave, duration, withoutService, smallestCapacity, kept },
  isGentlest,
}: {
  readonly wave: WaveCost
  readonly isGentlest: boolean
}) {
  return (
    <tr data-gentlest={isGentlest || undefined}>
      <th scope="row">
        {wave}
        {isGentlest && (
          <span className={styles.gentlest}>
            <Check size={12} aria-hidden /> gentlest
          </span>
        )}
        {!kept && (
          <span className={styles.broken}>
            <SignGlyph kind="fault" size={11} /> breaks
          </span>
        )}
      </th>
      <td className={styles.takes}>{sayDuration(duration)}</td>
      <td>
        {Object.entries(withoutService).map(([role, { worst }]) => (
          <span key={role}>
            {role} {sayDuration(worst)}
          </span>
        ))}
      </td>
      <td>
        {Object.entries(smallestCapacity).map(([role, least]) => (
          <span key={role}>
            {role} {least}
          </span>
        ))}
      </td>
    </tr>
  )
}
