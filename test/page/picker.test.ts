/** What there is to open, and how it is found. */
import { describe, expect, test } from 'vitest'
import { desk, openPage, phone } from './open.ts'
import { bring, openPicker, pick, setSeed, shown, zeo } from './own.ts'
import { expectAccessible } from './wcag.ts'

const rows = '[data-row]'

test('scenarios stand in groups with what their orders come to, scrolled to the one that is shown', async () => {
  const page = await openPage()
  await pick(page, /^TLS/)
  await shown(page, 'TLS')

  await openPicker(page)

  const list = page.getByRole('dialog', { name: 'Scenarios' })
  expect(await list.getByRole('button', { name: 'ZEO, December 2002 12 of 120 safe' }).innerText()).toMatch(
    /3\.1 → 3\.2/,
  )
  const current = list.locator('[aria-current=true]')
  expect(await current.innerText()).toMatch(/^TLS/)
  await expect.poll(() => current.evaluate((row) => row.getBoundingClientRect().top < innerHeight)).toBe(true)
  expect(await page.locator(rows).count()).toBe(30)
})

test('is searched by system, release and what is shown, by keyboard alone', async () => {
  const page = await openPage()
  await page.getByRole('button', { name: 'Scenario: ' }).focus()
  await page.keyboard.press('Enter')
  await page.getByRole('region', { name: 'Brokers' }).waitFor()

  await page.keyboard.type('rabbitmq 3.13')
  await expect.poll(() => page.locator(rows).count()).toBe(1)
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await shown(page, 'RabbitMQ 3.13')

  await openPicker(page)
  await page.getByLabel('a half-open link').check()
  expect(await page.locator(rows).count()).toBeLessThan(10)
  await page.getByRole('searchbox').fill('nothing of the kind')
  await page.getByText('Nothing here is found by that.').waitFor()
  await page.getByRole('button', { name: 'Show all' }).click()
  expect(await page.locator(rows).count()).toBe(30)
  await page.keyboard.press('Escape')
  await expect.poll(() => page.getByRole('dialog').count()).toBe(0)
  expect(await page.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toBe(
    'Scenario: RabbitMQ 3.13',
  )
})

test('one’s own come first; two of one name are told apart, and one that is deleted can be put back', async () => {
  const page = await openPage()
  await bring(page, 'mine.yaml', zeo)
  await shown(page, 'Mine')
  await bring(page, 'mine.yaml', zeo.replace('client: 3 ×', 'client: 4 ×'))
  await shown(page, 'Mine (2)')
  await openPicker(page)
  const own = page.getByRole('region', { name: 'Yours' })
  // The one that was looked at last comes first.
  const names = async () => (await own.locator('b').allInnerTexts()).toSorted()
  expect(await names()).toEqual(['Mine', 'Mine (2)'])

  await own.getByRole('button', { name: 'Delete Mine', exact: true }).click()
  await own.getByText('“Mine” is deleted.').waitFor()
  expect(await names()).toEqual(['Mine (2)'])
  await own.getByRole('button', { name: 'Undo' }).click()

  await expect.poll(names).toEqual(['Mine', 'Mine (2)'])
  await own.getByRole('button', { name: /^Mine \d/ }).click()
  await shown(page, 'Mine')
})

test('modes of one’s own are places that Back leaves, with what was done', async () => {
  const page = await openPage()
  await bring(page, 'mine.yaml', zeo)
  await shown(page, 'Mine')
  await setSeed(page, '42')
  await page.getByRole('button', { name: 'Plan', exact: true }).click()
  await page.getByRole('region', { name: 'Runbook' }).waitFor()

  await page.goBack()

  expect(await page.getByLabel('seed').inputValue()).toBe('42')
  await page.goForward()
  await page.getByRole('region', { name: 'Runbook' }).waitFor()
  await page.goBack()
  await page.goBack()
  await shown(page, 'ZEO, December 2002')
})

test('on a phone it takes the screen, and the modes are in it', async () => {
  const page = await openPage('', { viewport: phone })
  await openPicker(page)
  const list = page.getByRole('dialog', { name: 'Scenarios' })
  expect(await list.boundingBox()).toEqual({ x: 0, y: 0, ...phone })
  expect(await list.evaluate((each) => each.scrollWidth)).toBe(phone.width)

  await list.getByRole('button', { name: 'Matrix' }).click()

  await page.getByText(/\d+ delivery orders explored/).waitFor()
  expect(await page.getByRole('dialog').count()).toBe(0)
})

describe.each(Object.entries({ desk, zoomed: { width: 720, height: 450 }, phone }))(
  'on a %s',
  (_, viewport) => {
    test('it holds to the guidelines', async () => {
      const page = await openPage('', { viewport })
      await bring(page, 'mine.yaml', zeo)
      await shown(page, 'Mine')
      await openPicker(page)
      await expectAccessible(page)
    })
  },
)
