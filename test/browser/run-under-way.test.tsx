/// <reference types="@vitest/browser-playwright" />
// A run is made in pieces between which the page is at hand.

import { useReducer } from 'react'
import { createRoot, type Root } from 'react-dom/client'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import type { Scenario } from '#sim/scenario/model.ts'
import { parseScenario } from '#sim/scenario/parse/parse.ts'
import { openSession, type Session } from '#ui/session/session.ts'
import { begin, change, type State } from '#ui/session/state.ts'
import { RunUnderWay } from '#ui/workbench/RunUnderWay.tsx'
import '#ui/theme/base.css'
import text from '../../scenarios/zeo-2002.yaml?raw'
import { made } from '../ui/made.ts'

const read = parseScenario(text, 'zeo-2002.yaml')
if (!read.ok) throw new Error('the scenario does not hold')
const session = openSession(read.scenario)

/** The servers go back and forth. */
const long = (length: number): Session => ({
  ...session,
  steps: Array.from({ length }, (_, i) => ({
    node: i % 2 === 0 ? 's1' : 's2',
    to: i % 4 < 2 ? 'ZODB-3.2' : 'ZODB-3.1',
  })),
})

let root: Root
let host: HTMLElement
/** The state of the workbench as it was drawn last. */
let seen: State

beforeEach(() => {
  host = document.body.appendChild(document.createElement('div'))
  root = createRoot(host)
})
afterEach(() => {
  root.unmount()
  host.remove()
})

/** A workbench that does nothing but make runs. */
function Bench({ asked }: { readonly asked: Session }) {
  const [state, dispatch] = useReducer(change, null, () => begin(made(session)))
  seen = state
  return (
    <>
      <button type="button" onClick={() => dispatch({ do: 'revise', session: asked })}>
        Ask
      </button>
      {state.underWay && <RunUnderWay session={state.underWay.session} dispatch={dispatch} />}
    </>
  )
}

const card = page.getByRole('region', { name: 'Run under way' })

test('one that takes long says how far it is, is cancelled, and never comes', async () => {
  root.render(<Bench asked={long(50_000)} />)
  await userEvent.click(page.getByRole('button', { name: 'Ask' }))
  await expect.element(card).toBeVisible()
  await expect.element(card).toHaveTextContent(/Simulating .+ of about 104 h 10 min, [\d,]+ events/)
  await expect.element(card.getByRole('progressbar')).toBeVisible()
  expect(seen.session).toBe(session)
  await userEvent.click(card.getByRole('button', { name: 'Cancel the run under way' }))
  await expect.element(card).not.toBeInTheDocument()
  expect(seen).toMatchObject({ session, underWay: null })
})

test('one that is made takes the place of the last one, with a word of how far it is only where that takes its time', async () => {
  const asked = long(60)
  root.render(<Bench asked={asked} />)
  await userEvent.click(page.getByRole('button', { name: 'Ask' }))
  await expect.poll(() => seen.session, { timeout: 60_000 }).toBe(asked)
  await expect.element(card).not.toBeInTheDocument()
  expect(seen.run.trace.size).toBe(made(asked).run.trace.size)
})

test('one for which there is no room says so, and the last one stays', async () => {
  // Nothing can be computed with it, as where there is no memory left.
  const full: Scenario = { ...session.scenario, latency: null as never }
  root.render(<Bench asked={{ ...long(60), scenario: full }} />)
  await userEvent.click(page.getByRole('button', { name: 'Ask' }))
  await expect.element(page.getByRole('alert')).toHaveTextContent(/could not be simulated in this browser/)
  expect(seen.session).toBe(session)
})
