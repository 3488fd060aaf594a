import { ArrowLeftRight, ChevronLeft, ChevronRight, Undo2 } from 'lucide-react'
import { useLayoutEffect, useMemo, useRef, useState } from 'react'
import { mixedStates } from '#sim/mixed-state.ts'
import type { Scenario } from '#sim/scenario/model.ts'
import type { RolloutView } from '#sim/view.ts'
import { OutcomeGlyph } from '#ui/glyphs/OutcomeGlyph.tsx'
import { toneOf } from '#ui/glyphs/outcome.ts'
import type { Selection } from '#ui/workbench/selection.ts'
import { useMedia } from '#ui/workbench/useMedia.ts'
import { useSize } from '#ui/workbench/useSize.ts'
import { Gap } from './Gap.tsx'
import styles from './OrderLane.module.css'
import { StepCard } from './StepCard.tsx'
import { sayCost, sayOrder } from './say.ts'
import { keysOf, moved, placeAfterMove, type Step, type Steps } from './steps.ts'
import { useFades } from './useFades.ts'
import { useReorderDrag } from './useReorderDrag.ts'
import { useSlides } from './useSlides.ts'

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
  onReverse,
  onUndo,
  canUndo = false,
}: OrderLaneProps) {
  const [lane, { width }] = useSize<HTMLElement>()
  const isCompact = width > 0 && width < compactBelow
  const isCalm = useMedia('(prefers-reduced-motion: reduce)')
  const scroller = useRef<HTMLDivElement>(null)
  const row = useRef<HTMLOListElement>(null)
  const [picked, setPicked] = useState<string | null>(null)
  const [news, setNews] = useState('')
  /** The card that keeps the focus when its move takes it out of the page and puts it in elsewhere. */
  const follow = useRef<string | null>(null)

  const keys = useMemo(() => keysOf(steps), [steps])
  const { lane: laneId, drag } = useReorderDrag(row, keys, move)
  const { from = 0, to = 0 } = drag ?? {}
  const shown = useMemo(() => moved(steps, from, to), [steps, from, to])
  const states = useMemo(() => mixedStates(scenario, shown), [scenario, shown])
  const verdict = sayOrder(states)
  const cost = sayCost(states)
  const progress = useMemo(() => progressOf(rollout), [rollout])

  const places = useMemo(
    () => new Map(keys.map((key, index) => [key, placeAfterMove(index, from, to)])),
    [keys, from, to],
  )
  const dragged = drag === null ? null : (keys[drag.from] ?? null)
  useSlides(row, places, dragged, isCalm)
  useFades(scroller)

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new order is what takes the focus away.
  useLayoutEffect(() => {
    const key = follow.current
    if (key === null) return
    follow.current = null
    const slot = [...(row.current?.children ?? [])].find(
      (child) => child instanceof HTMLElement && child.dataset.key === key,
    )
    const card = slot?.querySelector<HTMLElement>('[role="button"]')
    card?.focus({ preventScroll: true })
    slot?.scrollIntoView({ block: 'nearest', inline: 'nearest', behavior: isCalm ? 'auto' : 'smooth' })
  }, [keys])

  function move(before: number, after: number) {
    const order = moved(steps, before, after)
    const { text } = sayOrder(mixedStates(scenario, order))
    const says = text === 'safe' ? 'The order is safe.' : `The order ${text.replace(/^broken/, 'is broken')}.`
    setNews(`${steps[before]?.node} is now step ${after + 1} of ${steps.length}. ${says}`)
    onReorder(order)
  }

  function moveByKey(before: number, after: number) {
    follow.current = keys[before] ?? null
    move(before, after)
  }

  const chosen = chosenStep(steps, keys, picked, selection)
  return (
    <section
      ref={lane}
      className={isCompact ? `${styles.lane} ${styles.compact}` : styles.lane}
      aria-label="Order"
    >
      <header className={styles.head}>
        <h2 className={styles.title}>Order</h2>
        <p className={`${styles.verdict} ${styles[toneOf(verdict.outcome)]}`}>
          <OutcomeGlyph outcome={verdict.outcome} title="" />
          {verdict.text}
        </p>
        {cost !== null && !isCompact && <p className={styles.cost}>{cost}</p>}
        <div className={styles.actions}>
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
              aria-label="Undo"
              aria-keyshortcuts="Control+Z Meta+Z"
              onClick={onUndo}
            >
              <Undo2 size={14} aria-hidden />
              {!isCompact && 'Undo'}
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
        <ol ref={row} className={styles.row} aria-label="Steps">
          {steps.map((step, index) => {
            const key = keys[index] ?? ''
            const place = places.get(key) ?? index
            // A slot stays where it is while its card moves: so does its gap, with the verdict of its place.
            const state = states[index + 1]
            return (
              <li key={key} data-key={key} className={styles.step}>
                <StepCard
                  lane={laneId}
                  id={key}
                  node={step.node}
                  release={releaseOfStep(scenario, step)}
                  place={place}
                  count={steps.length}
                  progress={progress.get(key) ?? null}
                  breaks={verdict.failing === place ? verdict.outcome : null}
                  isSelected={selection?.kind === 'node' && selection.id === step.node}
                  shift={drag === null ? null : (place - index) * drag.pitch}
                  isSlot={key === dragged}
                  isCompact={isCompact}
                  onSelect={() => {
                    setPicked(key)
                    onSelect({ kind: 'node', id: step.node })
                  }}
                  onMove={(after) => moveByKey(index, after)}
                />
                {state && (
                  <Gap
                    state={state}
                    where={`After step ${index + 1}`}
                    isFailing={verdict.failing === index}
                    isCompact={isCompact}
                    onGo={() => onGoTo(index)}
                  />
                )}
              </li>
            )
          })}
        </ol>
      </div>
      <p className="visually-hidden" role="status">
        {news}
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

/** How far a rollout has come, by the keys of its steps. */
function progressOf(rollout: RolloutView | null): ReadonlyMap<string, 'done' | 'now'> {
  if (rollout === null || rollout.state === 'planned') return new Map()
  const taken = keysOf(rollout.steps).slice(0, rollout.step + 1)
  return new Map(
    taken.map((key, index) => [key, index < rollout.step || rollout.state === 'done' ? 'done' : 'now']),
  )
}

function releaseOfStep({ roles, nodes }: Scenario, { node, to }: Step) {
  const spec = nodes.find(({ id }) => id === node)
  const release = roles.find(({ name }) => name === spec?.role)?.releases.find(({ name }) => name === to)
  return { name: to, label: release?.label ?? to, isNew: spec?.release !== to }
}
