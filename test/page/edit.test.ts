/** A scenario is written in the page. */
import type { Page } from 'playwright'
import { expect, test } from 'vitest'
import { openBeside, openPage } from './open.ts'
import { expectAccessible } from './wcag.ts'
import { edit, goTo, keptTexts, textOf } from './writing.ts'

const result = (page: Page) => page.getByRole('region', { name: 'Result' })

const erase = async (page: Page, letters: number) => {
  for (let i = 0; i < letters; i++) await page.keyboard.press('Backspace')
}

test('the first change of a story makes a copy, whose run follows, is kept, and is undone after all', async () => {
  const page = await edit()
  const story = page.url()
  await goTo(page, 'title: ZEO')
  await page.keyboard.type(' and mine')

  await page.getByRole('button', { name: 'Scenario: ZEO, December 2002 and mine' }).waitFor()
  expect(new URL(page.url()).hash).toMatch(/^#mine\/[0-9a-f]{8}$/)
  expect(await page.getByLabel('Title').inputValue()).toBe('ZEO, December 2002 and mine')

  await page.getByLabel('Number of client').fill('4')
  await result(page).getByText('of 720 orders').waitFor()
  await expect.poll(() => keptTexts(page)).toContain('client: 4 ×')
  await page.reload()

  await page.getByRole('button', { name: 'Scenario: ZEO, December 2002 and mine' }).waitFor()
  // Whoever was writing is writing still.
  await page.getByRole('button', { name: 'Run in Debug' }).click()
  await page.locator('[data-pair="c4-s2"]').waitFor()
  // What was done before is read once the page is there.
  await page.locator('button:enabled[aria-label="Undo"]').waitFor()
  await page.keyboard.press('Control+z')
  await page.locator('[data-pair="c4-s2"]').waitFor({ state: 'detached' })
  // As often as the writer paused.
  const first = page.getByRole('button', { name: 'Scenario: ZEO, December 2002', exact: true })
  await expect
    .poll(async () => {
      await page.keyboard.press('Control+z')
      return first.isVisible()
    })
    .toBe(true)

  // The story is as it was.
  await page.goto(story)
  await page.getByRole('button', { name: 'Scenario: ZEO, December 2002', exact: true }).waitFor()
})

test('what cannot be read is said in its line with what mends it, and the last result stays as an old one', async () => {
  const page = await edit()
  await goTo(page, 'answers: lower')
  await erase(page, 2)

  const said = page.locator('.cm-faultBlock')
  await said.waitFor()
  expect(await said.innerText()).toMatch(/found “low”, expected theirs, lower, .*did you mean lower\?/s)
  await result(page).getByText('of the last text that was valid').waitFor()
  expect(await result(page).innerText()).toContain('as soon as line 26 can be read')
  await result(page).getByText('of 120 orders').waitFor()
  await result(page).getByRole('button', { name: 'What has changed since' }).click()
  expect(await result(page).getByRole('list', { name: 'What has changed' }).innerText()).toMatch(
    /lower\s+26\s+\+\s+answers: low/,
  )
  await expectAccessible(page)

  // It is kept as it was typed.
  await expect.poll(() => keptTexts(page)).toMatch(/answers: low$/m)
  await page.getByRole('button', { name: 'Edit' }).click()
  await page.getByRole('button', { name: 'Edit: the text has an error' }).waitFor()
  await page.reload()
  await page.getByRole('button', { name: 'Edit: the text has an error' }).click()
  await said.waitFor()

  await page.locator('.cm-line').first().click()
  await page.keyboard.press('F8')
  await page.keyboard.press('Control+.')
  await said.waitFor({ state: 'detached' })
  await result(page).getByText('of this text').waitFor()
})

test('the valid text is a click away, and undoing leads to what was typed', async () => {
  const page = await edit()
  await goTo(page, 'roles:')
  await erase(page, 1)
  await result(page).getByRole('button', { name: 'Back to the valid text' }).click()
  await result(page).getByText('of this text').waitFor()
  expect(
    await page
      .locator('.cm-line')
      .filter({ hasText: /^roles:$/ })
      .count(),
  ).toBe(1)

  await textOf(page).focus()
  await page.keyboard.press('Control+z')

  await result(page).getByText('of the last text that was valid').waitFor()
  expect(
    await page
      .locator('.cm-line')
      .filter({ hasText: /^roles$/ })
      .count(),
  ).toBe(1)
})

test('keys and names are offered inside braces, and taken', async () => {
  const page = await edit()
  await goTo(page, 'cluster: {')
  await page.keyboard.press('ArrowLeft')
  await erase(page, '2 × ZODB-3.1 '.length)
  const offered = page.getByRole('listbox')
  // On a loaded machine once was not enough, once: it is not known why.
  await expect
    .poll(async () => {
      await page.keyboard.press('Control+Space')
      return offered.isVisible()
    })
    .toBe(true)
  expect(await offered.getByRole('option').allInnerTexts()).toEqual(['1 × ZODB-3.1', '1 × ZODB-3.2'])
  await page.keyboard.press('ArrowDown')
  await expect.poll(() => offered.locator('[aria-selected]').innerText()).toBe('1 × ZODB-3.2')
  await page.keyboard.press('Enter')

  await expect.poll(() => page.getByLabel('Number of server').inputValue()).toBe('1')
  // Esc and then Tab lead on.
  await page.keyboard.press('Escape')
  await page.keyboard.press('Tab')
  expect(await textOf(page).evaluate((element) => element.matches(':focus'))).toBe(false)
})

test('six brokers and twelve clients are written from nothing, and are there again', async () => {
  const page = await openPage()
  await page.getByRole('button', { name: 'Scenario: ' }).click()
  await page.getByRole('button', { name: 'New scenario' }).click()
  await textOf(page).waitFor()
  await page.getByLabel('What is it called?').fill('Our brokers')
  await page.getByLabel('The role that accepts').fill('broker')
  await page
    .locator('.cm-line')
    .filter({ hasText: 'cluster: { client: 3 × 1.0, broker: 2 × 1.0 }' })
    .waitFor()
  await goTo(page, 'cluster: {')
  await page.keyboard.press('Shift+Home')
  await page.keyboard.type('cluster: { client: 12 × 1.0, brokr: 6 × 1.0 }')
  const said = page.locator('.cm-faultBlock').filter({ hasText: 'did you mean broker?' })
  await said.waitFor()
  expect(await said.innerText()).toContain('unknown role “brokr”')

  await said.getByRole('button', { name: 'Use broker' }).click()

  await result(page)
    .getByRole('button', { name: /all digits/ })
    .first()
    .waitFor()
  expect(await page.getByLabel('Number of broker').inputValue()).toBe('6')
  await expect.poll(() => keptTexts(page)).toContain('broker: 6 ×')
  await page.reload()
  await page.getByRole('button', { name: 'Run in Debug' }).click()
  // The run of so many is made again.
  await page.locator('[data-node="b6"]').waitFor({ timeout: 60_000 })
  await page.getByRole('button', { name: 'Scenario: Our brokers' }).waitFor()
})

test('on a phone the form changes the document, and the text is there to be read', async () => {
  const page = await openPage('', { viewport: { width: 375, height: 812 } })
  await page.getByRole('button', { name: 'Edit' }).click()
  await page.getByLabel('Title').fill('On the way')
  await page.getByRole('button', { name: 'Scenario: On the way' }).waitFor()
  await expectAccessible(page)

  await page.getByRole('tab', { name: 'Text' }).click()

  await page.locator('.cm-line').filter({ hasText: 'title: On the way' }).waitFor()
  expect(await textOf(page).getAttribute('contenteditable')).toBe('false')
})

test('what another tab changes can be read here, and is not written in', async () => {
  const page = await edit()
  await goTo(page, 'title: ZEO')
  await page.keyboard.type(' and mine')
  await page.getByRole('button', { name: 'Scenario: ZEO, December 2002 and mine' }).waitFor()
  const other = await openBeside(page)
  await other.getByText('It is open in another tab.').waitFor()

  await other.keyboard.press('e')

  await other.locator('.cm-line').first().waitFor()
  expect(await textOf(other).getAttribute('contenteditable')).toBe('false')
  expect(await other.getByLabel('Title').isDisabled()).toBe(true)
})

test('what is typed without a pause is kept meanwhile', async () => {
  const page = await edit()
  await goTo(page, 'title: ZEO')
  let isOver = false
  const typing = page.keyboard.type(' without a pause'.repeat(20), { delay: 60 }).finally(() => {
    isOver = true
  })
  await expect.poll(() => keptTexts(page)).toContain('without a pause without')
  expect(isOver).toBe(false)
  await page.close()
  await typing.catch(() => {})
})
