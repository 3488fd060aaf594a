import { memo } from 'react'
import type { PairChoice } from '#sim/pair/pair-scenario.ts'
import type { PairResult } from '#sim/rules/matrix.ts'
import { OutcomeGlyph } from '#ui/glyphs/OutcomeGlyph.tsx'
import { toneOf, wordOf } from '#ui/glyphs/outcome.ts'
import { endBehind, endNames, mutualOf } from './end-behind.ts'
import styles from './Table.module.css'
import type { MatrixTable } from './table.ts'

/** What comes of one release dialling another: the sign, the version, the word, and the end that does not play along. */
export const Cell = memo(function Cell({
  table,
  result,
  base,
  variant,
}: {
  readonly table: Pick<MatrixTable, 'dialer' | 'acceptor'>
  readonly result: PairResult | undefined
  /** What it comes to in the base, where that is something else. */
  readonly base: PairResult | undefined
  readonly variant: string
}) {
  if (result === undefined) return <span className={styles.tile} data-skeleton />
  const behind = endBehind(result)
  const mutual = mutualOf(result)
  return (
    <span
      className={styles.tile}
      data-outcome={result.outcome}
      data-tone={toneOf(result.outcome)}
      data-mark={markOf(result)?.kind}
    >
      <span className={styles.top}>
        <OutcomeGlyph outcome={result.outcome} title="" />
        <b className={styles.version}>{result.negotiated ?? '–'}</b>
      </span>
      <span className={styles.word}>{wordOf(result.outcome)}</span>
      {behind && (
        <span className={styles.refuser}>
          <i>{behind.side === 'dialer' ? '←' : '↑'}</i> {table[behind.side]}
          <span className={styles.more}> {behind.does}</span>
        </span>
      )}
      {mutual && <span className={styles.refuser}>{mutual}</span>}
      {!behind && <span className={styles.refuser}>{markOf(result)?.text}</span>}
      {base && <span className={styles.differs} />}
      {base && <span key={variant} className={styles.flash} />}
    </span>
  )
})

/** What is to be said of a pair beside its outcome: a connection that opens and is of no use, or that nobody supports. */
function markOf({ needed, unsupported }: PairResult) {
  if (needed.length > 0) return { kind: 'useless', text: 'of no use' } as const
  return unsupported.length > 0 ? ({ kind: 'unsupported', text: 'not supported' } as const) : null
}

/** A cell for those who listen. */
export function sayCell(
  { dialer, acceptor }: Pick<MatrixTable, 'dialer' | 'acceptor'>,
  cell: PairChoice,
  result: PairResult | undefined,
  base?: PairResult,
): string {
  const who = `${dialer} ${cell.dialer} dials ${acceptor} ${cell.acceptor}`
  if (result === undefined) return `${who}: not explored yet`
  const behind = endBehind(result)
  const parts = [
    wordOf(result.outcome),
    result.negotiated &&
      (result.outcome === 'half-open' ? `one end believes ${result.negotiated}` : result.negotiated),
    behind && `the ${endNames({ dialer, acceptor })[behind.side]} ${behind.does}`,
    mutualOf(result),
    markOf(result)?.text,
    base &&
      `differs, it is ${wordOf(base.outcome)}${base.negotiated ? ` at ${base.negotiated}` : ''} otherwise`,
  ]
  return `${who}: ${parts.filter(Boolean).join(', ')}`
}
