import { draggable } from '@atlaskit/pragmatic-drag-and-drop/adapter/element-adapter'
import { preserveOffsetOnSource } from '@atlaskit/pragmatic-drag-and-drop/utils/preserve-offset-on-source'
import { setCustomNativeDragPreview } from '@atlaskit/pragmatic-drag-and-drop/utils/set-custom-native-drag-preview'
import { GripVertical } from 'lucide-react'
import { type KeyboardEvent, useEffect, useRef } from 'react'
import { isPress, shortcutsOf } from '#ui/commands/press.ts'
import { viewKeys } from '#ui/commands/view-keys.ts'
import { ReleaseChip } from '#ui/glyphs/ReleaseChip.tsx'
import { SignGlyph } from '#ui/glyphs/SignGlyph.tsx'
import type { SignKind } from '#ui/glyphs/sign.ts'
import styles from './StepCard.module.css'
import { StepMenu } from './StepMenu.tsx'
import type { DragData } from './useReorderDrag.ts'

export interface StepCardProps {
  /** The name of the lane and of the step in it. */
  readonly lane: string
  readonly id: string
  readonly node: string
  readonly release: { readonly name: string; readonly label: string; readonly isNew: boolean }
  /** Its place, and the number of steps. */
  readonly place: number
  readonly count: number
  /** Whether the run has taken it, or takes it at the time that is shown. */
  readonly progress: 'done' | 'now' | null
  /** What the order breaks with, if it is this step that breaks it. */
  readonly breaks: SignKind | null
  readonly isSelected: boolean
  /** How many pixels it is drawn off its slot, while a step is dragged; null where none is. */
  readonly shift: number | null
  /** Whether it is the one that is dragged. */
  readonly isSlot: boolean
  readonly isCompact: boolean
  readonly onSelect: () => void
  readonly onMove: (to: number) => void
}

const { keys } = viewKeys.step

/** One step of the order: a card that is dragged, moved by keys or by its menu, and selects its node. */
export function StepCard(props: StepCardProps) {
  const { lane, id, node, release, place, count, progress, breaks, isSelected } = props
  const { shift, isSlot, isCompact, onSelect, onMove } = props
  const card = useRef<HTMLDivElement>(null)
  useEffect(() => (card.current ? makeDraggable(card.current, lane, id) : undefined), [lane, id])

  function onKeyDown(event: KeyboardEvent) {
    const { key, target, currentTarget } = event
    if (target !== currentTarget) return
    const isEarlier = isPress(keys.earlier.press, event)
    if (isEarlier || isPress(keys.later.press, event)) {
      const to = isEarlier ? place - 1 : place + 1
      if (0 <= to && to < count) onMove(to)
    } else if (key === 'Enter' || key === ' ') {
      onSelect()
    } else return
    // Not a step back in the browser's history, and not the workbench's own key either.
    event.preventDefault()
    event.stopPropagation()
  }

  const names = [
    styles.card,
    isCompact && styles.compact,
    progress === 'done' && styles.done,
    progress === 'now' && styles.now,
    breaks && styles.breaks,
    isSelected && styles.selected,
    isSlot && styles.slot,
  ]
  return (
    <div
      className={styles.holder}
      style={shift === null ? undefined : { transform: `translateX(${shift}px)` }}
      data-dragged={isSlot || undefined}
    >
      {/* biome-ignore lint/a11y/useSemanticElements: Firefox drags neither a button nor anything inside one. */}
      <div
        ref={card}
        className={names.filter(Boolean).join(' ')}
        role="button"
        tabIndex={0}
        aria-label={sayStep(props)}
        aria-pressed={isSelected}
        aria-current={progress === 'now' ? 'step' : undefined}
        aria-keyshortcuts={shortcutsOf(keys.earlier.press, keys.later.press)}
        onClick={onSelect}
        onKeyDown={onKeyDown}
      >
        <GripVertical className={styles.grip} size={14} aria-hidden />
        <span className={styles.number}>{place + 1}</span>
        <span className={styles.node}>{node}</span>
        <span className={styles.arrow}>→</span>
        <span className={styles.release}>
          <ReleaseChip label={release.label} isNew={release.isNew} />
        </span>
        <span className={styles.progress}>{progress}</span>
      </div>
      {breaks && !isCompact && (
        <span className={styles.mark} aria-hidden>
          <SignGlyph kind={breaks} size={12} />
          breaks here
        </span>
      )}
      {!isCompact && (
        <span className={styles.menu}>
          <StepMenu name={node} place={place} count={count} onMove={onMove} />
        </span>
      )}
    </div>
  )
}

function sayStep({ node, release, place, count, progress, breaks }: StepCardProps): string {
  const parts = [
    `Step ${place + 1} of ${count}: ${node} to ${release.name}`,
    progress,
    breaks && 'the order breaks here',
  ]
  return parts.filter(Boolean).join(', ')
}

/** Room around the picture that the pointer carries, for its shadow. */
const previewRoom = 16

function makeDraggable(element: HTMLElement, lane: string, key: string) {
  return draggable({
    element,
    getInitialData: ({ input }): DragData => {
      const { left, width } = element.getBoundingClientRect()
      return { lane, key, reach: left + width / 2 - input.clientX }
    },
    onGenerateDragPreview: ({ nativeSetDragImage, location }) => {
      const { input } = location.current
      const onSource = preserveOffsetOnSource({ element, input })
      setCustomNativeDragPreview({
        nativeSetDragImage,
        getOffset: (args) => {
          const { x, y } = onSource(args)
          return { x: x + previewRoom, y: y + previewRoom }
        },
        render: ({ container }) => {
          const room = document.createElement('div')
          room.style.padding = `${previewRoom}px`
          const picture = element.cloneNode(true) as HTMLElement
          picture.style.width = `${element.offsetWidth}px`
          picture.classList.add(styles.preview ?? '')
          room.append(picture)
          container.append(room)
        },
      })
    },
  })
}
