import { ChevronFirst, ChevronLast, ChevronLeft, ChevronRight, Ellipsis } from 'lucide-react'
import { DropdownMenu } from 'radix-ui'
import { sayPress } from '#ui/commands/press.ts'
import { viewKeys } from '#ui/commands/view-keys.ts'
import styles from './StepMenu.module.css'

const { earlier, later } = viewKeys.step.keys

/** Ways to move a step for those who do not drag: a button on the card and its menu. */
export function StepMenu({
  name,
  place,
  count,
  onMove,
}: {
  readonly name: string
  /** The place of the step, and the number of them. */
  readonly place: number
  readonly count: number
  readonly onMove: (to: number) => void
}) {
  const isFirst = place === 0
  const isLast = place === count - 1
  return (
    // A modal menu would lock the page's scrolling with a style sheet of its own, which the page's policy forbids.
    <DropdownMenu.Root modal={false}>
      <DropdownMenu.Trigger className={styles.trigger} aria-label={`Move ${name}`}>
        <Ellipsis size={16} aria-hidden />
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content className={styles.menu} align="end" sideOffset={6} collisionPadding={8}>
          <Item
            icon={ChevronLeft}
            keys={sayPress(earlier.press)}
            disabled={isFirst}
            onSelect={() => onMove(place - 1)}
          >
            {earlier.name}
          </Item>
          <Item
            icon={ChevronRight}
            keys={sayPress(later.press)}
            disabled={isLast}
            onSelect={() => onMove(place + 1)}
          >
            {later.name}
          </Item>
          <DropdownMenu.Separator className={styles.separator} />
          <Item icon={ChevronFirst} disabled={isFirst} onSelect={() => onMove(0)}>
            Move first
          </Item>
          <Item icon={ChevronLast} disabled={isLast} onSelect={() => onMove(count - 1)}>
            Move last
          </Item>
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  )
}

function Item({
  icon: Icon,
  keys,
  disabled,
  onSelect,
  children,
}: {
  readonly icon: typeof Ellipsis
  readonly keys?: string
  readonly disabled: boolean
  readonly onSelect: () => void
  readonly children: string
}) {
  return (
    <DropdownMenu.Item className={styles.item} disabled={disabled} onSelect={onSelect}>
      <Icon size={16} aria-hidden />
      <span>{children}</span>
      {keys && (
        <kbd className={styles.keys} aria-hidden>
          {keys}
        </kbd>
      )}
    </DropdownMenu.Item>
  )
}
