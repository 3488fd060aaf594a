import { ArrowRight, ChevronLeft, ChevronRight } from 'lucide-react'
import { removeAt } from './change-node.ts'
import styles from './Form.module.css'
import { ChoiceField } from './fields.tsx'
import type { FormHand } from './form-hand.ts'
import { fieldAt, orderOf, rolesOf } from './form-of.ts'
import { moveItem } from './move-item.ts'
import { keysAt, linesAt } from './yaml-text.ts'

/** More of them are put in order in the text, or in the lane of the order. */
const mostInOrder = 12

/** What the upgrade leads to, and in which order. */
export function UpgradeFields({
  hand: { yaml, say, change, isWrong },
  onLine,
}: {
  readonly hand: FormHand
  readonly onLine: (line: number) => void
}) {
  const named = [...rolesOf(yaml).map(({ name }) => name), ...keysAt(yaml, ['levels'])]
  const goals = [...new Set([...named, ...keysAt(yaml, ['upgrade', 'to'])])]
  const order = orderOf(yaml)
  const [line = 1] = linesAt(yaml, ['upgrade', 'order']) ?? []
  return (
    <section>
      <h3>Upgrade</h3>
      <ul className={styles.rows}>
        {goals.map((goal) => {
          const path = ['upgrade', 'to', goal]
          const field = fieldAt(yaml, path, goal)
          return (
            <li key={goal} className={styles.role}>
              <b>{goal}</b>
              <ArrowRight size={14} aria-hidden className={styles.at} />
              <ChoiceField
                isBare
                label={`What ${goal} is upgraded to`}
                field={{ ...field, inherited: { value: 'stays', from: 'it is' } }}
                isWrong={isWrong(path)}
                onChoose={(value) => (value === null ? change(removeAt(yaml, path)) : say(path, value))}
              />
            </li>
          )
        })}
        {order && (
          <li className={styles.role}>
            <span>order</span>
            {order.length > mostInOrder ? (
              <button type="button" className={styles.link} onClick={() => onLine(line)}>
                {order.length} entries, line {line}
              </button>
            ) : (
              <ol className={styles.order}>
                {order.map((name, i) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: a name may come twice, and is known by its place
                  <li key={`${name} ${i}`} className={styles.chip}>
                    <button
                      type="button"
                      aria-label={`${name} earlier`}
                      disabled={i === 0}
                      onClick={() => change(moveItem(yaml, ['upgrade', 'order'], i, i - 1))}
                    >
                      <ChevronLeft size={13} aria-hidden />
                    </button>
                    {name}
                    <button
                      type="button"
                      aria-label={`${name} later`}
                      disabled={i === order.length - 1}
                      onClick={() => change(moveItem(yaml, ['upgrade', 'order'], i, i + 1))}
                    >
                      <ChevronRight size={13} aria-hidden />
                    </button>
                  </li>
                ))}
              </ol>
            )}
          </li>
        )}
      </ul>
    </section>
  )
}
