import { isGoneState } from '#sim/protocol/outcome-of.ts'
import { sayOffers } from '#sim/protocol/say-rules.ts'
import { type EndFacts, judgement, sayAccepts } from '#sim/protocol/why.ts'
import type { Side } from '#sim/scenario/side.ts'
import { sayOpen } from '#sim/views/say-open.ts'
import { ReleaseChip } from '#ui/glyphs/ReleaseChip.tsx'
import styles from './FactsTable.module.css'

/** One end, by its name and its release. */
export interface FactsColumn<End extends EndFacts = EndFacts> {
  readonly side: Side
  readonly name: string
  readonly label: string
  readonly isNew: boolean
  readonly end: End | null
}

/** What each end of a handshake offers, accepts, heard and believes. */
export function FactsTable({ columns }: { readonly columns: readonly FactsColumn[] }) {
  return (
    <table className={styles.facts}>
      <thead>
        <tr>
          <td />
          {columns.map(({ side, name, label, isNew }) => (
            <th key={side} scope="col">
              {name} <ReleaseChip label={label} isNew={isNew} />
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        <Row name="offers" columns={columns} say={({ rules }) => sayOffers(rules)} />
        <Row name="accepts" columns={columns} say={({ rules }) => sayAccepts(rules)} />
        <Row name="heard" columns={columns} say={sayHeard} />
        <Row name="believes" columns={columns} say={sayBelief} />
      </tbody>
    </table>
  )
}

function Row({
  name,
  columns,
  say,
}: {
  readonly name: string
  readonly columns: readonly FactsColumn[]
  readonly say: (end: EndFacts) => React.ReactNode
}) {
  return (
    <tr>
      <th scope="row">{name}</th>
      {columns.map(({ side, end }) => (
        <td key={side}>{end ? say(end) : '–'}</td>
      ))}
    </tr>
  )
}

function sayHeard(end: EndFacts): React.ReactNode {
  const judged = judgement(end)
  if (judged === null) return 'nothing yet'
  return (
    <b data-accepted={judged.accepted} className={styles.heard}>
      {judged.heard || 'no version named'} {judged.accepted ? '✓' : '×'}
      <span className="visually-hidden">{judged.accepted ? 'accepted' : 'not accepted'}</span>
    </b>
  )
}

function sayBelief(end: EndFacts): React.ReactNode {
  if (end.version !== null) return <b>{sayOpen(end.version)}</b>
  return <b>{isGoneState(end.state) ? 'closed' : 'nothing'}</b>
}
