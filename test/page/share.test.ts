/** What Share says and gives. */
import { expect, test } from 'vitest'
import { openPage } from './open.ts'
import { drop, shown, zeo } from './own.ts'
import { expectAccessible } from './wcag.ts'

const named = zeo.replace(
  /cluster: .*/,
  'cluster: { client: { till-berlin: ZODB-3.1, till-bonn: ZODB-3.1 }, server: { vault: ZODB-3.1 } }',
)

test('lists what a link holds, and leaves names out of it', async () => {
  const page = await openPage()
  await drop(page, 'bank.yaml', named)
  await shown(page, 'Mine')
  await page.getByRole('button', { name: 'Share this run' }).click()
  await page.getByText(/^the text of bank\.yaml, all \d+ lines of it/).waitFor()
  await page.getByText('Nothing leaves this page by itself').waitFor()
  await expectAccessible(page)

  await page.getByLabel('Call nodes and hosts').check()

  await page.getByText('3 names replaced, in comments, too.').waitFor()
  const link = await page.getByLabel('Link to this run').inputValue()
  const other = await openPage(new URL(link).hash, { locale: 'en-GB' })
  await shown(other, 'Mine')
  expect(
    await other
      .locator('[data-node]')
      .evaluateAll((all) => all.map((each) => each.getAttribute('data-node'))),
  ).toEqual(['c1', 'c2', 's1'])
})

test('offers a file where a link would be too long', async () => {
  // Nothing that can be packed.
  const notes = Array.from({ length: 900 }, (_, i) => `# ${Math.sin(i)}`).join('\n')
  const page = await openPage()
  await drop(page, 'long.yaml', `${zeo}\n${notes}\n`)
  await shown(page, 'Mine')

  await page.getByRole('button', { name: 'Share this run' }).click()

  await page.getByText(/As a link it would have \d+,\d+ characters/).waitFor()
  expect(await page.getByLabel('Link to this run').count()).toBe(0)
  const asked = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Save as .parley' }).click()
  expect((await asked).suggestedFilename()).toBe('Mine.parley')
})
