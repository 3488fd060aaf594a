/** The page holds to WCAG 2.2 AA, as far as a machine can tell, in each theme, size and state. */
import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from 'playwright'
import { describe, expect, test } from 'vitest'
import { desk, openPage, phone } from './open.ts'

const states: Record<string, (page: Page) => Promise<void>> = {
  'at the start': async () => {},
  'with a broken connection': async (page) => {
    await page.keyboard.press('End')
    await page.locator('[data-pair="c1-s1"]').click()
  },
  'with a node selected': async (page) => {
    await page.locator('[data-node="s1"]').click()
  },
  'with the matrix': async (page) => {
    await page.keyboard.press('m')
    await page.getByText(/\d+ delivery orders explored/).waitFor()
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

describe.each(['light', 'dark'] as const)('in the %s theme', (colorScheme) => {
  describe.each(Object.entries({ desk, phone }))('on a %s', (_, viewport) => {
    test.each(Object.entries(states))('%s', async (__, reach) => {
      const page = await openPage('', { colorScheme, viewport })
      await reach(page)
      const { violations } = await new AxeBuilder({ page })
        .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'])
        .analyze()
      expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)).toEqual(
        [],
      )
    })
  })
})
