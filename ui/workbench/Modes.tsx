import { modeNames } from '#ui/session/mode-names.ts'
import type { Mode } from '#ui/session/state.ts'
import styles from './Modes.module.css'

const modes = Object.entries(modeNames) as readonly (readonly [Mode, string])[]

/** What the page is for at the moment. */
export function Modes({
  mode,
  onMode,
}: {
  readonly mode: Mode | null
  readonly onMode: (mode: Mode) => void
}) {
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
