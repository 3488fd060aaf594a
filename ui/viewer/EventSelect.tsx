import { ChevronDown } from 'lucide-react'
import { DropdownMenu } from 'radix-ui'
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
    <DropdownMenu.Root modal={false}>
      <DropdownMenu.Trigger className={styles.select} aria-label={`Event: ${sayType(value)}`}>
        <span>{sayType(value)}</span>
        <ChevronDown size={14} aria-hidden />
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content className={styles.menu} align="start" sideOffset={6} collisionPadding={12}>
          <DropdownMenu.RadioGroup value={value} onValueChange={onChange}>
            <Options label="Heeded in this state" types={heeded} />
            <Options label="Of no effect in this state" types={others} />
          </DropdownMenu.RadioGroup>
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  )
}

function Options({ label, types }: { readonly label: string; readonly types: readonly string[] }) {
  if (types.length === 0) return null
  return (
    <DropdownMenu.Group className={styles.options}>
      <DropdownMenu.Label>{label}</DropdownMenu.Label>
      {types.map((type) => (
        <DropdownMenu.RadioItem key={type} value={type} className={styles.option}>
          {sayType(type)}
        </DropdownMenu.RadioItem>
      ))}
    </DropdownMenu.Group>
  )
}

/** An event by its name; a timer with the state in which it runs. */
function sayType(type: string): string {
  const state = type.startsWith('xstate.after.') ? ` (${type.slice(type.lastIndexOf('.') + 1)})` : ''
  return sayEventType(type) + state
}
