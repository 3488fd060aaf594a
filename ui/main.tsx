import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import type { Scenario } from '#sim/scenario/model.ts'
import { parseScenario } from '#sim/scenario/parse/parse.ts'
import { decodeSession } from '#ui/share/link.ts'
import './theme/base.css'
import { openSession } from './session/session.ts'
import { recallTheme } from './theme/useTheme.ts'
import { BadLink } from './workbench/BadLink.tsx'
import { Workbench } from './workbench/Workbench.tsx'

const files = import.meta.glob<string>('../scenarios/*.yaml', {
  query: '?raw',
  import: 'default',
  eager: true,
})

/** The scenario that a new visitor sees, and those that tell the same story further. */
const opening = ['zeo-2002', 'zeo-2002-foreseen', 'zeo-2005', 'zeo-2005-data', 'zeo']

/** The shipped scenarios. A file that does not hold is left out: the tests see to it that none is. */
const scenarios = Object.entries(files)
  .flatMap(([path, text]) => {
    const parsed = parseScenario(text, path.replace('../', ''))
    return parsed.ok ? [parsed.scenario] : []
  })
  .sort((a, b) => placeOf(a) - placeOf(b) || a.title.localeCompare(b.title))

function placeOf({ name }: Scenario): number {
  const place = opening.indexOf(name)
  return place < 0 ? opening.length : place
}

recallTheme()

const root = createRoot(document.getElementById('root') as HTMLElement)

/** How often an address was opened: going back to one that was opened before starts from it again. */
let visits = 0

/** Shows what the address says. */
function open(): void {
  visits++
  const hash = location.hash.slice(1)
  const [first] = scenarios
  if (first === undefined) throw new Error('No scenario is shipped with this page')
  const opened =
    hash === ''
      ? { ok: true as const, session: openSession(first), view: null }
      : decodeSession(hash, scenarios)
  root.render(
    <StrictMode>
      {opened.ok ? (
        <Workbench key={visits} session={opened.session} look={opened.view} scenarios={scenarios} />
      ) : (
        <BadLink message={opened.message} />
      )}
    </StrictMode>,
  )
}

// The page sets its address without navigating: this is a link, a hand, or the way back.
addEventListener('hashchange', open)
open()
