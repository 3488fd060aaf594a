import { Undo2 } from 'lucide-react'
import { type ReactNode, useMemo, useRef } from 'react'
import { mixedStates } from '#sim/plan/mixed-state.ts'
import type { Plan } from '#sim/plan/model.ts'
import type { Scenario, Upgrade } from '#sim/scenario/model.ts'
import type { PlanStep } from '#sim/scenario/order/units.ts'
import { capital, sayCount } from '#sim/text/say-list.ts'
import type { RolloutView } from '#sim/views/view.ts'
import { commands, titleOf } from '#ui/commands/commands.ts'
import { shortcutsOf } from '#ui/commands/press.ts'
import { SignGlyph } from '#ui/glyphs/SignGlyph.tsx'
import { toneOfSign } from '#ui/glyphs/sign.ts'
import { useSize } from '#ui/kit/useSize.ts'
import { list } from '#ui/kit/words.ts'
import { OrderRow, releaseOfStep } from '#ui/order/OrderRow.tsx'
import { type SaidVerdict, sayOrder } from '#ui/order/say.ts'
import { useFades } from '#ui/order/useFades.ts'
import { useOrder } from '#ui/order/useOrder.ts'
import { orderOf, stepsIn } from '#ui/planning/order-of.ts'
import type { Selection } from '#ui/session/selection.ts'
import styles from './Orders.module.css'
import { Waves } from './Waves.tsx'

type Steps = Upgrade['steps']

/** Room beside the lanes, and the width of a step and what follows it. */
const beside = 186
const slots = { least: 172, most: 224 }

/** From one card to the next. */
const betweenSteps = 60

/** About how wide a card has to be for a step, with its grip and its arrow. */
function roomFor(scenario: Scenario, step: Steps[number]): number {
  return 75 + 7 * step.node.length + 6 * releaseOfStep(scenario, step).label.length
}

export interface OrdersProps {
  readonly scenario: Scenario
  /** The plan, and the scenario that it is of; null while the first is worked out. */
  readonly planned: { readonly scenario: Scenario; readonly plan: Plan } | null
  /** The phases of the lane below, where they are not those of the plan: a way back from its end. */
  readonly back: readonly (readonly PlanStep[])[] | null
  readonly steps: Steps
  readonly rollout: RolloutView | null
  readonly selection: Selection | null
  readonly canUndo: boolean
  readonly onUndo: () => void
  readonly onReorder: (steps: Steps) => void
  readonly onSelect: (selection: Selection) => void
  /** Goes to the state after so many steps of an order. */
  readonly onGoTo: (steps: Steps, taken: number) => void
}

/** Your order, which can be put into another one, and below it the best one there is, step under step. */
export function Orders(props: OrdersProps) {
  const { scenario, planned, steps, rollout, selection, back } = props
  const [section, { width }] = useSize<HTMLElement>()
  const scroller = useRef<HTMLDivElement>(null)
  useFades(scroller)
  const order = useOrder(scenario, steps, props.onReorder)
  const most = Math.max(steps.length, planned?.plan.phases.flat().length ?? 0, 1)
  const room = Math.max(...steps.map((step) => roomFor(scenario, step)), 0) + betweenSteps
  // Who has to scroll anyway may as well read every name.
  const fitting = Math.floor((width - beside) / most)
  const least = fitting < slots.least ? Math.max(slots.least, room) : slots.least
  const slot = Math.min(Math.max(fitting, least), slots.most)
  const isTight = room > slot
  return (
    <section ref={section} id="orders" className={styles.orders} aria-label="Orders" tabIndex={-1}>
      <div
        ref={scroller}
        className={styles.scroller}
        data-tight={isTight || undefined}
        style={{ '--step': `${slot}px` } as object}
      >
        <Lane
          title="Your order"
          verdict={order.verdict}
          action={
            <button
              type="button"
              className={styles.undo}
              disabled={!props.canUndo}
              aria-label={commands.undo.name}
              aria-keyshortcuts={shortcutsOf(commands.undo.press)}
              title={titleOf(commands.undo)}
              onClick={props.onUndo}
            >
              <Undo2 size={13} aria-hidden />
            </button>
          }
        >
          <OrderRow
            scenario={scenario}
            steps={steps}
            order={order}
            rollout={rollout}
            selection={selection}
            isCompact={false}
            isBrief
            onPick={(_, { node }) => props.onSelect({ kind: 'node', id: node })}
            onGoTo={(step) => props.onGoTo(steps, step + 1)}
          />
        </Lane>
        {planned ? <Best {...props} planned={planned} back={back} /> : <Ghost />}
      </div>
      <p className="visually-hidden" role="status">
        {order.news}
      </p>
    </section>
  )
}

function Best({
  planned: { scenario, plan },
  back,
  onGoTo,
}: OrdersProps & { readonly planned: NonNullable<OrdersProps['planned']> }) {
  const { phases, route, verdict } = plan
  const there = useMemo(() => orderOf(scenario, phases.flat()), [scenario, phases])
  const steps = useMemo(
    () => (back ? [...there, ...orderOf(scenario, back.flat())] : there),
    [scenario, there, back],
  )
  const states = useMemo(() => mixedStates(scenario, steps), [scenario, steps])
  if (phases.length === 0) {
    return (
      <Lane
        title="Best order"
        verdict={{ kind: 'fault', text: verdict === 'unknown' ? 'not known' : 'none' }}
        isPlain
      >
        {verdict !== 'unknown' ? (
          <FirstSteps plan={plan} />
        ) : (
          <p className={styles.none}>No safe order was found.</p>
        )}
      </Lane>
    )
  }
  const before = back ? there.length : 0
  const shown = back ?? phases
  const { kind, text } = sayOrder(states.slice(before))
  return (
    <Lane title={back ? 'Way back' : route ? 'The route' : 'Best order'} verdict={{ kind, text }}>
      <Waves
        scenario={scenario}
        phases={shown}
        states={states.slice(before + 1)}
        isBack={back !== null}
        onGoTo={(taken) => onGoTo(steps, before + taken)}
      />
    </Lane>
  )
}

/** The place of the best order while it is worked out. */
function Ghost() {
  return (
    <div className={styles.lane} aria-hidden="true">
      <div className={styles.label}>
        <h2>Best order</h2>
      </div>
      <div className={styles.ghost} />
    </div>
  )
}

/** More than these are not listed. */
const mostFirst = 4

/** Why none of the steps that could come first leads to the goal. */
function FirstSteps({ plan: { firstSteps } }: { readonly plan: Plan }) {
  const reasons = new Map<string, string[]>()
  for (const step of firstSteps) {
    const { unit, role, reason, alike } = step
    const who = alike === undefined ? unit : sayCount(stepsIn(step), role)
    reasons.set(reason, [...(reasons.get(reason) ?? []), who])
  }
  return (
    <ul className={styles.none} aria-label="Why no step can come first">
      {[...reasons].slice(0, mostFirst).map(([reason, units]) => (
        <li key={reason}>
          <b>{list(units, 3)} first</b> {capital(reason)}.
        </li>
      ))}
    </ul>
  )
}

function Lane({
  title,
  verdict,
  action,
  isPlain = false,
  children,
}: {
  readonly title: string
  readonly verdict: SaidVerdict
  readonly action?: ReactNode
  /** Whether it holds words, and no steps. */
  readonly isPlain?: boolean
  readonly children: ReactNode
}) {
  return (
    <div className={styles.lane} data-plain={isPlain || undefined}>
      <div className={styles.label}>
        <h2>
          {title} {action}
        </h2>
        <p data-tone={toneOfSign(verdict.kind)}>
          <SignGlyph kind={verdict.kind} size={14} /> {verdict.text.replace('at step', 'at')}
        </p>
      </div>
      <div className={styles.row}>{children}</div>
    </div>
  )
}
