import { removeAt } from './change-node.ts'
import styles from './Form.module.css'
import { ChoiceField } from './fields.tsx'
import type { FormHand } from './form-hand.ts'
import { fieldsOf } from './form-of.ts'
import { linesAt } from './yaml-text.ts'

/** What one release says of its end of a handshake. */
export function ReleaseCard({
  hand,
  role,
  release,
  onLine,
}: {
  readonly hand: FormHand
  readonly role: string
  readonly release: string
  readonly onLine: (line: number) => void
}) {
  const { yaml, say, change, isWrong } = hand
  const [from, to] = linesAt(yaml, ['roles', role, release]) ?? [1, 1]
  return (
    <fieldset className={styles.releaseCard}>
      <legend className="visually-hidden">
        {role} {release}
      </legend>
      <header>
        <b>{role}</b>
        <span className={styles.release} data-new>
          {release}
        </span>
        <button type="button" onClick={() => onLine(from)}>
          {from === to ? `line ${from}` : `lines ${from} to ${to}`}
        </button>
      </header>
      {fieldsOf(yaml, role, release).map((field) => (
        <ChoiceField
          key={field.name}
          field={field}
          isWrong={isWrong(field.path)}
          onChoose={(value) => (value === null ? change(removeAt(yaml, field.path)) : say(field.path, value))}
        />
      ))}
    </fieldset>
  )
}
