/** The Plan mode, in a real browser, and what the order lane of Debug has from the planner. */
import type { Page } from 'playwright'
import { describe, expect, test } from 'vitest'
import { openSession } from '#ui/session/session.ts'
import { encodeSession } from '#ui/share/write-link.ts'
import { readScenario } from '../scenarios/shipped.ts'
import { desk, openPage, phone, statuses } from './open.ts'
import { expectAccessible } from './wcag.ts'

const mode = (page: Page, name: string) =>
  page.getByRole('navigation', { name: 'Modes' }).getByRole('button', { name })
const planned = (page: Page) => page.getByRole('button', { name: /Use the|This is your order/ }).waitFor()
const cell = (page: Page, name: string) => page.getByRole('gridcell', { name })
const linkTo = (name: string) => `#${encodeSession(openSession(readScenario(name)), { mode: 'plan' })}`

test('is a mode, by its tab and by its key, that says how many orders are safe', async () => {
  const page = await openPage()
  await page.keyboard.press('p')
  await planned(page)
  expect(await mode(page, 'Plan').getAttribute('aria-current')).toBe('page')
  expect((await page.locator('#summary').innerText()).replaceAll(/\s+/g, ' ')).toContain(
    '12 of 120 orders are safe',
  )
  await page.keyboard.press('p')
  await page.locator('#cluster').waitFor()
  await mode(page, 'Plan').click()
  await planned(page)
})

test('by keyboard alone: walk to a safe state, go there, and look at it in Debug', async () => {
  const page = await openPage()
  await page.keyboard.press('p')
  await planned(page)
  await cell(page, 'The start').focus()
  for (const key of ['ArrowRight', 'ArrowRight', 'ArrowRight', 'ArrowDown', 'Enter'])
    await page.keyboard.press(key)
  await expect
    .poll(() => cell(page, '3 of 3 clients at 3.2, 1 of 2 servers at 3.2').getAttribute('aria-selected'))
    .toBe('true')
  await page.keyboard.press('p')
  await expect
    .poll(() => statuses(page))
    .toEqual(
      ['c1-s1', 'c1-s2', 'c2-s1', 'c2-s2', 'c3-s1', 'c3-s2'].map((pair) => expect.stringContaining(pair)),
    )
  expect((await statuses(page)).filter((each) => each.endsWith('degraded'))).toHaveLength(3)
  expect((await statuses(page)).filter((each) => each.endsWith('open'))).toHaveLength(3)
})

test('a link opens it with your order and what is kept, and Back leaves it', async () => {
  const page = await openPage()
  await mode(page, 'Plan').click()
  await planned(page)
  await page.getByRole('button', { name: 'Keep every link open or degraded' }).click()
  await page.getByRole('menuitemradio', { name: 'only the service' }).click()
  await page.getByRole('button', { name: 'Keep only the service' }).waitFor()
  await page.getByRole('button', { name: 'Share this plan' }).click()
  const link = new URL(await page.getByLabel('Link to this plan').inputValue())
  await page.keyboard.press('Escape')

  const other = await openPage(link.hash)
  await other.getByRole('button', { name: 'Keep only the service' }).waitFor()
  expect(await mode(other, 'Plan').getAttribute('aria-current')).toBe('page')
  await page.goBack()
  await page.locator('#cluster').waitFor()
})

test('the best order is watched in Debug, and nothing breaks', async () => {
  const page = await openPage()
  await page.keyboard.press('p')
  await planned(page)
  await page.getByRole('button', { name: 'Watch it' }).click()
  await page.getByRole('button', { name: 'Pause' }).waitFor()
  await page.keyboard.press('Space')
  await page.keyboard.press('End')
  expect((await statuses(page)).every((each) => each.endsWith(' open'))).toBe(true)
  expect(await page.locator('#order').innerText()).toContain('safe')
})

test('in Debug, a red gap opens the failure, and a safe order is found', async () => {
  const page = await openPage()
  const lane = page.locator('#order')
  await lane.getByRole('button', { name: 'After step 2' }).click()
  const pill = page.locator('[data-pair][aria-pressed="true"]')
  expect(await pill.getAttribute('data-status')).toBe('half-open')
  expect(await page.locator('#inspector').innerText()).toMatch(/c\d refused Z201 and never told s2/)
  await lane.getByText('12 of 120 orders are safe').waitFor()
  await lane.getByRole('button', { name: 'Find a safe order' }).click()
  await expect.poll(() => lane.innerText()).not.toContain('unsafe')
  await page.keyboard.press('Control+z')
  await expect.poll(() => lane.innerText()).toContain('unsafe at step 1')
})

test.each(['kafka-4.0', 'mongodb-7.0', 'rabbitmq-3.13', 'kubernetes-1.35-parked', 'zeo-2005-data'])(
  'on a phone nothing of %s is wider than the phone',
  async (name) => {
    const page = await openPage(linkTo(name), { viewport: phone, hasTouch: true })
    await page.getByRole('grid', { name: 'Mixed states' }).waitFor()
    const widest = await page.evaluate(() =>
      Math.max(...[...document.querySelectorAll('main *')].map((each) => each.getBoundingClientRect().right)),
    )
    expect(widest).toBeLessThanOrEqual(phone.width)
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(phone.width)
    expect(await page.evaluate(() => document.documentElement.scrollHeight)).toBeLessThanOrEqual(phone.height)
    expect(await page.getByRole('tab', { name: 'Plan' }).getAttribute('aria-selected')).toBe('true')
  },
)

/** The grid of mixed states is there in each but the second. */
const states: Record<string, [string, (page: Page) => Promise<void>]> = {
  'in layers': ['kubernetes-1.35-parked', async () => {}],
  'of which nothing is safe': ['zeo-2005-data', async () => {}],
  'with a state that is told of': [
    'zeo-2002',
    async (page) => {
      await cell(page, '1 of 3 clients at 3.2, 1 of 2 servers').focus()
    },
  ],
  'with a way back and a menu open': [
    'zeo-2002',
    async (page) => {
      await page.getByRole('button', { name: 'Show as an order' }).click()
      await page.getByRole('button', { name: /^Keep/ }).click()
    },
  ],
}

describe.each(Object.entries({ desk, phone }))('a plan on a %s, in both themes', (_, viewport) => {
  test.each(Object.entries(states))('%s holds to WCAG 2.2 AA', async (__, [name, reach]) => {
    const page = await openPage(linkTo(name), { viewport })
    await page.getByRole('grid', { name: 'Mixed states' }).waitFor()
    await reach(page)
    await expectAccessible(page)
  })
})
