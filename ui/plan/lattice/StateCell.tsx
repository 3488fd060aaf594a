import { memo, type ReactNode } from 'react'
import type { MixedState } from '#sim/plan/mixed-state.ts'
import type { Axis, LatticeState } from '#sim/plan/model.ts'
import type { Scenario } from '#sim/scenario/model.ts'
import { plural } from '#sim/text/say-list.ts'
import { OutcomeGlyph } from '#ui/glyphs/OutcomeGlyph.tsx'
import { SignGlyph } from '#ui/glyphs/SignGlyph.tsx'
import type { Sign } from '#ui/glyphs/sign.ts'
import { labelOf } from '#ui/planning/say.ts'
import { Dots } from './Dots.tsx'
import styles from './StateCell.module.css'
import type { CellKind } from './size.ts'
import { pairTables } from './state-view.ts'

/** Of more connections than this the counts are shown, not a glyph for each. */
const mostAcross = 5
const mostDown = 3

/** What a cell shows of its state: the less room there is, the less of it. */
export const StateCell = memo(function StateCell({
  kind,
  scenario,
  axes,
  state,
  sign,
  mixed,
  isPlaced,
}: {
  readonly kind: CellKind
  readonly scenario: Scenario
  readonly axes: readonly Axis[]
  readonly state: LatticeState
  readonly sign: Sign
  /** The state by its nodes, where every connection is shown. */
  readonly mixed: MixedState | null
  /** Whether its place in a grid says how far each axis is. */
  readonly isPlaced: boolean
}) {
  if (kind === 'tiny') return null
  if (kind === 'mini') return <SignGlyph kind={sign.kind} size={14} className={styles.alone ?? ''} />
  if (kind === 'full') {
    return (
      <span className={styles.full}>
        <span className={styles.counts}>
          {axes.map((axis, i) => (
            <Count key={axis.members.join()} scenario={scenario} axis={axis} counts={state.counts[i] ?? []} />
          ))}
        </span>
        {mixed && <Glyphs scenario={scenario} mixed={mixed} />}
        <Verdict sign={sign}>{sayAll(sign, mixed)}</Verdict>
      </span>
    )
  }
  const dots = !isPlaced && (
    <span className={styles.dots}>
      {axes.map((axis, i) => (
        <Dots key={axis.members.join()} axis={axis} counts={state.counts[i] ?? []} />
      ))}
    </span>
  )
  const isWordy = kind === 'medium' && isPlaced
  return (
    <span className={styles.brief} data-kind={kind}>
      {dots}
      <Verdict sign={sign}>{isWordy ? sign.text : sign.kind === 'open' ? '' : (sign.count ?? '')}</Verdict>
    </span>
  )
})

function Verdict({ sign, children }: { readonly sign: Sign; readonly children: ReactNode }) {
  return (
    <span className={styles.verdict}>
      <SignGlyph kind={sign.kind} size={13} />
      {children !== '' && <b>{children}</b>}
    </span>
  )
}

/** `all open` names the version, where all speak one. */
function sayAll(sign: Sign, mixed: MixedState | null): string {
  if (sign.kind !== 'open' || mixed === null) return sign.text
  const [version, ...others] = new Set(mixed.outcomes.map(({ negotiated }) => negotiated))
  return version && others.length === 0 ? `${sign.text}, ${version}` : sign.text
}

function Count({
  scenario,
  axis,
  counts,
}: {
  readonly scenario: Scenario
  readonly axis: Axis
  readonly counts: readonly number[]
}) {
  const { role, members, places } = axis
  if (members.length === 1) {
    const place = places[counts.findIndex((each) => each > 0)] ?? ''
    return (
      <span>
        {role} <b>{labelOf(scenario, role, place)}</b>
      </span>
    )
  }
  if (places.length === 2) {
    return (
      <span>
        <b>{counts[1]}</b> {plural(counts[1] ?? 0, role)}
      </span>
    )
  }
  return (
    <span className={styles.spread}>
      {plural(2, role)} <Dots axis={axis} counts={counts} />
    </span>
  )
}

function Glyphs({ scenario, mixed }: { readonly scenario: Scenario; readonly mixed: MixedState }) {
  const tables = pairTables(scenario, mixed)
  const rows = tables.flatMap((table) => table.rows)
  if (rows.length > mostDown || rows.some((row) => row.length > mostAcross)) return null
  return (
    <span className={styles.glyphs}>
      {rows.map((row, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a row is nothing but its place.
        <span key={i}>
          {row.map((pair, column) =>
            pair ? (
              <OutcomeGlyph key={pair.pair} outcome={pair.outcome} size={12} title="" />
            ) : (
              // biome-ignore lint/suspicious/noArrayIndexKey: an empty place.
              <i key={column} />
            ),
          )}
        </span>
      ))}
    </span>
  )
}
