import { ChevronDown } from 'lucide-react'
import { DropdownMenu } from 'radix-ui'
import type { Scenario } from '#sim/scenario/model.ts'
import controls from '#ui/kit/controls.module.css'
import floating from '#ui/kit/floating.module.css'
import type { State } from '#ui/session/state.ts'

/** The scenario that is shown, and the others that there are. */
export function ScenarioMenu({
  session,
  detail,
  scenarios,
  isPhone = false,
  onOpen,
}: {
  readonly session: State['session']
  /** What else there is to say of what is shown. */
  readonly detail: string | null
  readonly scenarios: readonly Scenario[]
  readonly isPhone?: boolean
  readonly onOpen: (scenario: Scenario) => void
}) {
  return (
    <DropdownMenu.Root modal={false}>
      <DropdownMenu.Trigger
        className={isPhone ? `${controls.field} ${controls.bare}` : controls.field}
        aria-label={`Scenario: ${session.scenario.title}`}
      >
        <span className={controls.title}>{session.scenario.title}</span>
        {detail && <span className={controls.quiet}>· {detail}</span>}
        <ChevronDown size={14} aria-hidden />
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content className={floating.choices} align="start" sideOffset={6} collisionPadding={12}>
          <DropdownMenu.RadioGroup value={session.scenario.name}>
            {scenarios.map((scenario) => (
              <DropdownMenu.RadioItem
                key={scenario.name}
                value={scenario.name}
                className={floating.item}
                onSelect={() => onOpen(scenario)}
              >
                <b>{scenario.title}</b>
                <span>{scenario.about}</span>
              </DropdownMenu.RadioItem>
            ))}
          </DropdownMenu.RadioGroup>
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  )
}
