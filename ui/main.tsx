import { scenario as first } from 'virtual:parley-scenarios/first'
import { type ReactNode, StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import './theme/base.css'
import { makeAtOnce } from './session/made.ts'
import { openSession } from './session/session.ts'
import { loadShipped } from './session/shipped.ts'
import { recallTheme } from './theme/useTheme.ts'
import { Workbench } from './workbench/Workbench.tsx'

recallTheme()

const root = createRoot(document.getElementById('root') as HTMLElement)

/** How often an address was opened: going back to one that was opened before starts from it again. */
let visits = 0

/** Shows what the address says, as soon as that is there; unless it says something else by then. */
async function open(): Promise<void> {
  const visit = ++visits
  const page = await pageFor(location.hash.slice(1), visit)
  if (visit === visits) root.render(<StrictMode>{page}</StrictMode>)
}

async function pageFor(hash: string, visit: number): Promise<ReactNode> {
  const opened =
    hash === '' ? { ok: true as const, session: openSession(first), view: null } : await linked(hash)
  if (!opened.ok) {
    const { BadLink } = await import('./workbench/BadLink.tsx')
    return <BadLink message={opened.message} />
  }
  const { session, view } = opened
  const made = makeAtOnce(session)
  if (made) return <Workbench key={visit} made={made} look={view} />
  const { LargeRun } = await import('./workbench/LargeRun.tsx')
  return <LargeRun key={visit} session={session} look={view} />
}

async function linked(hash: string) {
  const { readLink } = await import('./share/read-link.ts')
  const link = readLink(hash)
  if (!link.ok) return link
  const shipped = (await loadShipped()).find(({ name }) => name === link.scenario)
  return link.open(await shipped?.load())
}

// The page sets its address without navigating: this is a link, a hand, or the way back, also to an equal address.
addEventListener('popstate', open)
open()
