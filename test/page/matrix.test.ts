/** The Matrix mode, in a real browser. */
import type { Page } from 'playwright'
import { expect, test } from 'vitest'
import { openSession } from '#ui/session/session.ts'
import { encodeSession } from '#ui/share/write-link.ts'
import { readScenario } from '../scenarios/shipped.ts'
import { digestOf, linkOf, openPage, phone, statuses } from './open.ts'

const mode = (page: Page, name: string) =>
  page.getByRole('navigation', { name: 'Modes' }).getByRole('button', { name })
const cell = (page: Page, dialer: string, acceptor: string) =>
  page.getByRole('gridcell', { name: `client ${dialer} dials server ${acceptor}` })
const done = (page: Page) => page.getByText(/\d+ delivery orders explored/).waitFor()

test('every release meets every other, and each pair says what comes of it', async () => {
  const page = await openPage()
  await mode(page, 'Matrix').click()
  await done(page)
  expect(
    await page
      .getByRole('gridcell', { name: 'dials server' })
      .evaluateAll((all) => all.map((one) => one.ariaLabel)),
  ).toEqual([
    'client ZODB-3.1 dials server ZODB-3.1: open, Z200',
    'client ZODB-3.1 dials server ZODB-3.2: half-open, one end believes Z200, the client refuses',
    'client ZODB-3.2 dials server ZODB-3.1: degraded, Z200',
    'client ZODB-3.2 dials server ZODB-3.2: open, Z201',
  ])
  expect(await mode(page, 'Matrix').getAttribute('aria-current')).toBe('page')
})

test('it is asked where a level stands, and the pair runs there', async () => {
  const page = await openPage(`#${encodeSession(openSession(readScenario('kafka-ibp')), { mode: 'matrix' })}`)
  await done(page)
  const upward = page.getByRole('gridcell', { name: 'broker kafka-3.9 dials broker kafka-3.8' })
  expect(await upward.getAttribute('aria-label')).toContain('open, 3.8')
  await page.getByRole('radiogroup', { name: 'Where ibp stands' }).getByRole('radio', { name: '3.9' }).click()
  await expect.poll(() => upward.getAttribute('aria-label')).toContain('rejected')
  await upward.click()
  await page.getByRole('button', { name: 'Run it in Debug' }).click()
  await expect.poll(() => statuses(page), { timeout: 15_000 }).toContain('b1-b2 rejected')
  // Back in the matrix it stands where it was put.
  await page.keyboard.press('m')
  await expect.poll(() => upward.getAttribute('aria-label')).toContain('rejected')
})

test('a cell opens its handshake, with what is lost and where that is known from', async () => {
  const page = await openPage()
  await page.keyboard.press('m')
  await done(page)
  await cell(page, 'ZODB-3.2', 'ZODB-3.1').click()
  const detail = page.getByRole('region', { name: 'client ZODB-3.2 dials server ZODB-3.1' })
  const text = await detail.innerText()
  for (const part of [
    'degraded',
    'every reconnect verifies the whole cache',
    'waits for the server to speak',
    'queues register',
    ' end degraded.',
    'Guido van Rossum',
  ]) {
    expect(text).toContain(part)
  }
})

test('keys walk through it, and Enter runs the pair in Debug; undo brings the cluster back', async () => {
  const page = await openPage()
  await page.keyboard.press('m')
  await done(page)
  await page.keyboard.press('d')
  expect(await page.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toContain('degraded')
  await page.keyboard.press('h')
  await page.keyboard.press('Enter')
  expect(await mode(page, 'Debug').getAttribute('aria-current')).toBe('page')
  await expect.poll(() => statuses(page), { timeout: 15_000 }).toEqual(['c1-s1 half-open'])
  expect(await page.locator('#inspector').innerText()).toContain('c1 refused Z201 and never told s1.')

  await page.locator('body').click({ position: { x: 5, y: 5 } })
  await page.keyboard.press('Control+z')
  await expect.poll(async () => (await statuses(page)).length).toBe(6)
})

test('the run of a pair is shared by its link, and leads back to the whole cluster', async () => {
  const page = await openPage()
  await page.keyboard.press('m')
  await page.getByRole('button', { name: 'Run it in Debug' }).click()
  await page.getByRole('button', { name: 'Pause' }).click()
  const link = new URL(await linkOf(page))

  const other = await openPage(link.hash)
  expect(await digestOf(other)).toBe(await digestOf(page))
  expect((await statuses(other)).length).toBe(1)
  await other.getByRole('button', { name: 'Whole cluster' }).click()
  await expect.poll(async () => (await statuses(other)).length).toBe(6)
})

test('a link opens the matrix at its cell, and Back leaves it', async () => {
  const page = await openPage()
  await mode(page, 'Matrix').click()
  await cell(page, 'ZODB-3.2', 'ZODB-3.2').click()
  await page.getByRole('button', { name: 'Share this matrix' }).click()
  const link = new URL(await page.getByLabel('Link to this matrix').inputValue())
  await page.keyboard.press('Escape')

  const other = await openPage(link.hash)
  expect(await cell(other, 'ZODB-3.2', 'ZODB-3.2').getAttribute('aria-selected')).toBe('true')

  // The place before it, and one that is left as soon as it was come to.
  await page.goBack()
  await page.locator('#cluster').waitFor()
  expect(await mode(page, 'Debug').getAttribute('aria-current')).toBe('page')
  await mode(other, 'Debug').click()
  await other.goBack()
  await other.getByRole('grid').waitFor()
})

test('Back leaves it at once, also where what packs its address never comes', async () => {
  const page = await openPage()
  await page.route('**/link-to-*.js', () => {})
  await page.reload()
  await mode(page, 'Matrix').click()
  await page.getByRole('grid').waitFor()
  await page.goBack()
  await page.locator('#cluster').waitFor()
})

test('on a phone it is a view among the others, and nothing is wider than the phone', async () => {
  const page = await openPage('', { viewport: phone, hasTouch: true })
  await page.getByRole('tab', { name: 'Matrix' }).click()
  await done(page)
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(phone.width)
  await cell(page, 'ZODB-3.1', 'ZODB-3.2').click()
  await page.getByRole('button', { name: 'Run it in Debug' }).click()
  await expect
    .poll(() => page.getByRole('tab', { name: 'Why' }).first().getAttribute('aria-selected'))
    .toBe('true')
  await expect.poll(() => statuses(page), { timeout: 15_000 }).toEqual(['c1-s1 half-open'])
  await page.getByRole('tab', { name: 'Order' }).click()
  await page.getByRole('button', { name: 'Whole cluster' }).click()
  await expect.poll(async () => (await statuses(page)).length).toBe(6)
})
