import { useMemo } from 'react'
import type { PairChoice } from '#sim/pair/pair-scenario.ts'
import type { Scenario } from '#sim/scenario/model.ts'
import { grouped } from '#sim/text/say-number.ts'
import { OutcomeGlyph } from '#ui/glyphs/OutcomeGlyph.tsx'
import { toneOf, wordOf } from '#ui/glyphs/outcome.ts'
import { ReleaseChip } from '#ui/glyphs/ReleaseChip.tsx'
import { sayCell } from '#ui/matrix/Cell.tsx'
import { cellAt, keyOf, tablesOf } from '#ui/matrix/table.ts'
import { tallyOf } from '#ui/matrix/tally.ts'
import { useMatrices } from '#ui/matrix/useMatrix.ts'
import styles from './ResultMatrix.module.css'

const nowhere = {}
const none = new Map()

/** Larger ones are looked at in their own mode. */
const mostReleases = 4

/** Every release against every release, where there are few. */
export function ResultMatrix({
  scenario,
  failing,
  onOpen,
}: {
  readonly scenario: Scenario
  /** The pair that fails first. */
  readonly failing: PairChoice | null
  readonly onOpen: (cell: PairChoice) => void
}) {
  const tables = useMemo(() => tablesOf(scenario), [scenario])
  const scenarios = useMemo(() => [scenario], [scenario])
  const [state] = useMatrices(scenarios, nowhere)
  const results = state?.results ?? none
  const table = tables.find(({ link }) => link === failing?.link) ?? tables[0]
  if (table === undefined || table.rows.length > mostReleases || table.columns.length > mostReleases)
    return null
  return (
    <section className={styles.matrix} aria-label="Matrix">
      <header>
        <h3>Matrix</h3>
        <p>
          {state?.status === 'done'
            ? `${grouped(String(tallyOf(results.values()).schedules))} delivery orders explored`
            : 'being explored …'}
        </p>
      </header>
      <table>
        <thead>
          <tr>
            <td className={styles.corner}>
              {table.dialer} ↓<br />
              {table.acceptor} →
            </td>
            {table.columns.map(({ name, label }, i) => (
              <th key={name} scope="col" title={name}>
                <ReleaseChip label={label} isNew={i > 0 && i === table.columns.length - 1} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {table.rows.map(({ name, label }, row) => (
            <tr key={name}>
              <th scope="row" title={name}>
                <ReleaseChip label={label} isNew={row > 0 && row === table.rows.length - 1} />
              </th>
              {table.columns.map((column, i) => {
                const cell = cellAt(table, row, i)
                const result = results.get(keyOf(cell))
                return (
                  <td key={column.name}>
                    <button
                      type="button"
                      className={styles.cell}
                      data-tone={result && toneOf(result.outcome)}
                      data-failing={(failing !== null && keyOf(failing) === keyOf(cell)) || undefined}
                      aria-label={`${sayCell(table, cell, result)}. Open the matrix there`}
                      onClick={() => onOpen(cell)}
                    >
                      {result && (
                        <>
                          <span>
                            <OutcomeGlyph outcome={result.outcome} title="" />
                            <b>{result.negotiated ?? '–'}</b>
                          </span>
                          <i>{wordOf(result.outcome)}</i>
                        </>
                      )}
                    </button>
                  </td>
                )
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
