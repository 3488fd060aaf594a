import { scenario as first } from 'virtual:parley-scenarios/first'
import { type ReactNode, StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import './theme/base.css'
import type { About } from './document/about.ts'
import { addressHere, typedAt } from './document/typed.ts'
import type { Look } from './session/look.ts'
import { makeAtOnce } from './session/made.ts'
import { ownTextOf } from './session/own-text.ts'
import { openSession, type Session } from './session/session.ts'
import { loadShipped } from './session/shipped.ts'
import { addressOfOwn, newAddress, ownIn } from './share/own-address.ts'
import { isShownHere, placeHere } from './share/place.ts'
import { recallTheme } from './theme/useTheme.ts'
import { Workbench } from './workbench/Workbench.tsx'

recallTheme()

const root = createRoot(document.getElementById('root') as HTMLElement, {
  // What holds all views together has failed. Nothing would be left on the screen.
  onUncaughtError: async (error) => {
    console.error(error)
    const { PageFailed } = await import('./workbench/PageFailed.tsx')
    root.render(<PageFailed error={error} />)
  },
})

/** How often an address was opened: going back to one that was opened before starts from it again. */
let visits = 0

/** Shows what the address says, as soon as that is there; unless it says something else by then. */
async function open(): Promise<void> {
  const visit = ++visits
  const page = await pageFor(location.hash.slice(1), visit)
  if (visit === visits) root.render(<StrictMode>{page}</StrictMode>)
}

async function pageFor(hash: string, visit: number): Promise<ReactNode> {
  const own = ownIn(hash)
  if (own !== null) return own.kind === 'file' ? served(own.name, visit) : kept(own.name, visit)
  if (hash === newAddress) return fresh(visit)
  const opened =
    hash === '' ? { ok: true as const, session: openSession(first), view: null } : await linked(hash)
  if (opened.ok) return shown(opened.session, opened.view, visit)
  const { BadLink } = await import('./workbench/BadLink.tsx')
  return <BadLink message={opened.message} />
}

async function shown(
  session: Session,
  look: Look | null,
  visit: number,
  about: About | null = null,
): Promise<ReactNode> {
  const made = makeAtOnce(session)
  // Whoever was writing when the page was left goes on with it.
  const isEditing = placeHere().isEditing || typedAt(addressHere()) !== null
  const seen = isEditing ? { ...look, isEditing } : look
  if (made) return <Workbench key={visit} made={made} look={seen} about={about} onReopen={open} />
  const { LargeRun } = await import('./workbench/LargeRun.tsx')
  return <LargeRun key={visit} session={session} look={seen} about={about} onReopen={open} />
}

async function served(file: string, visit: number): Promise<ReactNode> {
  const { openServed } = await import('./document/open-served.ts')
  const opened = await openServed(file)
  if (opened.ok) return shown(opened.session, opened.look, visit, opened.about)
  const { BadFile } = await import('./workbench/BadFile.tsx')
  return (
    <BadFile key={visit} file={file} faults={opened.faults} text={opened.text} isServed onChange={open} />
  )
}

async function kept(id: string, visit: number): Promise<ReactNode> {
  const { openKept } = await import('./document/open-kept.ts')
  const opened = await openKept(id)
  if (opened.ok) return shown(opened.session, opened.look, visit, opened.about)
  const { BadFile } = await import('./workbench/BadFile.tsx')
  return (
    <BadFile
      key={visit}
      file={opened.file}
      faults={opened.faults}
      document={opened.document}
      text={opened.text}
      isServed={false}
      onChange={open}
    />
  )
}

/** A new document has an address of its own at once, so that it is not made again by whoever comes back. */
async function fresh(visit: number): Promise<ReactNode> {
  const { openNew } = await import('./edit/open-new.ts')
  const { session, about } = await openNew()
  const own = ownTextOf(session)
  if (own && visit === visits) history.replaceState(null, '', `#${addressOfOwn(own)}`)
  return shown(session, { isEditing: true }, visit, about)
}

async function linked(hash: string) {
  const { readLink } = await import('./share/read-link.ts')
  const link = readLink(hash)
  if (!link.ok) return link
  if (link.own) {
    const { readOwn } = await import('./document/read-own.ts')
    const read = readOwn(link.own)
    if (read.ok) return link.open(read.scenario)
    return { ok: false as const, message: `The scenario in it cannot be read: ${read.faults[0]}` }
  }
  const shipped = (await loadShipped()).find(({ name }) => name === link.scenario)
  return link.open(await shipped?.load())
}

// The page sets its address without navigating: this is a link, a hand, or the way back, also to an equal address.
addEventListener('popstate', ({ state }) => isShownHere(state) || open())
open()
