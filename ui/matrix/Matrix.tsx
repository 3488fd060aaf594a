import { Fragment, useEffect, useMemo, useRef } from 'react'
import type { PairChoice } from '#sim/pair/pair-scenario.ts'
import type { PairResult } from '#sim/rules/matrix.ts'
import type { Level } from '#sim/scenario/model.ts'
import type { Outcome } from '#sim/scenario/outcome.ts'
import type { Levels } from '#sim/scenario/release.ts'
import { differences } from './difference.ts'
import { isWalk, nextWith, outcomeFor } from './keys.ts'
import { LevelSwitches } from './LevelSwitches.tsx'
import styles from './Matrix.module.css'
import { MatrixSummary } from './MatrixSummary.tsx'
import { Table } from './Table.tsx'
import { cellAt, keyOf, type MatrixTable, type Results } from './table.ts'
import { tallyOf } from './tally.ts'
import { VariantSwitch } from './VariantSwitch.tsx'

/** What one variant of a scenario comes to, as far as it is known. */
export interface VariantResults {
  readonly name: string
  /** What is said otherwise in it, in one line. */
  readonly about?: string
  readonly results: Results
  readonly isDone: boolean
}

/** Every release against every release, one table for each link. */
export function Matrix({
  tables,
  variants,
  levels,
  selected,
  onSelect,
  onRun,
}: {
  readonly tables: readonly MatrixTable[]
  /** The first is the base, against which the others are held. */
  readonly variants: readonly [VariantResults, ...VariantResults[]]
  /** The levels that decide anything here. */
  readonly levels: readonly Level[]
  /** Its `variant` is the one that is shown, the base for none; and levels stand where it says, or else where they start. */
  readonly selected: PairChoice
  readonly onSelect: (cell: PairChoice) => void
  readonly onRun: (cell: PairChoice) => void
}) {
  const [base] = variants
  const shown = variants.find(({ name }) => name === selected.variant) ?? base
  const differing = useMemo(
    () => (shown === base ? noResults : differences(shown.results, base.results)),
    [shown, base],
  )
  const tally = useMemo(() => tallyOf(shown.results.values()), [shown])
  const total = tables.reduce((sum, { rows, columns }) => sum + rows.length * columns.length, 0)
  const inVariant = (cell: PairChoice): PairChoice => ({
    ...cell,
    ...(shown !== base && { variant: shown.name }),
    ...(selected.at && { at: selected.at }),
  })
  const onNext = (outcome: Outcome, direction: 1 | -1 = 1) => {
    const next = nextCell(tables, shown.results, selected, outcome, direction)
    if (next) onSelect(inVariant(next))
    return next !== null
  }
  useLetters(onNext)
  return (
    <div className={styles.matrix}>
      <header className={styles.head}>
        <h2>Matrix</h2>
        <MatrixSummary tally={tally} total={total} isDone={shown.isDone} onNext={onNext} />
        <VariantSwitch
          names={variants.map(({ name }) => name)}
          chosen={shown.name}
          about={shown.about ?? ''}
          differing={differing.size}
          onChoose={(name) => {
            const { variant: _, ...cell } = selected
            onSelect(name === base.name ? cell : { ...cell, variant: name })
          }}
        />
        <LevelSwitches
          levels={levels}
          at={selected.at ?? {}}
          onChoose={(at) => onSelect(standingAt(selected, at))}
        />
      </header>
      {tables.map((table) => (
        <Fragment key={table.link}>
          {tables.length > 1 && (
            <h3 className={styles.link}>
              {table.dialer} dials {table.acceptor}
              {table.channel && <span> · {table.channel}</span>}
            </h3>
          )}
          <Table
            table={table}
            results={shown.results}
            differing={differing}
            variant={shown.name}
            selected={selected.link === table.link ? selected : null}
            onSelect={(cell) => onSelect(inVariant(cell))}
            onRun={(cell) => onRun(inVariant(cell))}
          />
        </Fragment>
      ))}
    </div>
  )
}

/** The same cell with levels that stand somewhere else. */
function standingAt({ at: _, ...cell }: PairChoice, at: Levels): PairChoice {
  return Object.keys(at).length === 0 ? cell : { ...cell, at }
}

/** Letters lead to cells from everywhere in the mode, and arrow keys into the grid where nothing else is focused. */
function useLetters(onNext: (outcome: Outcome, direction: 1 | -1) => boolean): void {
  const latest = useRef(onNext)
  latest.current = onNext
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const { target } = event
      if (event.defaultPrevented || !(target instanceof HTMLElement)) return
      if (target.closest('input, textarea, [role="menu"], [role="dialog"]')) return
      const outcome = outcomeFor(event)
      const isArrow = target === document.body && isWalk(event)
      if (outcome === null ? !isArrow : !latest.current(outcome, event.shiftKey ? -1 : 1)) return
      event.preventDefault()
      requestAnimationFrame(() =>
        document.querySelector<HTMLElement>('[role="gridcell"][aria-selected="true"]')?.focus(),
      )
    }
    addEventListener('keydown', press)
    return () => removeEventListener('keydown', press)
  }, [])
}

const noResults: Results = new Map<string, PairResult>()

/** The next cell with an outcome, in reading order through all tables and round again. */
function nextCell(
  tables: readonly MatrixTable[],
  results: Results,
  selected: PairChoice,
  outcome: Outcome,
  direction: 1 | -1,
): PairChoice | null {
  const cells = tables.flatMap((table) =>
    table.rows.flatMap((_, row) => table.columns.map((__, column) => cellAt(table, row, column))),
  )
  const from = cells.findIndex((cell) => keyOf(cell) === keyOf(selected))
  const place = nextWith(
    outcome,
    from < 0 ? null : { row: 0, column: from },
    { rows: 1, columns: cells.length },
    ({ column }) => results.get(keyOf(cells[column] ?? selected))?.outcome ?? null,
    direction,
  )
  return cells[place?.column ?? -1] ?? null
}
