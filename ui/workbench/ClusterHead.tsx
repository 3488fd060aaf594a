import { Undo2 } from 'lucide-react'
import { headcountOf } from '#sim/scenario/headcount.ts'
import type { Scenario } from '#sim/scenario/model.ts'
import { isBroken } from '#sim/scenario/outcome.ts'
import { plural, sayCount } from '#sim/text/say-list.ts'
import { sayNumber } from '#sim/text/say-number.ts'
import type { ClusterView } from '#sim/views/view.ts'
import { OutcomeGlyph } from '#ui/glyphs/OutcomeGlyph.tsx'
import { toneOf, wordOf } from '#ui/glyphs/outcome.ts'
import styles from './ClusterHead.module.css'

/** What the cluster is made of, and how the worst of its connections stand. */
export function ClusterHead({
  scenario: { nodes },
  view,
  onWhole,
}: {
  readonly scenario: Scenario
  readonly view: ClusterView
  /** Leads from a pair on its own back to the whole cluster; null where that is what is shown. */
  readonly onWhole: (() => void) | null
}) {
  const roles = [...new Set(view.nodes.map(({ role }) => role))].map((role) => {
    const { length } = view.nodes.filter((node) => node.role === role)
    const all = headcountOf(nodes, role)
    return all === length
      ? sayCount(length, role)
      : `${length} of ${sayNumber(String(all))} ${plural(all, role)}`
  })
  const worst = view.pairs.filter(
    ({ status }) => status !== 'down' && status !== 'handshake' && isBroken(status),
  )
  const first = worst[0]
  return (
    <header className={styles.head}>
      <h2>Cluster</h2>
      <span className={styles.parts}>
        {roles.join(', ')}, {sayCount(view.pairs.length, 'link')}
      </span>
      {onWhole && (
        <button type="button" className={styles.whole} onClick={onWhole}>
          <Undo2 size={14} aria-hidden /> Whole cluster
        </button>
      )}
      <span className={styles.spring} />
      {first && (
        <span className={styles.verdict} data-tone={toneOf(first.status)}>
          <OutcomeGlyph outcome={first.status} title="" />
          <b>
            {worst.filter(({ status }) => status === first.status).length} {wordOf(first.status)}
          </b>
        </span>
      )}
    </header>
  )
}
