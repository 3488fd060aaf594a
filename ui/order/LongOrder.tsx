import { Undo2 } from 'lucide-react'
import type { Scenario } from '#sim/scenario/model.ts'
import { sayNumberOf } from '#sim/text/say-number.ts'
import { commands } from '#ui/commands/commands.ts'
import { shortcutsOf } from '#ui/commands/press.ts'
import type { Steps } from '#ui/planning/steps.ts'
import { FindSafe } from './FindSafe.tsx'
import styles from './OrderLane.module.css'
import type { OrderLaneProps } from './OrderLane.tsx'

/** What is looked at of an order each time: every pair after each step, and every step of it. More of that would be felt. */
const mostLooks = 100_000

/** Whether an order is too long to be judged and drawn step by step while it is dragged. */
export function isLong({ nodes, links }: Scenario, steps: Steps): boolean {
  const count = (wanted: string) => nodes.filter(({ role }) => role === wanted).length
  const pairs = links.reduce((sum, { dialer, acceptor }) => sum + count(dialer) * count(acceptor), 0)
  return steps.length * (pairs + steps.length) > mostLooks
}

/** An order that is too long to be shown: says so, and how to come to a shorter one. */
export function LongOrder({
  scenario,
  steps,
  onReorder,
  onUndo,
  canUndo = false,
}: Pick<OrderLaneProps, 'scenario' | 'steps' | 'onReorder' | 'onUndo' | 'canUndo'>) {
  return (
    <section className={styles.lane} aria-label="Order">
      <header className={styles.head}>
        <h2 className={styles.title}>Order</h2>
        <p>{sayNumberOf(steps.length, 'step')}</p>
        <div className={styles.actions}>
          <FindSafe scenario={scenario} steps={steps} isCompact={false} onUse={onReorder} />
          <button
            type="button"
            className={styles.button}
            disabled={!canUndo}
            aria-label={commands.undo.name}
            aria-keyshortcuts={shortcutsOf(commands.undo.press)}
            onClick={onUndo}
          >
            <Undo2 size={14} aria-hidden />
            {commands.undo.name}
          </button>
        </div>
      </header>
      <p className={styles.long}>
        Too many to be judged one by one in the page. The command line does it:{' '}
        <code>parley check {scenario.name}</code>
      </p>
    </section>
  )
}
