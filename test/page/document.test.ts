/** A scenario of one's own in the page. */
import { writeFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { digestOf, linkOf, openAddress, openBeside, openPage } from './open.ts'
import { bring, drop, keptSeeds, pick, seedOf, serve, setSeed, shown, zeo } from './own.ts'

test('a file that is served is shown, and again when it is saved, with what was done so far', async () => {
  const { path, address } = await serve(zeo)
  const page = await openAddress(address)
  await shown(page, 'Mine')
  await setSeed(page, '42')

  writeFileSync(path, zeo.replace('client: 3 ×', 'client: 4 ×'))

  await page.locator('[data-pair="c4-s2"]').waitFor()
  expect(await page.getByLabel('seed').inputValue()).toBe('42')
  expect(page.url()).toBe(address)
})

test('while it cannot be read the last run stays, with what is wrong and where', async () => {
  const { path, address } = await serve(zeo)
  const page = await openAddress(address)
  await shown(page, 'Mine')

  writeFileSync(path, zeo.replace('roles:', 'rolls:'))

  const notice = page.getByRole('status').filter({ hasText: 'What you see is mine.yaml as it was before' })
  await notice.waitFor()
  expect(await notice.innerText()).toMatch(/mine\.yaml:\d+:1: .*did you mean roles\?/)
  expect(await page.locator('[data-pair="c1-s1"]').count()).toBe(1)

  writeFileSync(path, zeo)

  await notice.waitFor({ state: 'detached' })
})

test('one that cannot be read at first says why, and opens once it can', async () => {
  const { path, address } = await serve('title: Mine')
  const page = await openAddress(address)
  const said = page.getByRole('alert')
  await said.waitFor()
  expect(await said.innerText()).toContain('mine.yaml cannot be opened')
  expect(await said.innerText()).toContain('found no “roles”')

  writeFileSync(path, zeo)

  await shown(page, 'Mine')
})

test('a link to it holds its text: who has no file sees the same run', async () => {
  const { address } = await serve(zeo)
  const page = await openAddress(address)
  await shown(page, 'Mine')
  const [link, print] = [await linkOf(page), await digestOf(page)]
  expect(link.length).toBeLessThan(8_000)

  const other = await openPage(new URL(link).hash)

  await shown(other, 'Mine')
  expect(await digestOf(other)).toBe(print)
  // Nothing of it is in the address but what somebody has asked to be there.
  expect(page.url()).toBe(address)
})

test('a file that is not served is told from one that is', async () => {
  const { address } = await serve(zeo)
  const page = await openAddress(address.replace('mine', 'other'))
  const said = page.getByRole('alert')
  await said.waitFor()

  expect(await said.innerText()).toContain('“other.yaml” is not served here: parley serve other.yaml')
})

test('another scenario is another place: Back leads to the last one, with what was done there', async () => {
  const page = await openPage()
  await setSeed(page, '42')
  await pick(page, /^Kafka 4.0/)
  await shown(page, 'Kafka 4.0')
  expect(await page.getByLabel('seed').inputValue()).not.toBe('42')

  await page.goBack()

  await shown(page, 'ZEO, December 2002')
  expect(await page.getByLabel('seed').inputValue()).toBe('42')
})

test('a file of one’s own is kept by the browser, with all that was done, also when the page is loaded again', async () => {
  const page = await openPage()
  await bring(page, 'ours.yaml', zeo.replace('title: Mine', 'title: Our brokers'))
  await shown(page, 'Our brokers')
  expect(new URL(page.url()).hash).toMatch(/^#mine\/[0-9a-f]{8}$/)
  await setSeed(page, '42')
  await expect.poll(() => keptSeeds(page)).toEqual([7, 42])

  await page.reload()

  await shown(page, 'Our brokers')
  expect(await page.getByLabel('seed').inputValue()).toBe('42')
  await page.locator('body').click({ position: { x: 5, y: 5 } })
  await page.keyboard.press('Control+z')
  await expect.poll(() => page.getByLabel('seed').inputValue()).toBe('7')

  // Another scenario is opened, and then this one again, from the list.
  await pick(page, /^Kafka 4.0/)
  await shown(page, 'Kafka 4.0')
  await pick(page, /^Our brokers/)
  await shown(page, 'Our brokers')
})

test('of two tabs on one document, the second only looks, and says so', async () => {
  const page = await openPage()
  await bring(page, 'ours.yaml', zeo)
  await shown(page, 'Mine')
  const other = await openBeside(page)
  await shown(other, 'Mine')
  await other.getByText('It is open in another tab').waitFor()
  await other.keyboard.press('End')
  await setSeed(page, '1111')
  await expect.poll(() => keptSeeds(page)).toEqual([7, 1111])

  await setSeed(other, '2222')

  await other.getByRole('alert').filter({ hasText: 'It is open in another tab' }).waitFor()
  expect(await seedOf(other)).toBe('7')
  expect(await keptSeeds(page)).toEqual([7, 1111])
})

test('what is done while a run plays is kept, too, and so is a document with a very long name', async () => {
  const page = await openPage()
  await bring(page, `${'y'.repeat(245)}.yaml`, zeo)
  await shown(page, 'Mine')
  await page.locator('body').click({ position: { x: 5, y: 5 } })
  await page.keyboard.press('Space')
  await page.getByRole('button', { name: 'Pause' }).waitFor()
  await setSeed(page, '42')
  await expect.poll(() => keptSeeds(page)).toEqual([7, 42])

  await page.reload()

  await shown(page, 'Mine')
  expect(await page.getByLabel('seed').inputValue()).toBe('42')
})

test('a file that cannot be read says why, and leads back', async () => {
  const page = await openPage()
  await bring(page, 'notes.txt', 'milk: [')
  const said = page.getByRole('alert')
  await said.waitFor()

  expect(await said.innerText()).toMatch(/notes\.txt cannot be opened\s+notes\.txt:1:\d+: /)
  await page.goBack()
  await shown(page, 'ZEO, December 2002')
})

test('a file that is dropped is opened, and one that is no text is refused while all stays', async () => {
  const page = await openPage()
  await drop(page, 'latin1.yaml', [0x74, 0xe9])

  await page.getByRole('alert').filter({ hasText: '“latin1.yaml” is not a text in UTF-8' }).waitFor()
  await shown(page, 'ZEO, December 2002')

  await drop(page, 'mine.yaml', zeo)

  await shown(page, 'Mine')
})

test('what came in a link is one’s own once it is changed, and its text leaves the address', async () => {
  const { address } = await serve(zeo)
  const served = await openAddress(address)
  await shown(served, 'Mine')
  const { hash } = new URL(await linkOf(served))
  const page = await openPage(hash)
  await shown(page, 'Mine')
  expect(new URL(page.url()).hash).toBe(hash)

  await setSeed(page, '42')

  await expect.poll(() => new URL(page.url()).hash).toMatch(/^#mine\//)
})
