import type { ReactNode } from 'react'
import { sayRefusal } from '#sim/protocol/say-rules.ts'
import { judgement } from '#sim/protocol/why.ts'
import type { Scenario } from '#sim/scenario/model.ts'
import { releaseOf } from '#sim/scenario/release.ts'
import { opposite, sides } from '#sim/scenario/side.ts'
import type { EndOfPair, PairView } from '#sim/views/view.ts'
import { type FactsColumn, FactsTable } from '#ui/kit/FactsTable.tsx'
import { sayLasting } from '#ui/kit/say-lasting.ts'
import { capitalButNodes } from '#ui/kit/words.ts'
import styles from './Inspector.module.css'

type Column = FactsColumn<EndOfPair>

/** Why a handshake ended as it did: what each end offered, accepts, heard and believes, and the rule that decided. */
export function Why({
  scenario,
  pair,
  columns,
  time,
  repair,
}: {
  readonly scenario: Scenario
  readonly pair: PairView
  readonly columns: readonly [Column, Column]
  readonly time: number
  /** What would have spared it. */
  readonly repair: ReactNode
}) {
  const waiting = pair.waiting[0]
  return (
    <div className={styles.why}>
      <h3>{headline(pair)}</h3>
      <FactsTable columns={columns} />
      {columns.map(({ name, end }) => end && <Rule key={name} name={name} end={end} scenario={scenario} />)}
      {pair.lost.map((loss) => (
        <p key={loss} className={styles.loss}>
          {capitalButNodes(loss)}.
        </p>
      ))}
      {waiting && (
        <p>
          <b>{waiting.name}</b> of {pair.dialer} has had no answer for{' '}
          {sayLasting(Math.max(time - waiting.madeAt, 0))}.
        </p>
      )}
      {repair}
    </div>
  )
}

/** The judgement of one end, as the comparison that it comes down to. It is shown for the end that refused. */
function Rule({ name, end, scenario }: { name: string; end: EndOfPair; scenario: Scenario }) {
  const judged = judgement(end)
  if (judged === null || judged.accepted) return null
  const role = scenario.roles.find(({ releases }) => releases.some(({ rules }) => rules === end.rules))
  const release = role && releaseOf(scenario, role.name, end.release)
  const source = scenario.sources.find(({ id }) => id === release?.source)
  return (
    <figure className={styles.rule}>
      <figcaption>The rule of {name} that refused</figcaption>
      <code>
        {sayRefusal(end.rules, judged.heard).map((line, i, lines) => (
          <span key={line}>
            {line} {i === lines.length - 1 && <b>→ false</b>}
          </span>
        ))}
      </code>
      {source && (source.url ? <a href={source.url}>{source.text}</a> : <small>{source.text}</small>)}
    </figure>
  )
}

/** Why a pair stands as it does, in a sentence. */
export function headline(pair: PairView): string {
  const refuser = sides.find((side) => {
    const end = pair.ends[side]
    return end !== null && judgement(end)?.accepted === false
  })
  if (refuser !== undefined && (pair.status === 'half-open' || pair.status === 'stalled')) {
    const peer = pair[opposite(refuser)]
    return `${pair[refuser]} refused ${pair.ends[refuser]?.heard} and never told ${peer}.`
  }
  // What is lost stands below, and need not be said twice.
  if (pair.status === 'degraded')
    return `Both ends agree on ${pair.ends.dialer?.version}, and something is lost.`
  return `${capitalButNodes(pair.reason)}.`
}
