/** The page holds to WCAG 2.2 AA, as far as a machine can tell, in both themes, and in each size and state. */
import type { Page } from 'playwright'
import { describe, test } from 'vitest'
import { desk, openPage, phone } from './open.ts'
import { expectAccessible } from './wcag.ts'

const states: Record<string, (page: Page) => Promise<void>> = {
  'with a broken connection': async (page) => {
    await page.keyboard.press('End')
    await page.locator('[data-pair="c1-s1"]').click()
  },
  'with a node selected': async (page) => {
    await page.locator('[data-node="s1"]').click()
  },
  'with a degraded pair of the matrix': async (page) => {
    await page.keyboard.press('m')
    await page.getByText(/\d+ delivery orders explored/).waitFor()
    await page.keyboard.press('d')
  },
  'with one pair on its own': async (page) => {
    await page.keyboard.press('m')
    await page.keyboard.press('Enter')
    await page.keyboard.press('End')
  },
  'with a menu open': async (page) => {
    await page.getByRole('button', { name: /^Speed/ }).click()
  },
}

describe.each(Object.entries({ desk, phone }))('on a %s, in both themes', (_, viewport) => {
  test.each(Object.entries(states))('%s', async (__, reach) => {
    const page = await openPage('', { viewport })
    await reach(page)
    await expectAccessible(page)
  })
})
