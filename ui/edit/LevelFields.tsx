import { removeAt } from './change-node.ts'
import styles from './Form.module.css'
import { ChoiceField } from './fields.tsx'
import type { FormHand } from './form-hand.ts'
import { fieldAt } from './form-of.ts'
import { keysAt, scalarAt } from './yaml-text.ts'

/** What the cluster stands at beside its releases, and where it begins. */
export function LevelFields({ hand: { yaml, say, change, isWrong } }: { readonly hand: FormHand }) {
  const levels = keysAt(yaml, ['levels'])
  if (levels.length === 0) return null
  return (
    <section>
      <h3>Levels, at first</h3>
      <ul className={styles.rows}>
        {levels.map((level) => {
          const path = ['levels', level, 'start']
          const field = fieldAt(yaml, path, 'start')
          const lowest = field.options[0]?.name ?? ''
          return (
            <li key={level} className={styles.role}>
              <b>{level}</b>
              <ChoiceField
                isBare
                label={`Where ${level} stands at first`}
                field={{ ...field, inherited: { value: lowest, from: 'the lowest' } }}
                isWrong={isWrong(path)}
                onChoose={(value) => (value === null ? change(removeAt(yaml, path)) : say(path, value))}
              />
              {scalarAt(yaml, ['levels', level, 'raised']) && (
                <span className={styles.at}>raised {scalarAt(yaml, ['levels', level, 'raised'])}</span>
              )}
            </li>
          )
        })}
      </ul>
    </section>
  )
}
