import { ChevronDown } from 'lucide-react'
import { Select } from 'radix-ui'
import { sayEventType } from '#ui/chart/words.ts'
import styles from './SendForm.module.css'

/** Chooses one of a machine's events: those that it heeds in its state stand before the others. */
export function EventSelect({
  value,
  heeded,
  others,
  onChange,
}: {
  readonly value: string
  readonly heeded: readonly string[]
  readonly others: readonly string[]
  readonly onChange: (type: string) => void
}) {
  return (
    <Select.Root value={value} onValueChange={onChange}>
      <Select.Trigger className={styles.select} aria-label="Event">
        <Select.Value />
        <Select.Icon asChild>
          <ChevronDown size={14} aria-hidden />
        </Select.Icon>
      </Select.Trigger>
      <Select.Portal>
        <Select.Content
          className={styles.menu}
          position="popper"
          align="start"
          sideOffset={6}
          collisionPadding={12}
        >
          <Select.Viewport>
            <Options label="Heeded in this state" types={heeded} />
            <Options label="Of no effect in this state" types={others} />
          </Select.Viewport>
        </Select.Content>
      </Select.Portal>
    </Select.Root>
  )
}

function Options({ label, types }: { readonly label: string; readonly types: readonly string[] }) {
  if (types.length === 0) return null
  return (
    <Select.Group className={styles.options}>
      <Select.Label>{label}</Select.Label>
      {types.map((type) => (
        <Select.Item key={type} value={type} className={styles.option}>
          <Select.ItemText>{sayType(type)}</Select.ItemText>
        </Select.Item>
      ))}
    </Select.Group>
  )
}

/** An event by its name; a timer with the state in which it runs. */
function sayType(type: string): string {
  const state = type.startsWith('xstate.after.') ? ` (${type.slice(type.lastIndexOf('.') + 1)})` : ''
  return sayEventType(type) + state
}
