import { ArrowLeftRight, ChevronLeft, ChevronRight, Undo2 } from 'lucide-react'
import { useRef, useState } from 'react'
import type { Counterexample } from '#sim/plan/model.ts'
import type { Scenario } from '#sim/scenario/model.ts'
import type { RolloutView } from '#sim/views/view.ts'
import { commands } from '#ui/commands/commands.ts'
import { shortcutsOf } from '#ui/commands/press.ts'
import { SignGlyph } from '#ui/glyphs/SignGlyph.tsx'
import { toneOfSign } from '#ui/glyphs/sign.ts'
import { useSize } from '#ui/kit/useSize.ts'
import type { Steps } from '#ui/planning/steps.ts'
import type { Selection } from '#ui/session/selection.ts'
import { FindSafe } from './FindSafe.tsx'
import { Gap } from './Gap.tsx'
import styles from './OrderLane.module.css'
import { OrderRow } from './OrderRow.tsx'
import { Repairs } from './Repairs.tsx'
import { brokenPairs, sayCost, sayFailure } from './say.ts'
import { useFades } from './useFades.ts'
import { useOrder } from './useOrder.ts'

/** Under this width the cards shrink to the names of their nodes. */
const compactBelow = 640

export interface OrderLaneProps {
  readonly scenario: Scenario
  readonly steps: Steps
  /** The rollout at the time that is shown; null before it begins. */
  readonly rollout: RolloutView | null
  readonly selection: Selection | null
  readonly onReorder: (steps: Steps) => void
  readonly onSelect: (selection: Selection) => void
  /** Goes to the mixed state after this step, by its place; to the start with null. */
  readonly onGoTo: (step: number | null) => void
  /** Goes to where the state after this step goes wrong. Where it is not given, to the state itself. */
  readonly onFailure?: (step: number, pairs: readonly string[]) => void
  /** Goes to the shortest way into the trouble of this order. Repairs show only with it. */
  readonly onExample?: (example: Counterexample) => void
  /** Turns the order round. The button shows only with it. */
  readonly onReverse?: () => void
  /** Takes the last change back. The button shows only with it. */
  readonly onUndo?: () => void
  readonly canUndo?: boolean
}

/**
 * The order of an upgrade: a row of steps with a verdict between them, which can be put into another order. The
 * verdicts are those of the order that a drag would leave, while it lasts.
 */
export function OrderLane({
  scenario,
  steps,
  rollout,
  selection,
  onReorder,
  onSelect,
  onGoTo,
  onFailure,
  onExample,
  onReverse,
  onUndo,
  canUndo = false,
}: OrderLaneProps) {
  const [lane, { width }] = useSize<HTMLElement>()
  const isCompact = width > 0 && width < compactBelow
  const scroller = useRef<HTMLDivElement>(null)
  const [picked, setPicked] = useState<string | null>(null)
  const order = useOrder(scenario, steps, onReorder)
  const { keys, states, verdict, move } = order
  const aside = sayFailure(states) ?? sayCost(states)
  useFades(scroller)

  const chosen = chosenStep(steps, keys, picked, selection)
  return (
    <section
      ref={lane}
      className={isCompact ? `${styles.lane} ${styles.compact}` : styles.lane}
      aria-label="Order"
    >
      <header className={styles.head}>
        <h2 className={styles.title}>Order</h2>
        <p className={`${styles.verdict} ${styles[toneOfSign(verdict.kind)]}`}>
          <SignGlyph kind={verdict.kind} size={16} />
          {verdict.text}
        </p>
        {aside !== null && !isCompact && (
          <p className={styles.cost} title={aside}>
            {aside}
          </p>
        )}
        <div className={styles.actions}>
          {onExample && verdict.failing !== null && !isCompact && (
            <Repairs scenario={scenario} steps={steps} onUse={onReorder} onShow={onExample} />
          )}
          {onExample && (
            <FindSafe scenario={scenario} steps={steps} isCompact={isCompact} onUse={onReorder} />
          )}
          {isCompact && (
            <>
              <MoveButton steps={steps} from={chosen} by={-1} onMove={move} />
              <MoveButton steps={steps} from={chosen} by={1} onMove={move} />
            </>
          )}
          {onReverse && (
            <button type="button" className={styles.plain} aria-label="Reverse" onClick={onReverse}>
              {isCompact ? <ArrowLeftRight size={16} aria-hidden /> : 'Reverse'}
            </button>
          )}
          {onUndo && (
            <button
              type="button"
              className={styles.button}
              disabled={!canUndo}
              aria-label={commands.undo.name}
              aria-keyshortcuts={shortcutsOf(commands.undo.press)}
              onClick={onUndo}
            >
              <Undo2 size={14} aria-hidden />
              {!isCompact && commands.undo.name}
            </button>
          )}
        </div>
      </header>
      <div ref={scroller} className={styles.scroller}>
        {!isCompact && states[0] && (
          <Gap
            state={states[0]}
            where="Before the upgrade"
            isFailing={false}
            isCompact={false}
            isStart
            onGo={() => onGoTo(null)}
          />
        )}
        <OrderRow
          scenario={scenario}
          steps={steps}
          order={order}
          rollout={rollout}
          selection={selection}
          isCompact={isCompact}
          onPick={(key, { node }) => {
            setPicked(key)
            onSelect({ kind: 'node', id: node })
          }}
          onGoTo={(step) => {
            const state = states[step + 1]
            if (onFailure && state && state.verdict !== 'safe') onFailure(step, brokenPairs(state))
            else onGoTo(step)
          }}
        />
      </div>
      <p className="visually-hidden" role="status">
        {order.news}
      </p>
    </section>
  )
}

/** Moves the chosen step by one place: for fingers, which have no keys and cannot drag everywhere. */
function MoveButton({
  steps,
  from,
  by,
  onMove,
}: {
  readonly steps: Steps
  readonly from: number | null
  readonly by: -1 | 1
  readonly onMove: (from: number, to: number) => void
}) {
  const to = (from ?? -1) + by
  const Icon = by < 0 ? ChevronLeft : ChevronRight
  const isPossible = from !== null && 0 <= to && to < steps.length
  return (
    <button
      type="button"
      className={styles.button}
      disabled={!isPossible}
      aria-label={`Move ${from === null ? 'the chosen step' : steps[from]?.node} ${by < 0 ? 'earlier' : 'later'}`}
      onClick={() => from !== null && onMove(from, to)}
    >
      <Icon size={18} aria-hidden />
    </button>
  )
}

/** The step that the move buttons move: the last one chosen here, or else one of the selected node. */
function chosenStep(
  steps: Steps,
  keys: readonly string[],
  picked: string | null,
  selection: Selection | null,
): number | null {
  const node = selection?.kind === 'node' ? selection.id : null
  const here = picked === null ? -1 : keys.indexOf(picked)
  if (here >= 0 && (node === null || steps[here]?.node === node)) return here
  const ofNode = steps.findIndex((step) => step.node === node)
  return ofNode < 0 ? null : ofNode
}
