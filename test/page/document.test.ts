/** A scenario of one's own in the page. */
import { readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import type { Page } from 'playwright'
import { expect, onTestFinished, test } from 'vitest'
import { pageFrom } from '#cli/serve.ts'
import { serveFiles } from '#cli/served-files.ts'
import { temporaryFolder } from '../cli/parley.ts'
import { digestOf, linkOf, openAddress, openPage } from './open.ts'

const zeo = readFileSync('scenarios/zeo-2002.yaml', 'utf8').replace(
  'title: ZEO, December 2002',
  'title: Mine',
)

/** A file with this text, and the address at which it is open in the page. */
async function serve(text: string): Promise<{ readonly path: string; readonly address: string }> {
  const path = join(temporaryFolder(), 'mine.yaml')
  writeFileSync(path, text)
  const files = serveFiles([path])
  const server = createServer(pageFrom('dist/ui', files))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    files.close()
    server.close()
    server.closeAllConnections()
  })
  return { path, address: `http://127.0.0.1:${(server.address() as AddressInfo).port}/#file/mine.yaml` }
}

test('a file that is served is shown, and again when it is saved, with what was done so far', async () => {
  const { path, address } = await serve(zeo)
  const page = await openAddress(address)
  await page.getByRole('button', { name: 'Scenario: Mine' }).waitFor()
  await page.getByLabel('seed').fill('42')
  await page.keyboard.press('Enter')

  writeFileSync(path, zeo.replace('client: 3 ×', 'client: 4 ×'))

  await page.locator('[data-pair="c4-s2"]').waitFor()
  expect(await page.getByLabel('seed').inputValue()).toBe('42')
  expect(page.url()).toBe(address)
})

test('while it cannot be read the last run stays, with what is wrong and where', async () => {
  const { path, address } = await serve(zeo)
  const page = await openAddress(address)
  await page.getByRole('button', { name: 'Scenario: Mine' }).waitFor()

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

  await page.getByRole('button', { name: 'Scenario: Mine' }).waitFor()
})

test('a link to it holds its text: who has no file sees the same run', async () => {
  const { address } = await serve(zeo)
  const page = await openAddress(address)
  await page.getByRole('button', { name: 'Scenario: Mine' }).waitFor()
  const [link, print] = [await linkOf(page), await digestOf(page)]
  expect(link.length).toBeLessThan(8_000)

  const other = await openPage(new URL(link).hash)

  await other.getByRole('button', { name: 'Scenario: Mine' }).waitFor()
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
  await page.getByLabel('seed').fill('42')
  await page.keyboard.press('Enter')
  await page.getByRole('button', { name: 'Scenario: ZEO, December 2002' }).click()
  await page.getByRole('menuitemradio', { name: 'Kafka 4.0' }).first().click()
  await page.getByRole('button', { name: 'Scenario: Kafka 4.0' }).waitFor()
  expect(await page.getByLabel('seed').inputValue()).not.toBe('42')

  await page.goBack()

  await page.getByRole('button', { name: 'Scenario: ZEO, December 2002' }).waitFor()
  expect(await page.getByLabel('seed').inputValue()).toBe('42')
})

/** Opens a file by way of the menu. */
async function bring(page: Page, name: string, text: string): Promise<void> {
  await page.getByRole('button', { name: 'Scenario: ' }).click()
  const asked = page.waitForEvent('filechooser')
  await page.getByRole('menuitem', { name: 'Open a file' }).click()
  await (await asked).setFiles({ name, mimeType: 'text/yaml', buffer: Buffer.from(text) })
}

test('a file of one’s own is kept by the browser, with all that was done, also when the page is loaded again', async () => {
  const page = await openPage()
  await bring(page, 'ours.yaml', zeo.replace('title: Mine', 'title: Our brokers'))
  await page.getByRole('button', { name: 'Scenario: Our brokers' }).waitFor()
  expect(new URL(page.url()).hash).toMatch(/^#mine\/[0-9a-f]{8}$/)
  await page.getByLabel('seed').fill('42')
  await page.keyboard.press('Enter')
  await expect.poll(() => keptSeeds(page)).toEqual([7, 42])

  await page.reload()

  await page.getByRole('button', { name: 'Scenario: Our brokers' }).waitFor()
  expect(await page.getByLabel('seed').inputValue()).toBe('42')
  await page.locator('body').click({ position: { x: 5, y: 5 } })
  await page.keyboard.press('Control+z')
  await expect.poll(() => page.getByLabel('seed').inputValue()).toBe('7')

  // Another scenario is opened, and then this one again, from the menu.
  await page.getByRole('button', { name: 'Scenario: ' }).click()
  await page.getByRole('menuitemradio', { name: 'Kafka 4.0' }).first().click()
  await page.getByRole('button', { name: 'Scenario: Kafka 4.0' }).click()
  await page.getByRole('menuitemradio', { name: 'Our brokers' }).click()
  await page.getByRole('button', { name: 'Scenario: Our brokers' }).waitFor()
})

/** The seeds in the history of the one document that the browser keeps. */
function keptSeeds(page: Page): Promise<number[]> {
  return page.evaluate(
    () =>
      new Promise((resolve, reject) => {
        const opening = indexedDB.open('parley')
        opening.onerror = reject
        opening.onsuccess = () => {
          const asked = opening.result.transaction('documents').objectStore('documents').getAll()
          asked.onerror = reject
          asked.onsuccess = () => {
            opening.result.close()
            resolve(
              asked.result.flatMap(({ entries }) =>
                entries.map((each: { wire: { seed: number } }) => each.wire.seed),
              ),
            )
          }
        }
      }),
  )
}

test('of two tabs on one document, the one that only looks changes nothing, and who comes too late is told', async () => {
  const page = await openPage()
  await bring(page, 'ours.yaml', zeo)
  await page.getByRole('button', { name: 'Scenario: Mine' }).waitFor()
  const other = await page.context().newPage()
  onTestFinished(() => other.close())
  await other.goto(page.url())
  await other.getByRole('button', { name: 'Scenario: Mine' }).waitFor()
  await other.keyboard.press('End')
  const seed = async (tab: Page, value: string) => {
    await tab.getByLabel('seed').fill(value)
    await tab.keyboard.press('Enter')
  }
  await seed(page, '1111')
  await expect.poll(() => keptSeeds(page)).toEqual([7, 1111])

  await seed(other, '2222')

  await other.getByRole('alert').filter({ hasText: 'it was changed in another tab' }).waitFor()
  expect(await keptSeeds(page)).toEqual([7, 1111])
})

test('what is done while a run plays is kept, too, and so is a document with a very long name', async () => {
  const page = await openPage()
  await bring(page, `${'y'.repeat(245)}.yaml`, zeo)
  await page.getByRole('button', { name: 'Scenario: Mine' }).waitFor()
  await page.locator('body').click({ position: { x: 5, y: 5 } })
  await page.keyboard.press('Space')
  await page.getByRole('button', { name: 'Pause' }).waitFor()
  await page.getByLabel('seed').fill('42')
  await page.keyboard.press('Enter')
  await expect.poll(() => keptSeeds(page)).toEqual([7, 42])

  await page.reload()

  await page.getByRole('button', { name: 'Scenario: Mine' }).waitFor()
  expect(await page.getByLabel('seed').inputValue()).toBe('42')
})

test('a file that cannot be read says why, and leads back', async () => {
  const page = await openPage()
  await bring(page, 'notes.txt', 'milk: [')
  const said = page.getByRole('alert')
  await said.waitFor()

  expect(await said.innerText()).toMatch(/notes\.txt cannot be opened\s+notes\.txt:1:\d+: /)
  await page.goBack()
  await page.getByRole('button', { name: 'Scenario: ZEO, December 2002' }).waitFor()
})

test('a file that is dropped is opened, and one that is no text is refused while all stays', async () => {
  const page = await openPage()
  const drop = (name: string, bytes: readonly number[]) =>
    page.evaluate(
      ([file, content]) => {
        const dataTransfer = new DataTransfer()
        dataTransfer.items.add(new File([new Uint8Array(content)], file))
        window.dispatchEvent(new DragEvent('drop', { dataTransfer, cancelable: true }))
      },
      [name, bytes] as const,
    )

  await drop('latin1.yaml', [0x74, 0xe9])

  await page.getByRole('alert').filter({ hasText: '“latin1.yaml” is not a text in UTF-8' }).waitFor()
  await page.getByRole('button', { name: 'Scenario: ZEO, December 2002' }).waitFor()

  await drop('mine.yaml', [...Buffer.from(zeo)])

  await page.getByRole('button', { name: 'Scenario: Mine' }).waitFor()
})

test('what came in a link is one’s own once it is changed, and its text leaves the address', async () => {
  const { address } = await serve(zeo)
  const served = await openAddress(address)
  await served.getByRole('button', { name: 'Scenario: Mine' }).waitFor()
  const { hash } = new URL(await linkOf(served))
  const page = await openPage(hash)
  await page.getByRole('button', { name: 'Scenario: Mine' }).waitFor()
  expect(new URL(page.url()).hash).toBe(hash)

  await page.getByLabel('seed').fill('42')
  await page.keyboard.press('Enter')

  await expect.poll(() => new URL(page.url()).hash).toMatch(/^#mine\//)
})
