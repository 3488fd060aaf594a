/** The Plan mode with the planner behind it, as a person uses it. */
import { useMemo, useReducer } from 'react'
import { createRoot, type Root } from 'react-dom/client'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { cdp, page, userEvent } from 'vitest/browser'
import type { Plan } from '#sim/plan/model.ts'
import { stateAfter } from '#sim/run/run.ts'
import type { Scenario } from '#sim/scenario/model.ts'
import { parseScenario } from '#sim/scenario/parse/parse.ts'
import { viewOf } from '#sim/views/view.ts'
import { changeOfTarget } from '#ui/plan/change-of-target.ts'
import { PlanMode, PlanView } from '#ui/plan/PlanMode.tsx'
import { Summary } from '#ui/plan/Summary.tsx'
import { TargetMenus } from '#ui/plan/TargetMenus.tsx'
import type { PlanState } from '#ui/planning/usePlan.ts'
import { openSession } from '#ui/session/session.ts'
import { begin, change, type State } from '#ui/session/state.ts'
import { made } from '../ui/made.ts'
import '#ui/theme/base.css'
import longText from '../../scenarios/zeo.yaml?raw'
import zeoText from '../../scenarios/zeo-2002.yaml?raw'
import data from '../../scenarios/zeo-2005-data.yaml?raw'
import { zeoPlan } from '../ui/plan-fixtures.ts'

const zeo = read(zeoText, 'zeo-2002.yaml')
const long = read(longText, 'zeo.yaml')

function read(text: string, name: string): Scenario {
  const result = parseScenario(text, name)
  if (!result.ok) throw new Error('the scenario does not hold')
  return result.scenario
}

let root: Root
let host: HTMLElement
/** The state of the workbench as it was drawn last. */
let seen: State

beforeEach(async () => {
  await page.viewport(1440, 900)
  host = document.body.appendChild(document.createElement('div'))
  host.style.cssText = 'display: flex; flex-direction: column; height: 900px'
  root = createRoot(host)
})

afterEach(() => {
  root.unmount()
  host.remove()
})

/** The mode in a workbench without its other modes. */
function Bench({
  scenario,
  isPhone = false,
  found,
}: {
  readonly scenario: Scenario
  readonly isPhone?: boolean
  readonly found?: PlanState
}) {
  const [state, dispatch] = useReducer(change, null, () => ({
    ...begin(made(openSession(scenario))),
    mode: 'plan' as const,
  }))
  seen = state
  const { run, moment, session } = state
  const view = useMemo(() => viewOf(run.cluster, stateAfter(run, moment)), [run, moment])
  const props = { state, view, dispatch, isPhone }
  return (
    <>
      {!isPhone && (
        <TargetMenus session={session} onTarget={(aim) => dispatch(changeOfTarget(session, aim))} />
      )}
      {found ? <PlanView {...props} found={found} menus={null} /> : <PlanMode {...props} />}
    </>
  )
}

async function show(scenario: Scenario, isPhone = false) {
  root.render(<Bench scenario={scenario} isPhone={isPhone} />)
  await expect.element(page.getByRole('region', { name: 'Summary' })).toBeVisible()
  await expect.poll(() => host.querySelector('[aria-busy="true"]'), { timeout: 15_000 }).toBeNull()
}

const summary = () => host.querySelector<HTMLElement>('#summary')?.innerText.replaceAll(/\s+/g, ' ')
const orders = () => host.querySelector<HTMLElement>('#orders')?.innerText.replaceAll(/\s+/g, ' ')
const runbook = () => host.querySelector<HTMLElement>('#runbook')?.innerText.replaceAll(/\s+/g, ' ')
const cell = (name: string) => page.getByRole('gridcell', { name })
const nodes = () => seen.session.steps.map(({ node }) => node).join(' ')

describe('a plan', () => {
  test('says how many orders are safe, what they have in common, and that nothing was found against going back', async () => {
    await show(zeo)
    expect(summary()).toContain('12 of 120 orders are safe')
    expect(summary()).toContain('Every client before any server.')
    expect(summary()).toContain('c1, c2 and c3 before s1 and s2. Nothing else matters.')
    expect(summary()).toContain(
      'Point of no return None found. Nothing was found against going back, from any state.',
    )
  })

  test('shows your order with its verdicts above the best one in waves, step under step', async () => {
    await show(zeo)
    expect(orders()).toContain('unsafe at 1')
    expect(orders()).toContain('Wave 1 clients, in any order')
    expect(orders()).toContain('Wave 2 servers, in any order')
    const left = (text: string) =>
      [...host.querySelectorAll('#orders li')]
        .filter((item) => new RegExp(`^${text}`).test(item.textContent ?? ''))
        .map((item) => Math.round(item.getBoundingClientRect().left))
    expect(left('1s1')).toEqual(left('1c1'))
    expect(left('3c1')).toEqual(left('3c3'))
  })

  test('puts the best order in place of yours, and undo brings yours back', async () => {
    await show(zeo)
    await page.getByRole('button', { name: 'Use the best order' }).click()
    expect(nodes()).toBe('c1 c2 c3 s1 s2')
    expect(orders()).not.toContain('breaks')
    await expect.element(page.getByRole('button', { name: 'This is your order' })).toBeDisabled()
    await page.getByRole('button', { name: 'Undo' }).click()
    expect(nodes()).toBe('s1 s2 c1 c2 c3')
  })

  test('is followed as a runbook: waves, what is lost, gates, ways back', async () => {
    await show(zeo)
    for (const part of [
      'Wave 1 every client to ZODB-3.2',
      '1 Upgrade c1 to ZODB-3.2',
      'degraded until wave 2',
      'every reconnect verifies the whole cache',
      'Done: every client to ZODB-3.2.',
      '12 orders of it break nothing',
    ])
      expect(runbook()).toContain(part)
    await page.getByRole('button', { name: 'Show as an order' }).click()
    expect(orders()).toContain('Way back')
    expect(orders()).toContain('Wave 1 servers, in any order')
    await page.getByRole('button', { name: 'Show the best order' }).click()
    expect(orders()).toContain('Best order')
  })

  test('is copied and saved as Markdown', async () => {
    await show(zeo)
    const copied = vi.spyOn(navigator.clipboard, 'writeText').mockResolvedValue()
    await page.getByRole('button', { name: 'Copy' }).click()
    expect(copied.mock.lastCall?.[0]).toMatch(/^# Upgrade of ZEO/)
    await expect.element(page.getByRole('button', { name: 'Copied' })).toBeVisible()
    copied.mockRestore()

    let name = ''
    const press = vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (
      this: HTMLAnchorElement,
    ) {
      name = this.download
    })
    await page.getByRole('button', { name: 'Export' }).click()
    expect(name).toBe('zeo-2002-runbook.md')
    press.mockRestore()
  })

  test('is measured with waves of several sizes, once that is asked for', async () => {
    await show(zeo)
    await page.getByRole('button', { name: 'Measure' }).click()
    const table = page.getByRole('region', { name: 'How many at a time' })
    await expect.element(table.getByText('gentlest')).toBeVisible()
    const rows = [...host.querySelectorAll('[aria-label="How many at a time"] tbody tr')]
    expect(rows.map((row) => row.querySelector('th')?.textContent?.charAt(0))).toEqual(['1', '2', '3'])
    expect(rows[0]?.textContent).toMatch(/client \d+(\.\d+)? s.*client 2.*server 1/)
  })

  test('of which nothing is safe names the rule, its source, and why no step can come first', async () => {
    await show(read(data, 'zeo-2005-data.yaml'))
    expect(summary()).toContain('0 of 6 orders are safe')
    expect(summary()).toContain('cannot read root-Z303')
    expect(summary()).toMatch(/Source: /)
    expect(summary()).toContain('A way round None.')
    expect(orders()).toContain('c1 and c2 first')
    expect(runbook()).toContain('There is no safe order to follow.')
    expect(host.textContent).not.toContain('safe corridor')
  })
})

describe('the mixed states', () => {
  test('are named by how far they are, how they stand, and whether a safe order passes', async () => {
    await show(zeo)
    const names = [...host.querySelectorAll('[role="gridcell"]')].map((each) => each.ariaLabel)
    expect(names).toHaveLength(12)
    expect(names[0]).toBe(
      'The start, 0 of 3 clients at 3.2, 0 of 2 servers at 3.2, all open, a safe order passes here, the run is here',
    )
    expect(names[5]).toBe('1 of 3 clients at 3.2, 1 of 2 servers at 3.2, 2 half-open, unsafe')
    expect(names[11]).toContain('The goal')
    expect(names[11]).toContain('after step 5 of your order')
  })

  test('are gone to by a click: your order leads there, and the run is there', async () => {
    await show(zeo)
    await cell('2 of 3 clients at 3.2, 0 of 2 servers').click()
    expect(nodes()).toBe('c1 c2 s1 s2 c3')
    await expect
      .element(cell('2 of 3 clients at 3.2, 0 of 2 servers'))
      .toHaveAttribute('aria-selected', 'true')
    await cell('2 of 3 clients at 3.2, 2 of 2 servers').click()
    expect(nodes()).toBe('c1 c2 s1 s2 c3')
    await expect
      .element(cell('2 of 3 clients at 3.2, 2 of 2 servers'))
      .toHaveAttribute('aria-selected', 'true')
  })

  test('are gone to by an edge, from where it comes', async () => {
    await show(zeo)
    await page.getByRole('button', { name: 'Use the best order' }).click()
    const edges = [...host.querySelectorAll<SVGGElement>('svg g > title')]
    // Of the two ways to one client and one server, the one by the server.
    const edge = edges.find((title) => title.textContent === 'Upgrade s1 to 3.2. Go there')?.parentElement
    edge?.dispatchEvent(new MouseEvent('click', { bubbles: true }))
    await expect.poll(nodes).toBe('s1 c1 c2 c3 s2')
    await expect
      .element(cell('0 of 3 clients at 3.2, 1 of 2 servers'))
      .toHaveAttribute('aria-selected', 'true')
  })

  test('are walked through by arrows; Enter goes there, by the way that was walked', async () => {
    await show(zeo)
    cell('The start').element().focus()
    await userEvent.keyboard('{ArrowRight}{ArrowDown}')
    await expect.element(cell('1 of 3 clients at 3.2, 1 of 2 servers')).toHaveFocus()
    await userEvent.keyboard('{Enter}')
    expect(nodes()).toBe('c1 s1 s2 c2 c3')
    await userEvent.keyboard('{Home}')
    await expect.element(cell('The start')).toHaveFocus()
    await userEvent.keyboard('{End}')
    await expect.element(cell('The goal')).toHaveFocus()
    await userEvent.keyboard('{ArrowRight}')
    await expect.element(cell('The goal')).toHaveFocus()
  })

  test('have one place in the order of the tab key', async () => {
    await show(zeo)
    expect(host.querySelectorAll('[role="gridcell"][tabindex="0"]')).toHaveLength(1)
  })

  test('say on hover which node each sign stands for, and why', async () => {
    await show(zeo)
    await cell('1 of 3 clients at 3.2, 1 of 2 servers').hover()
    const tip = page.getByRole('tooltip')
    await expect.element(tip).toBeInTheDocument()
    const rows = () =>
      [...document.querySelectorAll('[data-radix-popper-content-wrapper] tr')].map((row) => row.textContent)
    await expect.poll(rows).toContain('s1 3.2')
    expect(rows()[0]).toBe('c1 3.2c2 3.1c3 3.1')
    expect(document.body.textContent).toContain('Server ZODB-3.2 believes Z200 is agreed')
  })
})

describe('what has to be kept', () => {
  test('is chosen from a menu, and everything is worked out anew', async () => {
    await show(zeo)
    await page.getByRole('button', { name: 'Keep every link open or degraded' }).click()
    await page.getByRole('menuitemradio', { name: /^every link open Nothing/ }).click()
    await expect.poll(summary).toContain('0 of 120 orders')
    expect(seen.session.scenario.upgrade.keep).toEqual(['open', 'supported'])
    expect(nodes()).toBe('s1 s2 c1 c2 c3')
    await page.getByRole('button', { name: 'Keep every link open' }).click()
    await page.getByRole('menuitemradio', { name: /^every link open or degraded/ }).click()
    await expect.poll(summary).toContain('12 of 120 orders')
  })

  test('and from where to where: a route through what lies between is found, used and gone along', async () => {
    await show(long)
    await page.getByRole('button', { name: 'From 3.1 to 3.2' }).click()
    const item = (name: string) => page.getByRole('menuitemradio', { name, exact: true })
    await item('ZEO-5.4').nth(1).click()
    await userEvent.keyboard('{Escape}')
    await expect.poll(summary, { timeout: 60_000 }).toContain('0 of 120 straight orders')
    expect(summary()).toContain('A way round Through 3.2, 3.9 and 5.0.')
    expect(summary()).toContain('no way has fewer steps')
    expect(orders()).toContain('The route')
    await page.getByRole('button', { name: 'Use the route' }).click()
    expect(seen.session.steps.length).toBeGreaterThan(seen.session.scenario.upgrade.steps.length)
    await cell('The goal').click()
    await expect.element(cell('The goal')).toHaveAttribute('aria-selected', 'true')
  })
})

describe('where there is no plan', () => {
  test('because nothing is upgraded: says so, and lets an upgrade be chosen', async () => {
    root.render(<Bench scenario={{ ...long, upgrade: { at: 1_000, steps: [] } }} />)
    await expect.element(page.getByRole('heading', { name: 'Nothing is upgraded here' })).toBeVisible()
    await page.getByRole('button', { name: /^From/ }).first().click()
    await page.getByRole('menuitemradio', { name: 'ZODB-3.2', exact: true }).nth(1).click()
    await expect.poll(summary, { timeout: 20_000 }).toMatch(/of 120 orders/)
  })

  test('yet: the page has its places, and says what it is at', async () => {
    const found: PlanState = { answer: null, status: 'under way', what: 'the number of safe orders' }
    root.render(<Bench scenario={zeo} found={found} />)
    await expect.element(page.getByText('Working out the number of safe orders…')).toBeVisible()
    expect(orders()).toContain('unsafe at 1')
    const before = ['summary', 'lattice', 'runbook'].map((id) => document.getElementById(id)?.offsetTop)
    await show(zeo)
    const after = ['summary', 'lattice', 'runbook'].map((id) => document.getElementById(id)?.offsetTop)
    expect(after).toEqual(before)
  })

  test('because the browser has no room for it: says so, and what has', async () => {
    root.render(<Bench scenario={zeo} found={{ answer: null, status: 'failed', what: 'out of memory' }} />)
    await expect.element(page.getByRole('alert')).toHaveTextContent(/out of memory.*parley plan zeo-2002/)
  })

  test('because there are too many states: says what is proven and what is not', async () => {
    const plan: Plan = {
      ...zeoPlan,
      verdict: 'unknown',
      safeOrders: null,
      limits: { states: 200_000, proven: [], notProven: ['how many straight orders are safe'] },
    }
    root.render(<Summary scenario={zeo} plan={plan} />)
    await expect.poll(summary).toContain('Not known')
    expect(summary()).toContain('How many straight orders are safe.')
  })
})

test('numbers of thousands of digits are rounded, and all digits are there on demand', async () => {
  const plan = { ...zeoPlan, allOrders: `9${'1'.repeat(3_000)}`, safeOrders: `4${'0'.repeat(2_000)}` }
  root.render(<Summary scenario={zeo} plan={plan} />)
  await expect.poll(summary).toMatch(/4.0 × 10\s?2000/)
  await page.getByRole('button', { name: '4.0 × 10^2000, all digits' }).click()
  await expect.element(page.getByText('2001 digits')).toBeVisible()
  expect(document.body.textContent).toContain('400,000,000')
})

describe('on a phone', () => {
  test('everything stands below each other, and nothing is wider than the phone', async () => {
    await page.viewport(375, 812)
    host.style.height = '812px'
    await show(zeo, true)
    expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(375)
    const scroller = host.querySelector('[data-scroller]') as HTMLElement
    expect(scroller.scrollWidth).toBeLessThanOrEqual(375)
    for (const board of host.querySelectorAll('[role="grid"]')) {
      expect(board.getBoundingClientRect().right).toBeLessThanOrEqual(375)
    }
    for (const button of host.querySelectorAll<HTMLElement>('#orders button')) {
      expect(Math.max(button.offsetHeight, 40)).toBeLessThanOrEqual(button.offsetHeight)
    }
  })

  test('a step is moved by its buttons, and the best order is taken', async () => {
    await page.viewport(375, 812)
    await show(zeo, true)
    await page.getByRole('button', { name: 'Move s1 later' }).click()
    expect(nodes()).toBe('s2 s1 c1 c2 c3')
    await page.getByRole('radio', { name: 'Best order' }).click()
    expect(orders()).toContain('Wave 1: clients, in any order')
    await page.getByRole('button', { name: 'Use the best order' }).click()
    expect(nodes()).toBe('c1 c2 c3 s1 s2')
  })
})

test('with less motion, nothing slides or fades', async () => {
  const emulate = (features: { name: string; value: string }[]) =>
    cdp().send('Emulation.setEmulatedMedia', { features })
  await emulate([{ name: 'prefers-reduced-motion', value: 'reduce' }])
  await show(zeo)
  const begun = vi.spyOn(Element.prototype, 'animate')
  await page.getByRole('button', { name: 'Use the best order' }).click()
  expect(begun).not.toHaveBeenCalled()
  const [first] = host.querySelectorAll('[role="gridcell"]')
  expect(first && getComputedStyle(first).transitionDuration).toBe('0s')
  begun.mockRestore()
  await emulate([])
})
