import { useId, useState } from 'react'
import type { RunContext, RunEvent } from '#sim/inspect/xstate4/run-service.ts'
import { sayTold } from '#ui/inspect/say-told.ts'
import type { SeenMachine } from './model.ts'
import styles from './Viewer.module.css'

/** The machines that the viewer is told of, and the words by which they are chosen. */
export function MachineList({
  run,
  machines,
  ask,
}: {
  readonly run: RunContext
  readonly machines: readonly SeenMachine[]
  readonly ask: (event: RunEvent) => void
}) {
  const id = useId()
  const [filter, setFilter] = useState(run.filter)
  const change = (text: string) => {
    setFilter(text)
    ask({ type: 'filter', filter: text })
  }
  return (
    <nav className={styles.machines} aria-label="Machines">
      <label htmlFor={id}>Find machines</label>
      <input
        id={id}
        type="search"
        placeholder="c1-s1, stalled, dialer open"
        autoComplete="off"
        spellCheck={false}
        value={filter}
        onChange={(event) => change(event.target.value)}
      />
      <p className={styles.quiet} role="status">
        {sayTold(run)}
      </p>
      <ul>
        {machines.toSorted(byName).map((machine) => (
          <li key={machine.id}>
            <button
              type="button"
              aria-current={machine.id === run.selected ? 'true' : undefined}
              onClick={() => ask({ type: 'select', actor: machine.id })}
            >
              <span>{machine.id}</span> <small>{machine.leaves.map(shortOf).join(', ')}</small>
            </button>
          </li>
        ))}
      </ul>
    </nav>
  )
}

const kinds = ['rollout', 'node', 'connector', 'end']

/** Nodes before connections, `c2` before `c10`. */
const byName = (a: SeenMachine, b: SeenMachine) =>
  kinds.indexOf(a.kind) - kinds.indexOf(b.kind) || a.id.localeCompare(b.id, 'en', { numeric: true })

const shortOf = (leaf: string) => leaf.slice(leaf.indexOf('.') + 1)
