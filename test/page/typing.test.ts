/** What somebody types is not lost, and nothing else of the text becomes another one. */
import { writeFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { openAddress, openBeside, openPage } from './open.ts'
import { drop, openPicker, saved, serve, shown, zeo } from './own.ts'
import { expectAccessible } from './wcag.ts'
import { edit, goTo, keptTexts, textOf } from './writing.ts'

test('what is typed in a story is there when the page is loaded anew at once', async () => {
  const page = await edit()
  await goTo(page, 'title: ZEO')
  await page.keyboard.type(' typed')

  await page.reload()

  await shown(page, 'ZEO, December 2002 typed')
  await textOf(page).waitFor()
  await expect.poll(() => keptTexts(page)).toContain('2002 typed')
  await page.reload()
  await shown(page, 'ZEO, December 2002 typed')
})

test('what is typed in a document is there again after Back and Forward at once, and one goes on writing', async () => {
  const page = await openPage()
  await drop(page, 'mine.yaml', zeo)
  await shown(page, 'Mine')
  await page.keyboard.press('e')
  await goTo(page, 'title: Mine')
  await page.keyboard.type(' too')

  await page.goBack()
  await shown(page, 'ZEO, December 2002')
  // It takes its time to come, and the story has still to say its address.
  await page.route('**/open-kept-*.js', async (route) => {
    await new Promise((resolve) => setTimeout(resolve, 1_000))
    await route.continue()
  })
  await page.reload()
  await shown(page, 'ZEO, December 2002')
  await page.goForward()

  await shown(page, 'Mine too')
  await textOf(page).waitFor()
  expect(page.url()).toContain('#mine/')
})

test('lines end as they did, and Shift makes a step back one forward', async () => {
  const page = await openPage()
  const text = `\ufeff${zeo.replaceAll('\n', '\r\n')}# the end`
  await drop(page, 'mine.yaml', text)
  await shown(page, 'Mine')
  await page.keyboard.press('e')
  await goTo(page, 'title: Mine')
  await page.keyboard.type('r')
  await shown(page, 'Miner')
  await page.keyboard.press('Enter')
  await page.keyboard.type('# note')
  await page.locator('.cm-line').filter({ hasText: '# note' }).waitFor()
  await page.keyboard.press('Control+z')
  await page.locator('.cm-line').filter({ hasText: '# note' }).waitFor({ state: 'detached' })
  await page.keyboard.press('Control+Shift+z')
  await page.locator('.cm-line').filter({ hasText: '# note' }).waitFor()
  await page.getByLabel('Number of client').fill('4')
  await expect.poll(() => keptTexts(page)).toContain('client: 4 ×')

  const file = await saved(page, async () => {
    await page.keyboard.press('Control+s')
    await page.getByRole('button', { name: 'Save as .yaml' }).click()
  })

  expect(file.text).toBe(
    text.replace('title: Mine', 'title: Miner\r\n# note').replace('client: 3 ×', 'client: 4 ×'),
  )
})

test('what is written in a served file stands here beside the one on the disk', async () => {
  const { path, address } = await serve(zeo)
  const page = await openAddress(address)
  await shown(page, 'Mine')
  await page.keyboard.press('e')
  await goTo(page, 'title: Mine')
  await page.keyboard.type(' here')

  await page.getByText('You have changed the text here. Nothing is written to mine.yaml.').waitFor()
  expect(page.url()).toBe(address)
  await expectAccessible(page)
  await page.reload()
  await shown(page, 'Mine here')
  // Another tab looks at it only.
  const other = await openBeside(page)
  await other.getByText('It is open in another tab.').waitFor()
  await other.close()
  writeFileSync(path, zeo.replace('client: 3 ×', 'client: 4 ×'))
  await page.getByText('mine.yaml was changed on the disk, and its text here as well.').waitFor()
  await page.getByRole('button', { name: 'What differs' }).click()
  await page.getByRole('list', { name: 'Lines' }).getByText('title: Mine here').waitFor()
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'Take the file’s' }).click()
  await shown(page, 'Mine')
  expect(await page.getByLabel('Number of client').inputValue()).toBe('4')
})

test('a file of which nothing can be shown is mended in the page', async () => {
  const page = await openPage()
  await drop(page, 'mine.yaml', zeo.replace('title: Mine', 'title Mine'))
  await page.getByRole('alert').filter({ hasText: 'found “title” without a colon' }).waitFor()
  await page.getByRole('button', { name: 'Mend it here' }).click()
  await textOf(page).waitFor()
  await expectAccessible(page)
  await goTo(page, 'title Mine')
  await page.keyboard.type(', mended')
  await page.reload()
  await page.locator('.cm-line').filter({ hasText: 'title Mine, mended' }).click()
  await page.keyboard.press('Control+.')

  await page.getByRole('button', { name: 'Open it' }).click()

  await shown(page, 'Mine, mended')
  await textOf(page).focus()
  // What it was before is a step back.
  await page.locator('button:enabled').filter({ hasText: 'Undo' }).waitFor()
  await page.keyboard.press('Control+z')
  await page.locator('.cm-faultBlock').filter({ hasText: 'without a colon' }).waitFor()
})

test('what was written in a served file is there where the one on the disk cannot be read any more', async () => {
  const { path, address } = await serve(zeo)
  const page = await openAddress(address)
  await shown(page, 'Mine')
  await page.keyboard.press('e')
  await goTo(page, 'title: Mine')
  await page.keyboard.type(' here')
  await expect.poll(() => keptTexts(page)).toContain('Mine here')
  writeFileSync(path, 'title: [')

  await page.reload()

  await shown(page, 'Mine here')
  await page.getByText('What you see is mine.yaml as it was before').waitFor()
  writeFileSync(path, zeo.replace('client: 3 ×', 'client: 4 ×'))
  await page.getByRole('button', { name: 'Keep mine' }).click()
  await expect.poll(() => page.url()).toContain('#mine/')
  await textOf(page).waitFor()
  await shown(page, 'Mine here')
})

test('a served one is mended as a copy', async () => {
  const { address } = await serve(zeo.replace('roles:', 'rolls:'))
  const page = await openAddress(address)
  await page.getByRole('button', { name: 'Mend a copy of it here' }).click()

  await textOf(page).waitFor()

  await page.locator('.cm-line').first().click()
  await page.keyboard.press('F8')
  await page.keyboard.press('Control+.')
  await page.getByRole('button', { name: 'Open it' }).click()
  await shown(page, 'Mine')
})

test('when the tab that changes a document has gone, another one goes on', async () => {
  const page = await openPage()
  await drop(page, 'mine.yaml', zeo)
  await shown(page, 'Mine')
  const other = await openBeside(page)
  await other.getByText('It is open in another tab.').waitFor()
  await page.keyboard.press('e')
  await goTo(page, 'title: Mine')
  await page.keyboard.type(' by one')
  await expect.poll(() => keptTexts(page)).toContain('Mine by one')
  await page.goto(new URL('/', page.url()).href)

  await other.getByRole('button', { name: 'Go on here' }).click()

  await shown(other, 'Mine by one')
  await other.getByLabel('seed').fill('5')
  await other.keyboard.press('Enter')
  expect(await other.getByRole('alert').count()).toBe(0)
})

test('two of one name are told apart by a number as long as they have it', async () => {
  const page = await openPage()
  await drop(page, 'mine.yaml', zeo)
  await shown(page, 'Mine')
  await drop(page, 'mine.yaml', zeo)
  await shown(page, 'Mine (2)')
  await page.keyboard.press('e')
  await goTo(page, 'title: Mine')

  await page.keyboard.type(' other')

  await shown(page, 'Mine other')
  await openPicker(page)
  expect((await page.getByRole('region', { name: 'Yours' }).locator('b').allInnerTexts()).toSorted()).toEqual(
    ['Mine', 'Mine other'],
  )
})

test('the form says what it expects, and what it cannot write', async () => {
  const page = await edit()
  await page.getByLabel('Number of client').fill('0')
  await page.getByText('expected a number from 1 on').waitFor()
  await page.getByLabel('Number of client').fill('4')
  await page.getByLabel('Title').fill('Four')
  await shown(page, 'Four')
  // What is written in another field is another step.
  await textOf(page).focus()
  await page.keyboard.press('Control+z')
  await shown(page, 'ZEO, December 2002')
  expect(await page.getByLabel('Number of client').inputValue()).toBe('4')
  await textOf(page).focus()
  await page.keyboard.press('Control+a')
  await page.keyboard.press('Delete')
  await page.getByRole('button', { name: 'Begin with the questions' }).waitFor()
  await page.getByLabel('Title').fill('From nothing')
  await page.locator('.cm-line').filter({ hasText: 'title: From nothing' }).waitFor()
  await expectAccessible(page)
})

test('a scenario is made, broken, mended, saved and found again by keyboard alone', async () => {
  const page = await openPage()
  const isAt = (name: string | RegExp, role: 'button' | 'textbox' = 'button') =>
    page
      .getByRole(role, { name })
      .first()
      .evaluate((element) => element.matches(':focus'))
  /** Goes on by Tab until something has the focus. */
  const tabTo = async (name: string | RegExp, role: 'button' | 'textbox' = 'button') => {
    for (let i = 0; i < 60; i++) {
      await page.keyboard.press('Tab')
      if (await isAt(name, role)) return
    }
    throw new Error(`Tab does not lead to ${name}`)
  }
  await tabTo(/^Scenario: /)
  await page.keyboard.press('Enter')
  await page.getByRole('dialog', { name: 'Scenarios' }).waitFor()
  await tabTo('New scenario')
  await page.keyboard.press('Enter')
  await textOf(page).waitFor()
  await tabTo('What is it called?', 'textbox')
  await page.keyboard.press('Control+a')
  await page.keyboard.type('By keys')
  await shown(page, 'By keys')
  await tabTo('Text of the scenario', 'textbox')
  await page.keyboard.press('Control+End')
  await page.keyboard.type('servce: {}')
  await page.locator('.cm-faultBlock').filter({ hasText: 'did you mean service?' }).waitFor()
  await page.keyboard.press('Control+.')
  await page.locator('.cm-line').filter({ hasText: 'service: {}' }).waitFor()
  await page.keyboard.press('Control+z')
  await page.keyboard.press('Control+z')
  await page.getByText('valid', { exact: true }).waitFor()
  // Esc lets Tab lead out of the text.
  await page.keyboard.press('Escape')
  await tabTo('Run in Debug')
  await page.keyboard.press('Control+s')
  await page.getByRole('textbox', { name: 'Name', exact: true }).waitFor()
  await page.keyboard.press('Control+a')
  await page.keyboard.type('Kept by keys')
  await page.keyboard.press('Enter')
  await shown(page, 'Kept by keys')

  await page.reload()

  await shown(page, 'Kept by keys')
  await textOf(page).waitFor()
})
