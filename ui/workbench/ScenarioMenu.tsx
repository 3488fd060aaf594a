import { ChevronDown } from 'lucide-react'
import { DropdownMenu } from 'radix-ui'
import { useRef, useState } from 'react'
import controls from '#ui/kit/controls.module.css'
import floating from '#ui/kit/floating.module.css'
import { openSession, type Session } from '#ui/session/session.ts'
import { loadShipped, type Shipped } from '#ui/session/shipped.ts'

/** The scenario that is shown, and the others that there are. */
export function ScenarioMenu({
  session,
  detail,
  isPhone = false,
  onOpen,
}: {
  readonly session: Session
  /** What else there is to say of what is shown. */
  readonly detail: string | null
  readonly isPhone?: boolean
  readonly onOpen: (session: Session) => void
}) {
  const [isOpen, setOpen] = useState(false)
  const [scenarios, setScenarios] = useState<readonly Shipped[]>([])
  const [failed, setFailed] = useState<string | null>(null)
  /** The one that was asked for last: another one that comes later is no longer wanted. */
  const wanted = useRef<Shipped | null>(null)
  const openMenu = async (open: boolean) => {
    setOpen(open)
    setFailed(null)
    try {
      if (open) setScenarios(await loadShipped())
    } catch {
      setFailed('the list could not be loaded')
    }
  }
  const load = async (shipped: Shipped) => {
    wanted.current = shipped
    try {
      const scenario = await shipped.load()
      if (wanted.current === shipped) onOpen(openSession(scenario))
    } catch {
      setFailed(`${shipped.title} could not be loaded`)
    }
  }
  return (
    // It opens once there is something in it, which is at once but for the first time on a slow line.
    <DropdownMenu.Root modal={false} open={isOpen && scenarios.length > 0} onOpenChange={openMenu}>
      <DropdownMenu.Trigger
        className={isPhone ? `${controls.field} ${controls.bare}` : controls.field}
        aria-label={`Scenario: ${session.scenario.title}`}
      >
        <span className={controls.title}>{session.scenario.title}</span>
        {(failed ?? detail) && (
          <span className={controls.quiet} role={failed === null ? undefined : 'alert'}>
            · {failed ?? detail}
          </span>
        )}
        <ChevronDown size={14} aria-hidden />
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content className={floating.choices} align="start" sideOffset={6} collisionPadding={12}>
          <DropdownMenu.RadioGroup value={session.scenario.name}>
            {scenarios.map((shipped) => (
              <DropdownMenu.RadioItem
                key={shipped.name}
                value={shipped.name}
                className={floating.item}
                onSelect={() => load(shipped)}
              >
                <b>{shipped.title}</b>
                <span>{shipped.about}</span>
              </DropdownMenu.RadioItem>
            ))}
          </DropdownMenu.RadioGroup>
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  )
}
