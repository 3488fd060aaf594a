import { ChevronDown } from 'lucide-react'
import { DropdownMenu } from 'radix-ui'
import { useEffect, useEffectEvent, useRef, useState } from 'react'
import type { allKept } from '#ui/document/kept.ts'
import controls from '#ui/kit/controls.module.css'
import floating from '#ui/kit/floating.module.css'
import { type OwnText, ownTextOf } from '#ui/session/own-text.ts'
import { openSession, type Session } from '#ui/session/session.ts'
import { loadShipped, type Shipped } from '#ui/session/shipped.ts'
import { addressOfKept, newAddress } from '#ui/share/own-address.ts'

type Kept = Awaited<ReturnType<typeof allKept>>

/** What this browser keeps; nothing where it keeps nothing, or does not say. */
async function loadKept(): Promise<Kept> {
  try {
    const { allKept } = await import('#ui/document/kept.ts')
    return await allKept()
  } catch {
    return []
  }
}

/** The scenario that is shown, and the others that there are: one's own first. */
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
  const [kept, setKept] = useState<Kept>([])
  const own = ownTextOf(session)
  const [failed, setFailed] = useState<string | null>(null)
  /** The one that was asked for last: another one that comes later is no longer wanted. */
  const wanted = useRef<Shipped | null>(null)
  const openMenu = async (open: boolean) => {
    setOpen(open)
    setFailed(null)
    try {
      if (!open) return
      setKept(await loadKept())
      setScenarios(await loadShipped())
    } catch {
      setFailed('the list could not be loaded')
    }
  }
  const bring = async (file: File | null) => {
    if (file === null) return
    const { bringFile } = await import('#ui/document/bring-file.ts')
    setFailed(await bringFile(file))
  }
  const openFile = async () => {
    const { chooseFile } = await import('#ui/document/bring-file.ts')
    await bring(await chooseFile())
  }
  useDroppedFile(bring)
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
          <DropdownMenu.Item
            className={floating.item}
            onSelect={() => {
              location.hash = newAddress
            }}
          >
            <b>New scenario</b>
            <span>From a few questions, to be written on.</span>
          </DropdownMenu.Item>
          <DropdownMenu.Item className={floating.item} onSelect={openFile}>
            <b>Open a file…</b>
            <span>A scenario of your own. It stays in this browser.</span>
          </DropdownMenu.Item>
          <DropdownMenu.RadioGroup value={own ? keyOf(own) : session.scenario.name}>
            {kept.length > 0 && <DropdownMenu.Label className={floating.label}>Yours</DropdownMenu.Label>}
            {kept.map(({ id, file, title }) => (
              <DropdownMenu.RadioItem
                key={id}
                value={keyOf({ from: { kind: 'browser', id } })}
                className={floating.item}
                onSelect={() => {
                  location.hash = addressOfKept(id)
                }}
              >
                <b>{title || file}</b>
                <span>{title === '' ? 'It cannot be read yet.' : file}</span>
              </DropdownMenu.RadioItem>
            ))}
            {kept.length > 0 && <DropdownMenu.Label className={floating.label}>Stories</DropdownMenu.Label>}
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

/** Tells of a file that is dropped anywhere on the page. */
function useDroppedFile(onFile: (file: File) => void): void {
  const dropped = useEffectEvent(onFile)
  useEffect(() => {
    const over = (event: DragEvent) => {
      if (event.dataTransfer?.types.includes('Files')) event.preventDefault()
    }
    const drop = (event: DragEvent) => {
      const [file] = event.dataTransfer?.files ?? []
      if (file === undefined) return
      event.preventDefault()
      dropped(file)
    }
    addEventListener('dragover', over)
    addEventListener('drop', drop)
    return () => {
      removeEventListener('dragover', over)
      removeEventListener('drop', drop)
    }
  }, [])
}

/** A name that no shipped scenario has. */
const keyOf = ({ from }: Pick<OwnText, 'from'>) => (from.kind === 'browser' ? `mine/${from.id}` : '')
