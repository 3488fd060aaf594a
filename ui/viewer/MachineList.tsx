import { Search } from 'lucide-react'
import { type KeyboardEvent, useEffect, useId, useMemo, useRef, useState } from 'react'
import type { RunContext, RunEvent } from '#sim/inspect/xstate4/run-service.ts'
import { groupsOf, type MachineRow } from './groups.ts'
import styles from './MachineList.module.css'
import type { SeenMachine } from './model.ts'
import { StandingGlyph } from './StandingGlyph.tsx'
import { standingOf, stateName } from './standing.ts'

/** The machines that the viewer is told of, by their kinds, and the words by which they are chosen. */
export function MachineList({
  run,
  machines,
  onChosen,
  ask,
}: {
  readonly run: RunContext
  readonly machines: readonly SeenMachine[]
  /** Is told when somebody has chosen a machine by a click or by Enter, rather than passed it on the way. */
  readonly onChosen: () => void
  readonly ask: (event: RunEvent) => void
}) {
  const id = useId()
  const list = useRef<HTMLDivElement>(null)
  const [filter, setFilter] = useState(run.filter)
  const groups = useMemo(() => groupsOf(machines), [machines])
  const isListed = machines.some((machine) => machine.id === run.selected)
  const entry = isListed ? run.selected : groups[0]?.rows[0]?.machine.id

  // It may be selected elsewhere.
  // biome-ignore lint/correctness/useExhaustiveDependencies: looks for the row of what is selected
  useEffect(() => {
    list.current?.querySelector('[aria-current]')?.scrollIntoView({ block: 'nearest' })
  }, [run.selected, isListed])

  const change = (text: string) => {
    setFilter(text)
    ask({ type: 'filter', filter: text })
  }
  const select = (actor: string) => ask({ type: 'select', actor })
  const walk = (event: KeyboardEvent) => {
    const rows = [...(list.current?.querySelectorAll<HTMLButtonElement>('[data-actor]') ?? [])]
    const from = rows.indexOf(document.activeElement as HTMLButtonElement)
    const to = { ArrowDown: from + 1, ArrowUp: from - 1, Home: 0, End: rows.length - 1 }[event.key]
    const isInField = event.target instanceof HTMLInputElement
    if (to === undefined || (isInField && event.key !== 'ArrowDown')) return
    event.preventDefault()
    const row = rows[Math.min(Math.max(to, 0), rows.length - 1)]
    row?.focus()
    if (row?.dataset.actor) select(row.dataset.actor)
  }
  return (
    <nav className={styles.list} aria-label="Machines" onKeyDown={walk}>
      <div className={styles.top}>
        <label htmlFor={id} className="visually-hidden">
          Find machines
        </label>
        <span className={styles.find}>
          <Search size={14} aria-hidden />
          <input
            id={id}
            type="search"
            placeholder="Find: c1-s1, stalled, dialer open"
            autoComplete="off"
            spellCheck={false}
            value={filter}
            onChange={(event) => change(event.target.value)}
          />
        </span>
      </div>
      <div ref={list} className={styles.groups}>
        {run.matching === 0 && (
          <p className={styles.none}>
            {run.there === 0 ? (
              'There is no machine at this time.'
            ) : (
              <>
                No machine lets itself be found by <b>{run.filter.trim()}</b> at this time.{' '}
                <button type="button" onClick={() => change('')}>
                  Show all
                </button>
              </>
            )}
          </p>
        )}
        {groups.map(({ kind, title, rows }) => (
          <section key={kind} data-kind={kind}>
            <h3 id={`${id} ${kind}`}>
              {title} <small>{rows.length}</small>
            </h3>
            <ul aria-labelledby={`${id} ${kind}`}>
              {rows.map((row) => (
                <Row
                  key={row.machine.id}
                  row={row}
                  isSelected={row.machine.id === run.selected}
                  isEntry={row.machine.id === entry}
                  onSelect={() => {
                    select(row.machine.id)
                    onChosen()
                  }}
                />
              ))}
            </ul>
          </section>
        ))}
      </div>
    </nav>
  )
}

function Row({
  row: { machine, subject, isRepeated, part },
  isSelected,
  isEntry,
  onSelect,
}: {
  readonly row: MachineRow
  readonly isSelected: boolean
  /** Whether the tab key leads to this row; the arrows lead to the others. */
  readonly isEntry: boolean
  readonly onSelect: () => void
}) {
  const [state, ...others] = machine.leaves.map(stateName)
  return (
    <li data-repeated={isRepeated || undefined}>
      <button
        type="button"
        data-actor={machine.id}
        tabIndex={isEntry ? 0 : -1}
        aria-current={isSelected ? 'true' : undefined}
        onClick={onSelect}
      >
        <span className="visually-hidden">{machine.id}</span>
        <b aria-hidden="true">{subject}</b>
        {part !== '' && <i aria-hidden="true">{part}</i>}
        <StandingGlyph standing={standingOf(machine)} />
        <em>
          {state}
          {others.length > 0 && <small> · {others.join(', ')}</small>}
        </em>
      </button>
    </li>
  )
}
