import { ChevronDown } from 'lucide-react'
import { DropdownMenu } from 'radix-ui'
import { commands } from '#ui/commands/commands.ts'
import { sayPress } from '#ui/commands/press.ts'
import controls from '#ui/kit/controls.module.css'
import floating from '#ui/kit/floating.module.css'
import { type Change, type State, speeds } from '#ui/session/state.ts'

/** How much virtual time passes in a second of the user's. */
export function SpeedMenu({
  state,
  dispatch,
}: {
  readonly state: State
  readonly dispatch: (action: Change) => void
}) {
  const { slower, faster } = commands
  return (
    <DropdownMenu.Root modal={false}>
      <DropdownMenu.Trigger
        className={controls.field}
        aria-label={`Speed: ${state.speed} times`}
        title={`Speed (${sayPress(slower.press)} and ${sayPress(faster.press)})`}
      >
        {state.speed}× <ChevronDown size={14} aria-hidden />
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content className={floating.menu} align="start" sideOffset={6}>
          <DropdownMenu.Label className={floating.label}>Quiet spans are hurried through</DropdownMenu.Label>
          <DropdownMenu.RadioGroup value={String(state.speed)}>
            {speeds.map((speed) => (
              <DropdownMenu.RadioItem
                key={speed}
                value={String(speed)}
                className={floating.item}
                onSelect={() => dispatch({ do: 'speed', speed })}
              >
                <b>{speed}×</b>
                <span>1 s shows {speed < 1 ? `${speed * 1_000} ms` : `${speed} s`}</span>
              </DropdownMenu.RadioItem>
            ))}
          </DropdownMenu.RadioGroup>
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  )
}
