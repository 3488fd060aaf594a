import { ChevronDown, Minus, Plus } from 'lucide-react'
import { useId, useState } from 'react'
import styles from './Form.module.css'
import type { FormField } from './form-of.ts'

/** A field for a text. */
export function TextField({
  label,
  value,
  fault = null,
  onChange,
}: {
  readonly label: string
  readonly value: string
  /** What is wrong with it, in words. */
  readonly fault?: string | null
  readonly onChange: (value: string) => void
}) {
  const id = useId()
  return (
    <div className={styles.labelled}>
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        className={styles.input}
        value={value}
        aria-invalid={fault !== null}
        aria-describedby={fault === null ? undefined : `${id}-fault`}
        onChange={({ target }) => onChange(target.value)}
      />
      {fault !== null && (
        <p id={`${id}-fault`} className={styles.fault}>
          {fault}
        </p>
      )}
    </div>
  )
}

/** A field for one of several words. What is written there is one of them, be it wrong. */
export function ChoiceField({
  field: { name, value, options, inherited, isLarge },
  label = name,
  isWrong = false,
  isBare = false,
  onChoose,
}: {
  readonly field: FormField
  readonly label?: string
  readonly isWrong?: boolean
  /** Whether its name stands elsewhere. */
  readonly isBare?: boolean
  /** Null says nothing there any more. */
  readonly onChoose: (value: string | null) => void
}) {
  const id = useId()
  return (
    <div className={isBare ? styles.bare : styles.choice}>
      <label htmlFor={id} className={isBare ? 'visually-hidden' : undefined}>
        {label}
      </label>
      {isLarge ? (
        <span className={styles.said}>more, in the text</span>
      ) : (
        <span
          className={styles.select}
          data-wrong={isWrong || undefined}
          data-inherited={value === null || undefined}
        >
          <select
            id={id}
            title={value ?? undefined}
            value={value ?? ''}
            aria-invalid={isWrong}
            onChange={({ target }) => onChoose(target.value === '' ? null : target.value)}
          >
            {(inherited !== null || value === null) && (
              <option value="">{inherited ? `${inherited.value}, as ${inherited.from}` : 'the usual'}</option>
            )}
            {options.map((option) => (
              <option key={option.name} value={option.name} title={option.about || undefined}>
                {option.name}
              </option>
            ))}
          </select>
          <ChevronDown size={14} aria-hidden />
        </span>
      )}
    </div>
  )
}

/** A field for a number of nodes. */
export function CountField({
  label,
  count,
  isWrong,
  onCount,
}: {
  readonly label: string
  readonly count: number
  readonly isWrong: boolean
  readonly onCount: (count: number) => void
}) {
  const id = useId()
  /** What is typed and is no number of nodes. */
  const [typed, setTyped] = useState<string | null>(null)
  const set = (next: number) => {
    setTyped(null)
    onCount(next)
  }
  const shown = typed ?? String(count)
  return (
    <>
      <span className={styles.count} data-wrong={isWrong || typed !== null || undefined}>
        <button
          type="button"
          aria-label={`One ${label} fewer`}
          disabled={count <= 1}
          onClick={() => set(count - 1)}
        >
          <Minus size={13} aria-hidden />
        </button>
        <input
          inputMode="numeric"
          aria-label={`Number of ${label}`}
          aria-invalid={isWrong || typed !== null}
          aria-describedby={typed === null ? undefined : id}
          size={Math.min(Math.max(shown.length, 2), 9)}
          value={shown}
          onChange={({ target: { value } }) =>
            /^[1-9]\d{0,8}$/.test(value) ? set(Number(value)) : setTyped(value)
          }
          onBlur={() => setTyped(null)}
        />
        <button type="button" aria-label={`One ${label} more`} onClick={() => set(count + 1)}>
          <Plus size={13} aria-hidden />
        </button>
      </span>
      {typed !== null && (
        <span id={id} role="status" className={styles.expected}>
          expected a number from 1 on
        </span>
      )}
    </>
  )
}
