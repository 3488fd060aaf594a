import { Plus } from 'lucide-react'
import { type FormEvent, useState } from 'react'
import { faultOfName } from '#sim/scenario/schema/parts.ts'
import styles from './Form.module.css'

/** A button that asks for the name of something new. */
export function AddName({
  what,
  isIcon = false,
  onAdd,
}: {
  readonly what: string
  readonly isIcon?: boolean
  readonly onAdd: (name: string) => void
}) {
  const [name, setName] = useState<string | null>(null)
  const fault = name ? faultOfName(name) : null
  const add = (event: FormEvent) => {
    event.preventDefault()
    if (!name || fault !== null) return
    onAdd(name)
    setName(null)
  }
  if (name === null) {
    return (
      <button
        type="button"
        className={isIcon ? styles.plus : styles.add}
        aria-label={`Add: ${what}`}
        onClick={() => setName('')}
      >
        <Plus size={13} aria-hidden /> {!isIcon && what}
      </button>
    )
  }
  return (
    <form className={styles.naming} onSubmit={add}>
      <input
        // biome-ignore lint/a11y/noAutofocus: whoever has asked for it writes in it next.
        autoFocus
        value={name}
        aria-label={what}
        aria-invalid={fault !== null}
        title={fault === null ? 'Enter adds it' : `expected ${fault}`}
        onChange={({ target }) => setName(target.value)}
        onBlur={() => setName(null)}
        onKeyDown={({ key }) => key === 'Escape' && setName(null)}
      />
    </form>
  )
}
