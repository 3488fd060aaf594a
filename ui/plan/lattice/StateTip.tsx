import type { MixedState } from '#sim/plan/mixed-state.ts'
import type { Axis, LatticeState } from '#sim/plan/model.ts'
import type { Scenario } from '#sim/scenario/model.ts'
import { outcomes } from '#sim/scenario/outcome.ts'
import { capital } from '#sim/text/say-list.ts'
import { OutcomeGlyph } from '#ui/glyphs/OutcomeGlyph.tsx'
import { wordOf } from '#ui/glyphs/outcome.ts'
import { SignGlyph } from '#ui/glyphs/SignGlyph.tsx'
import { type Sign, toneOfSign } from '#ui/glyphs/sign.ts'
import { list } from '#ui/kit/words.ts'
import { labelOf, sayCounts } from '#ui/planning/say.ts'
import styles from './StateTip.module.css'
import { type PairTable, pairTables } from './state-view.ts'

/** Larger tables are told as lists. */
const mostInTable = 8

/** More reasons than this are a number. */
const mostReasons = 3

/** A mixed state by its nodes: which node each glyph stands for, and what is wrong or lost. */
export function StateTip({
  scenario,
  axes,
  state,
  sign,
  mixed,
  where,
}: {
  readonly scenario: Scenario
  readonly axes: readonly Axis[]
  readonly state: LatticeState
  readonly sign: Sign
  readonly mixed: MixedState | null
  /** Where it stands, such as `after step 2 of your order`; null where that is nowhere. */
  readonly where: string | null
}) {
  const tables = mixed ? pairTables(scenario, mixed) : []
  const isSmall = tables.every(
    ({ dialers, acceptors }) => dialers.length <= mostInTable && acceptors.length <= mostInTable,
  )
  const more = state.reasons.length - mostReasons
  return (
    <div className={styles.tip}>
      <p className={styles.title} data-tone={toneOfSign(sign.kind)}>
        <SignGlyph kind={sign.kind} size={13} /> <b>{capital(sign.text)}</b>
        {where && <span>{where}</span>}
      </p>
      <p>{capital(sayCounts(scenario, axes, state))}</p>
      {mixed && isSmall
        ? tables.map((table) => (
            <Table
              key={`${table.dialers.join()} ${table.acceptors.join()}`}
              scenario={scenario}
              mixed={mixed}
              table={table}
            />
          ))
        : mixed && <Names mixed={mixed} />}
      {state.reasons.length > 0 && (
        <ul className={styles.reasons}>
          {state.reasons.slice(0, mostReasons).map((reason) => (
            <li key={reason}>{capital(reason)}</li>
          ))}
          {more > 0 && <li className={styles.quiet}>and {more} more</li>}
        </ul>
      )}
    </div>
  )
}

function Table({
  scenario,
  mixed,
  table: { dialers, acceptors, rows },
}: {
  readonly scenario: Scenario
  readonly mixed: MixedState
  readonly table: PairTable
}) {
  const roleOf = (id: string) => scenario.nodes.find((node) => node.id === id)?.role ?? ''
  const release = (id: string) => labelOf(scenario, roleOf(id), mixed.releases.get(id) ?? '')
  return (
    <table className={styles.table}>
      <thead>
        <tr>
          <td />
          {dialers.map((id) => (
            <th key={id} scope="col">
              {id} <small>{release(id)}</small>
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row, i) => (
          <tr key={acceptors[i]}>
            <th scope="row">
              {acceptors[i]} <small>{release(acceptors[i] ?? '')}</small>
            </th>
            {row.map((pair, column) => (
              <td key={dialers[column]}>{pair && <OutcomeGlyph outcome={pair.outcome} size={13} />}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function Names({ mixed: { outcomes: pairs, counts } }: { readonly mixed: MixedState }) {
  return (
    <ul className={styles.names}>
      {outcomes.toReversed().map((outcome) => {
        if (counts[outcome] === 0) return null
        const names = pairs.filter((pair) => pair.outcome === outcome).map(({ pair }) => pair)
        return (
          <li key={outcome}>
            <OutcomeGlyph outcome={outcome} size={13} title="" /> {counts[outcome]} {wordOf(outcome)}
            <span>{list(names, 4)}</span>
          </li>
        )
      })}
    </ul>
  )
}
