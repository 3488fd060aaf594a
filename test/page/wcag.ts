/** Whether a page holds to WCAG 2.2 AA, as far as a machine can tell. */
import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from 'playwright'
import { expect } from 'vitest'

const levels = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']

/** Expects of a page as it stands that it holds to the guidelines: to all of them as it is, and by its colours in the dark. */
export async function expectAccessible(page: Page): Promise<void> {
  expect(await breaches(axeFor(page).withTags(levels))).toEqual([])
  await page.emulateMedia({ colorScheme: 'dark' })
  await Promise.all(page.frames().map((frame) => frame.evaluate(coloursAtRest)))
  expect(await breaches(axeFor(page).withRules(['color-contrast']))).toEqual([])
  await page.emulateMedia({ colorScheme: 'light' })
  await Promise.all(page.frames().map((frame) => frame.evaluate(coloursAtRest)))
}

/**
 * All frames are of one origin, so that the page itself can ask them: to put together what is found in a page of its own takes
 * longer than to find it. To list every element in which nothing is found takes as long again.
 */
const axeFor = (page: Page) =>
  new AxeBuilder({ page }).options({ resultTypes: ['violations'] }).setLegacyMode(true)

/** Some colours take a moment to change. What never says that it is through, as below a dialog, is not waited for. */
async function coloursAtRest(): Promise<void> {
  await new Promise(requestAnimationFrame)
  const areDone = () => document.getAnimations().every(({ playState }) => playState !== 'running')
  for (let frame = 0; frame < 120 && !areDone(); frame++) await new Promise(requestAnimationFrame)
}

async function breaches(axe: AxeBuilder): Promise<string[]> {
  const { violations } = await axe.analyze()
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)
}
