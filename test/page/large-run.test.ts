// A run that takes long is announced, and made while the page is at hand.
import { describe, expect, test } from 'vitest'
import { openSession } from '#ui/session/session.ts'
import { encodeSession } from '#ui/share/write-link.ts'
import { readScenario } from '../scenarios/shipped.ts'
import { desk, openPage, phone } from './open.ts'
import { expectAccessible } from './wcag.ts'

const session = openSession(readScenario('zeo-2002'))

/** A link in which the servers go back and forth. */
const linkOf = (length: number): string => {
  const steps = Array.from({ length }, (_, i) => ({
    node: i % 2 === 0 ? 's1' : 's2',
    to: i % 4 < 2 ? 'ZODB-3.2' : 'ZODB-3.1',
  }))
  return `#${encodeSession({ ...session, steps })}`
}

describe.each(Object.entries({ desk, phone }))('on a %s', (_, viewport) => {
  test('a link that asks for far too much says so, and simulates nothing unasked', async () => {
    const page = await openPage(linkOf(10_000), { viewport })
    await page.getByRole('heading', { name: 'This link asks for a large run' }).waitFor()
    expect(await page.getByRole('main').innerText()).toContain('about 1,900,000 events on 6 connections')
    await expectAccessible(page)
    await page.getByRole('link', { name: 'Open the workbench' }).click()
    await page.getByRole('button', { name: 'Play' }).waitFor()
  })

  test('one that is agreed to is simulated, and can be left', async () => {
    const page = await openPage(linkOf(10_000), { viewport })
    await page.getByRole('button', { name: 'Simulate it' }).click()
    await page.getByRole('heading', { name: 'Simulating' }).waitFor()
    await page.getByText(/of about .+, [\d,]+ events/).waitFor()
    await expectAccessible(page)
    await page.getByRole('link', { name: 'Cancel' }).click()
    await page.getByRole('button', { name: 'Play' }).waitFor()
  })
})

test('one that is no more than large is simulated unasked, and then shown', async () => {
  const page = await openPage(linkOf(330))
  await page.getByRole('button', { name: 'Play' }).waitFor()
  expect(await page.getByLabel('seed').inputValue()).toBe(String(session.seed))
  await page.locator('#order').getByText('330 steps').waitFor()
})
