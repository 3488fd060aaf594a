/** A document of one's own is not lost: whatever the browser, another tab or a fault does. */
import { expect, test } from 'vitest'
import { openBeside, openPage } from './open.ts'
import { bring, drop, keptSeeds, openPicker, pick, saved, seedOf, setSeed, shown, zeo } from './own.ts'

test('is saved under a name, and a dot says that it differs from that', async () => {
  const page = await openPage()
  await drop(page, 'mine.yaml', zeo)
  await shown(page, 'Mine')
  const dot = page.getByTestId('changed')
  await page.getByRole('button', { name: 'Save', exact: true }).waitFor()
  expect(await dot.count()).toBe(0)
  await setSeed(page, '42')
  await dot.waitFor()

  await page.keyboard.press('Control+s')
  await page.getByRole('textbox', { name: 'Name' }).fill('Brokers, tried')
  await page.keyboard.press('Enter')

  await shown(page, 'Brokers, tried')
  await expect.poll(() => dot.count()).toBe(0)
  await page.reload()
  await shown(page, 'Brokers, tried')
  await expect.poll(() => seedOf(page)).toBe('42')
  expect(await dot.count()).toBe(0)
})

test('is saved as its text, byte for byte, and as a file that holds all, which opens elsewhere', async () => {
  const text = `\ufeff${zeo.replaceAll('\n', '\r\n')}# the end`
  const page = await openPage()
  await drop(page, 'mine.yaml', text)
  await shown(page, 'Mine')
  await setSeed(page, '42')
  await page.keyboard.press('Control+s')
  const yaml = await saved(page, () => page.getByRole('button', { name: 'Save as .yaml' }).click())
  expect(yaml).toEqual({ name: 'mine.yaml', text })
  await page.keyboard.press('Control+s')
  const parley = await saved(page, () => page.getByRole('button', { name: 'Save as .parley' }).click())
  expect(parley.name).toBe('Mine.parley')

  const other = await openPage('', { locale: 'en-GB' })
  await drop(other, parley.name, parley.text)

  await shown(other, 'Mine')
  expect(await seedOf(other)).toBe('42')
  await other.locator('body').click({ position: { x: 5, y: 5 } })
  await expect
    .poll(async () => {
      await other.keyboard.press('Control+z')
      return seedOf(other)
    })
    .toBe('7')
  // One of a newer Parley is looked at, and a copy of it can be changed.
  await drop(other, 'newer.parley', parley.text.replace('"parley": 1', '"parley": 9'))
  await other.getByText('It was changed by a newer version of Parley.').waitFor()
  await setSeed(other, '1')
  await other.getByRole('alert').filter({ hasText: 'newer version' }).waitFor()
  expect(await seedOf(other)).toBe('42')
  await other.getByRole('button', { name: 'Make a copy' }).click()
  await shown(other, 'Mine (3)')
  await setSeed(other, '1')
  await expect.poll(() => seedOf(other)).toBe('1')
})

test('a second tab takes over, and the first one only looks from then on', async () => {
  const page = await openPage()
  await drop(page, 'mine.yaml', zeo)
  await shown(page, 'Mine')
  await setSeed(page, '42')
  await expect.poll(() => keptSeeds(page)).toEqual([7, 42])
  const other = await openBeside(page)

  await other.getByRole('button', { name: 'Take over' }).click()

  await other.getByText('It is open in another tab').waitFor({ state: 'detached' })
  await page.getByText('It is open in another tab').waitFor()
  await setSeed(other, '43')
  await expect.poll(() => keptSeeds(other)).toEqual([7, 42, 43])
  await setSeed(page, '1')
  expect(await seedOf(page)).toBe('42')
})

test('where the browser keeps nothing a file is opened all the same, and that is said', async () => {
  const page = await openPage()
  await page.addInitScript(() =>
    Object.defineProperty(window, 'indexedDB', {
      value: {
        open: () => {
          throw new DOMException('denied', 'SecurityError')
        },
        databases: async () => [],
      },
    }),
  )
  await page.reload()
  await shown(page, 'ZEO, December 2002')
  await drop(page, 'mine.yaml', zeo)
  await shown(page, 'Mine')
  await setSeed(page, '42')

  await page.getByRole('alert').filter({ hasText: 'This browser keeps nothing here' }).waitFor()
  const file = await saved(page, () => page.getByRole('button', { name: 'Save as .parley' }).click())
  expect(file.text).toContain('"seed": 42')
  await page.context().close()
})

test('where it is full the oldest histories go first, and texts never', async () => {
  const page = await openPage()
  for (const name of ['one', 'two']) {
    await drop(page, `${name}.yaml`, zeo.replace('title: Mine', `title: ${name}`))
    await shown(page, name)
    await setSeed(page, name === 'one' ? '1' : '2')
    await expect.poll(() => keptSeeds(page)).toContain(name === 'one' ? 1 : 2)
  }
  // From now on there is room for one history.
  await page.addInitScript(() => {
    const { put } = IDBObjectStore.prototype
    let there = 2
    const { delete: remove } = IDBObjectStore.prototype
    IDBObjectStore.prototype.delete = function (key) {
      if (this.name === 'histories') there--
      return remove.call(this, key)
    }
    IDBObjectStore.prototype.put = function (value, key) {
      if (this.name === 'histories' && there > 1) throw new DOMException('full', 'QuotaExceededError')
      return put.call(this, value, key)
    }
  })
  await page.reload()
  await shown(page, 'two')
  await expect.poll(() => seedOf(page)).toBe('2')
  await setSeed(page, '3')

  await page.getByText('the steps back of 1 document had to go').waitFor()
  await expect.poll(() => keptSeeds(page)).toEqual([7, 2, 3])
  await pick(page, /^one/)
  await shown(page, 'one')
  expect(await seedOf(page)).toBe('1')
  await page.context().close()
})

test('all that is kept is taken to another address in one file', async () => {
  const page = await openPage()
  for (const name of ['one', 'two']) {
    await drop(page, `${name}.yaml`, zeo.replace('title: Mine', `title: ${name}`))
    await shown(page, name)
  }
  await openPicker(page)
  const file = await saved(page, () => page.getByRole('button', { name: 'Export all' }).click())

  const elsewhere = await openPage('', { locale: 'en-GB' })
  await bring(elsewhere, file.name, file.text)

  await shown(elsewhere, 'two')
  await openPicker(elsewhere)
  expect(
    (await elsewhere.getByRole('region', { name: 'Yours' }).locator('b').allInnerTexts()).toSorted(),
  ).toEqual(['one', 'two'])
})

test('a view that fails leaves the others, and what was done', async () => {
  const page = await openBeside(await openPage())
  await drop(page, 'mine.yaml', zeo)
  await shown(page, 'Mine')
  await setSeed(page, '42')
  await page.evaluate(() => {
    Object.defineProperty(HTMLCanvasElement.prototype, 'getContext', {
      value: () => {
        throw new Error('no canvas any more')
      },
    })
  })
  await page.locator('body').click({ position: { x: 5, y: 5 } })
  await page.keyboard.press('p')
  await page.getByRole('region', { name: 'Runbook' }).waitFor()
  await page.keyboard.press('p')

  const failed = page.getByRole('alert').filter({ hasText: 'has failed' }).first()
  await failed.waitFor()
  expect(await failed.innerText()).toContain('no canvas any more')
  const file = await saved(page, () => failed.getByRole('button', { name: 'Save as .parley' }).click())
  expect(file.text).toContain('"seed": 42')
  expect(await page.getByRole('button', { name: 'Scenario: Mine' }).count()).toBe(1)
})

test('a page that fails as a whole says so, and a document is there when it is loaded again', async () => {
  const page = await openBeside(await openPage())
  await drop(page, 'mine.yaml', zeo)
  await shown(page, 'Mine')
  await setSeed(page, '42')
  await page.evaluate(() => {
    Map.prototype.values = () => {
      throw new Error('no values any more')
    }
  })

  await page.locator('body').click({ position: { x: 5, y: 5 } })
  await page.keyboard.press('ArrowRight')

  await page.getByRole('heading', { name: 'The page has failed' }).waitFor()
  await page.getByRole('button', { name: 'Load it again' }).click()
  await shown(page, 'Mine')
  expect(await page.getByLabel('seed').inputValue()).toBe('42')
})

test('what a newer Parley keeps here is left alone, and a file is opened all the same', async () => {
  const page = await openPage()
  await page.evaluate(async () => {
    for (const { name } of await indexedDB.databases()) if (name) indexedDB.deleteDatabase(name)
    await new Promise((resolve, reject) => {
      const opening = indexedDB.open('parley', 99)
      opening.onupgradeneeded = () => {
        for (const name of ['heads', 'contents', 'histories', 'what is to come'])
          opening.result.createObjectStore(name, { keyPath: 'id' })
      }
      opening.onerror = reject
      opening.onsuccess = () => {
        opening.result.close()
        resolve(null)
      }
    })
  })
  await page.reload()
  await shown(page, 'ZEO, December 2002')
  await drop(page, 'mine.yaml', zeo)
  await shown(page, 'Mine')

  await setSeed(page, '42')

  await page.getByText('A newer version of Parley has kept documents here').waitFor()
  await page.getByRole('button', { name: 'Save as .parley' }).waitFor()
  expect(await seedOf(page)).toBe('42')
  expect((await page.evaluate(() => indexedDB.databases())).map(({ version }) => version)).toEqual([99])
})
