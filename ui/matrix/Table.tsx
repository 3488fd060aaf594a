import { useEffect, useRef } from 'react'
import type { PairChoice } from '#sim/pair/pair-scenario.ts'
import type { PairResult } from '#sim/rules/matrix.ts'
import { isPress } from '#ui/commands/press.ts'
import { viewKeys } from '#ui/commands/view-keys.ts'
import { Cell, sayCell } from './Cell.tsx'
import { moveFrom, nextWith, outcomeFor, type Place } from './keys.ts'
import styles from './Table.module.css'
import { cellAt, type Head, keyOf, type MatrixTable, type Results } from './table.ts'

export interface TableProps {
  readonly table: MatrixTable
  readonly results: Results
  /** What the cells that differ from the base come to there. */
  readonly differing: Results
  /** The variant that is shown: where it changes, the cells that differ flash. */
  readonly variant: string
  readonly selected: PairChoice | null
  readonly onSelect: (cell: PairChoice) => void
  readonly onRun: (cell: PairChoice) => void
}

/** How much room a cell of a table has: for one release it is much, for ten it is little. */
function densityOf({ columns }: MatrixTable): 'roomy' | 'medium' | 'compact' {
  if (columns.length <= 4) return 'roomy'
  return columns.length <= 7 ? 'medium' : 'compact'
}

/** One link of the matrix as a grid: arrow keys move, a letter goes to the next such outcome, Enter runs the pair. */
export function Table({ table, results, differing, variant, selected, onSelect, onRun }: TableProps) {
  const grid = useRef<HTMLTableElement>(null)
  const extent = { rows: table.rows.length, columns: table.columns.length }
  const place = selected && placeOf(table, selected)
  const resultAt = ({ row, column }: Place): PairResult | undefined =>
    results.get(keyOf(cellAt(table, row, column)))

  const go = ({ row, column }: Place) => {
    onSelect(cellAt(table, row, column))
    cellElement(grid.current, row, column)?.focus()
  }
  const press = (event: React.KeyboardEvent, here: Place) => {
    const outcome = outcomeFor(event)
    const direction = event.shiftKey ? -1 : 1
    const next = outcome
      ? nextWith(outcome, here, extent, (at) => resultAt(at)?.outcome ?? null, direction)
      : moveFrom(here, event, extent)
    if (next !== null) go(next)
    else if (isPress(viewKeys.enter.keys.enter.press, event)) onRun(cellAt(table, here.row, here.column))
    else if (outcome === null) return
    event.preventDefault()
  }

  // A cell that was gone to from elsewhere is brought into sight.
  const [row, column] = [place?.row, place?.column]
  useEffect(() => {
    if (row === undefined || column === undefined) return
    cellElement(grid.current, row, column)?.scrollIntoView({ block: 'nearest', inline: 'nearest' })
  }, [row, column])

  return (
    <div className={styles.scroller}>
      <table
        ref={grid}
        // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: a grid is a table that is walked through
        role="grid"
        className={styles.table}
        data-density={densityOf(table)}
        style={{ '--columns': table.columns.length } as React.CSSProperties}
        aria-label={`${table.dialer} releases in rows dial ${table.acceptor} releases in columns`}
      >
        <thead>
          <tr>
            <td className={styles.corner}>
              <span>
                {table.acceptor} accepts <i aria-hidden="true">→</i>
              </span>
              <span>
                {table.dialer} dials <i aria-hidden="true">↓</i>
              </span>
            </td>
            {table.columns.map((head, i) => (
              <HeadCell key={head.name} head={head} scope="col" isLit={i === column} />
            ))}
          </tr>
        </thead>
        <tbody>
          {table.rows.map((head, r) => (
            <tr key={head.name}>
              <HeadCell head={head} scope="row" isLit={r === row} />
              {table.columns.map(({ name }, c) => {
                const cell = cellAt(table, r, c)
                const result = results.get(keyOf(cell))
                const base = differing.get(keyOf(cell))
                const isSelected = r === row && c === column
                // One cell of each table can be tabbed to.
                const isStop = place === null ? r === 0 && c === 0 : isSelected
                return (
                  <td
                    key={name}
                    // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: its cells are what one walks on
                    role="gridcell"
                    className={styles.cell}
                    data-row={r}
                    data-column={c}
                    data-outcome={result?.outcome}
                    tabIndex={isStop ? 0 : -1}
                    aria-selected={isSelected}
                    aria-label={sayCell(table, cell, result, base)}
                    onKeyDown={(event) => press(event, { row: r, column: c })}
                    onClick={() => go({ row: r, column: c })}
                    onDoubleClick={() => onRun(cell)}
                  >
                    <Cell table={table} result={result} base={base} variant={variant} />
                  </td>
                )
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function HeadCell({
  head: { name, family, label, about },
  scope,
  isLit,
}: {
  readonly head: Head
  readonly scope: 'row' | 'col'
  readonly isLit: boolean
}) {
  return (
    <th
      scope={scope}
      className={scope === 'row' ? styles.rowHead : styles.columnHead}
      data-lit={isLit || undefined}
      title={about ? `${name}: ${about}` : name}
    >
      <span className={styles.name}>
        {family && (
          <>
            <small>{family}</small>{' '}
          </>
        )}
        <b>{label}</b>
      </span>
    </th>
  )
}

function placeOf({ link, rows, columns }: MatrixTable, cell: PairChoice): Place | null {
  const row = rows.findIndex(({ name }) => name === cell.dialer)
  const column = columns.findIndex(({ name }) => name === cell.acceptor)
  return link === cell.link && row >= 0 && column >= 0 ? { row, column } : null
}

function cellElement(grid: HTMLElement | null, row: number, column: number): HTMLElement | null {
  return grid?.querySelector(`[data-row="${row}"][data-column="${column}"]`) ?? null
}
