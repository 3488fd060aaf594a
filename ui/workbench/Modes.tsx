import type { Mode } from '#ui/session/state.ts'
import styles from './Modes.module.css'

const modes: readonly (readonly [Mode, string])[] = [
  ['debug', 'Debug'],
  ['plan', 'Plan'],
  ['matrix', 'Matrix'],
]

/** What the page is for at the moment. */
export function Modes({ mode, onMode }: { readonly mode: Mode; readonly onMode: (mode: Mode) => void }) {
  return (
    <nav className={styles.modes} aria-label="Modes">
      {modes.map(([name, label]) => (
        <button
          key={name}
          type="button"
          aria-current={name === mode ? 'page' : undefined}
          onClick={() => onMode(name)}
        >
          {label}
        </button>
      ))}
    </nav>
  )
}
