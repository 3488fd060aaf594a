import { Fragment, useMemo } from 'react'
import type { PairResult } from '#sim/matrix.ts'
import type { Outcome } from '#sim/outcome.ts'
import type { PairChoice } from '#sim/pair-scenario.ts'
import { differences } from './difference.ts'
import { nextWith } from './keys.ts'
import styles from './Matrix.module.css'
import { Summary } from './Summary.tsx'
import { summaryOf } from './summary.ts'
import { Table } from './Table.tsx'
import { cellAt, keyOf, type MatrixTable, type Results } from './table.ts'
import { VariantSwitch } from './VariantSwitch.tsx'

/** What one variant of a scenario comes to, as far as it is known. */
export interface VariantResults {
  readonly name: string
  readonly results: Results
  readonly isDone: boolean
}

/** Every release against every release, one table for each link. */
export function Matrix({
  tables,
  variants,
  selected,
  onSelect,
  onRun,
}: {
  readonly tables: readonly MatrixTable[]
  /** The first is the base, against which the others are held. */
  readonly variants: readonly [VariantResults, ...VariantResults[]]
  /** Its `variant` is the one that is shown; the base for none. */
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
  const summary = useMemo(() => summaryOf(shown.results.values()), [shown])
  const total = tables.reduce((sum, { rows, columns }) => sum + rows.length * columns.length, 0)
  const inVariant = (cell: PairChoice): PairChoice =>
    shown === base ? cell : { ...cell, variant: shown.name }
  return (
    <div className={styles.matrix}>
      <header className={styles.head}>
        <h2>Matrix</h2>
        <Summary
          summary={summary}
          total={total}
          isDone={shown.isDone}
          onNext={(outcome) => {
            const next = nextCell(tables, shown.results, selected, outcome)
            if (next) onSelect(inVariant(next))
          }}
        />
        <VariantSwitch
          names={variants.map(({ name }) => name)}
          chosen={shown.name}
          differing={differing.size}
          onChoose={(name) => {
            const { variant: _, ...cell } = selected
            onSelect(name === base.name ? cell : { ...cell, variant: name })
          }}
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

const noResults: Results = new Map<string, PairResult>()

/** The next cell with an outcome, in reading order through all tables and round again. */
function nextCell(
  tables: readonly MatrixTable[],
  results: Results,
  selected: PairChoice,
  outcome: Outcome,
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
  )
  return cells[place?.column ?? -1] ?? null
}
