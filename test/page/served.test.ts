/** A file of one's own that is served while somebody else writes to it. */
import { rmSync, writeFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { openAddress } from './open.ts'
import { drop, keptSeeds, seedOf, serve, setSeed, shown, zeo } from './own.ts'
import { expectAccessible } from './wcag.ts'

test('what was done with it is there when the page is loaded again', async () => {
  const { path, address } = await serve(zeo)
  const page = await openAddress(address)
  await shown(page, 'Mine')
  await setSeed(page, '42')
  await expect.poll(() => keptSeeds(page)).toEqual([7, 42])
  // It was changed meanwhile.
  writeFileSync(path, zeo.replace('client: 3 ×', 'client: 4 ×'))

  await page.reload()

  await page.locator('[data-pair="c4-s2"]').waitFor()
  expect(await seedOf(page)).toBe('42')
})

test('back at an older text of it, both are kept, and one chooses', async () => {
  const { path, address } = await serve(zeo)
  const page = await openAddress(address)
  await shown(page, 'Mine')
  const newer = zeo.replace('client: 3 ×', 'client: 4 ×')
  writeFileSync(path, newer)
  await page.locator('[data-pair="c4-s2"]').waitFor()
  await page.locator('body').click({ position: { x: 5, y: 5 } })

  await page.keyboard.press('Control+z')

  const notice = page.getByRole('status').filter({ hasText: 'What you see is an older text of mine.yaml' })
  await notice.waitFor()
  await notice.getByRole('button', { name: 'What differs' }).click()
  const differs = page.getByRole('dialog', { name: 'What differs in mine.yaml' })
  expect(await differs.getByRole('listitem').filter({ hasText: '3 × ZODB-3.1' }).innerText()).toMatch(
    /^\+\s+here:/,
  )
  await expectAccessible(page)
  await page.keyboard.press('Escape')
  // It is changed once more: both are.
  writeFileSync(path, newer.replace('title: Mine', 'title: Theirs'))
  await page.getByText('mine.yaml was changed on the disk, and its text here as well.').waitFor()
  await page.getByRole('button', { name: 'Take the file’s' }).click()
  await shown(page, 'Theirs')
  await page.locator('[data-pair="c4-s2"]').waitFor()
  expect(await page.getByRole('button', { name: 'What differs' }).count()).toBe(0)

  await page.keyboard.press('Control+z')
  await page.getByRole('button', { name: 'Keep mine' }).click()
  await expect.poll(() => new URL(page.url()).hash).toMatch(/^#mine\//)
  await shown(page, 'Mine')
})

test('one that vanishes leaves what is shown, says so, and is followed when it is there again', async () => {
  const { path, address } = await serve(zeo)
  const page = await openAddress(address)
  await shown(page, 'Mine')

  rmSync(path)

  await page.getByRole('status').filter({ hasText: 'there is no such file' }).waitFor()
  expect(await page.locator('[data-pair="c1-s1"]').count()).toBe(1)
  writeFileSync(path, zeo.replace('title: Mine', 'title: Again'))
  await shown(page, 'Again')
})

test('where it cannot be opened another file can be dropped', async () => {
  const { address } = await serve('title: [')
  const page = await openAddress(address)
  await page.getByRole('alert').filter({ hasText: 'mine.yaml cannot be opened' }).waitFor()

  await drop(page, 'other.yaml', zeo.replace('title: Mine', 'title: Other'))

  await shown(page, 'Other')
})
