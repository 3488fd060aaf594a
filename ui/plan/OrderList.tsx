import { ChevronDown, ChevronUp, Undo2 } from 'lucide-react'
import { ToggleGroup } from 'radix-ui'
import { useMemo, useState } from 'react'
import { type MixedState, mixedStates } from '#sim/plan/mixed-state.ts'
import { commands } from '#ui/commands/commands.ts'
import { ReleaseChip } from '#ui/glyphs/ReleaseChip.tsx'
import { SignGlyph } from '#ui/glyphs/SignGlyph.tsx'
import { toneOfSign } from '#ui/glyphs/sign.ts'
import { releaseOfStep } from '#ui/order/OrderRow.tsx'
import { sayOrder, sayState } from '#ui/order/say.ts'
import { orderOf, stepsIn } from '#ui/planning/order-of.ts'
import { keysOf, moved, type Steps } from '#ui/planning/steps.ts'
import styles from './OrderList.module.css'
import type { OrdersProps } from './Orders.tsx'
import { sayWave } from './waves.ts'

/** The orders on a phone: one at a time, from top to bottom, with buttons that move a step. */
export function OrderList(props: OrdersProps) {
  const { scenario, planned, back, steps, canUndo, onUndo, onReorder, onGoTo } = props
  const [shown, setShown] = useState<'yours' | 'best'>('yours')
  const plan = planned?.plan
  const there = useMemo(
    () => (planned ? orderOf(planned.scenario, planned.plan.phases.flat()) : []),
    [planned],
  )
  const isBest = shown === 'best' || back !== null
  const order = isBest ? (back ? [...there, ...orderOf(scenario, back.flat())] : there) : steps
  const base = isBest && planned ? planned.scenario : scenario
  const states = useMemo(() => mixedStates(base, order), [base, order])
  const before = back ? there.length : 0
  const verdict = sayOrder(states.slice(before))
  const phases = isBest ? (back ?? plan?.phases ?? []) : null
  const [news, setNews] = useState('')
  const move = (from: number, to: number) => {
    const next = moved(steps, from, to)
    setNews(`${steps[from]?.node} is now step ${to + 1} of ${steps.length}`)
    onReorder(next)
  }
  return (
    <section id="orders" className={styles.orders} aria-label="Orders" tabIndex={-1}>
      <header className={styles.head}>
        <ToggleGroup.Root
          type="single"
          className={styles.segments}
          aria-label="Which order"
          value={isBest ? 'best' : 'yours'}
          onValueChange={(value) => value && setShown(value as typeof shown)}
        >
          <ToggleGroup.Item value="yours">Your order</ToggleGroup.Item>
          <ToggleGroup.Item value="best" disabled={there.length === 0}>
            {back ? 'Way back' : plan?.route ? 'The route' : 'Best order'}
          </ToggleGroup.Item>
        </ToggleGroup.Root>
        <p className={styles.verdict} data-tone={toneOfSign(verdict.kind)}>
          <SignGlyph kind={verdict.kind} size={14} /> {verdict.text.replace('at step', 'at')}
        </p>
        {!isBest && (
          <button
            type="button"
            className={styles.icon}
            aria-label={commands.undo.name}
            disabled={!canUndo}
            onClick={onUndo}
          >
            <Undo2 size={18} aria-hidden />
          </button>
        )}
      </header>
      <Rows
        scenario={base}
        steps={order.slice(before)}
        states={states.slice(before + 1)}
        failing={verdict.failing}
        waves={
          phases?.map((phase) => ({
            length: phase.reduce((sum, step) => sum + stepsIn(step), 0),
            says: sayWave(phase),
          })) ?? null
        }
        onMove={isBest ? null : move}
        onGoTo={(taken) => onGoTo(order, before + taken)}
      />
      <p className="visually-hidden" role="status">
        {news}
      </p>
    </section>
  )
}

function Rows({
  scenario,
  steps,
  states,
  failing,
  waves,
  onMove,
  onGoTo,
}: {
  readonly scenario: OrdersProps['scenario']
  readonly steps: Steps
  readonly states: readonly MixedState[]
  readonly failing: number | null
  readonly waves: readonly { readonly length: number; readonly says: string }[] | null
  readonly onMove: ((from: number, to: number) => void) | null
  readonly onGoTo: (taken: number) => void
}) {
  const keys = keysOf(steps)
  const heads = new Map<number, string>()
  let first = 0
  for (const [i, { length, says }] of (waves ?? []).entries()) {
    heads.set(first, `Wave ${i + 1}: ${says}`)
    first += length
  }
  return (
    <ol className={styles.rows}>
      {steps.map((step, i) => {
        const state = states[i]
        if (state === undefined) return null
        const release = releaseOfStep(scenario, step)
        const { kind, text } = sayState(state)
        const head = heads.get(i)
        return (
          <li key={keys[i]}>
            {head && <p className={styles.wave}>{head}</p>}
            <div className={styles.step} data-failing={failing === i || undefined}>
              <span className={styles.number}>{i + 1}</span>
              <b>{step.node}</b>
              <span className={styles.number}>→</span>
              <ReleaseChip label={release.label} isNew={release.isNew} />
              {onMove && (
                <span className={styles.moves}>
                  <button
                    type="button"
                    aria-label={`Move ${step.node} earlier`}
                    disabled={i === 0}
                    onClick={() => onMove(i, i - 1)}
                  >
                    <ChevronUp size={18} aria-hidden />
                  </button>
                  <button
                    type="button"
                    aria-label={`Move ${step.node} later`}
                    disabled={i === steps.length - 1}
                    onClick={() => onMove(i, i + 1)}
                  >
                    <ChevronDown size={18} aria-hidden />
                  </button>
                </span>
              )}
            </div>
            <button
              type="button"
              className={styles.gap}
              data-tone={toneOfSign(kind)}
              aria-label={`After step ${i + 1}: ${text}. Go there`}
              onClick={() => onGoTo(i + 1)}
            >
              <SignGlyph kind={kind} size={13} /> {text}
            </button>
          </li>
        )
      })}
    </ol>
  )
}
