/** The built page, served as `parley serve` serves it, in a real browser. */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright'
import { expect, onTestFinished } from 'vitest'
import { pageFrom } from '#cli/serve.ts'
import { launchOptions } from '#tools/chromium.js'

/** The browser and the address of the page, for all tests of a worker. */
let opened: Promise<{ readonly browser: Browser; readonly address: string }> | null = null

const open = () => {
  opened ??= start()
  return opened
}

async function start() {
  const server = createServer(pageFrom('dist/ui'))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
  return { browser: await chromium.launch(launchOptions()), address }
}

export const desk = { width: 1440, height: 900 }
export const phone = { width: 375, height: 812 }

/** Opens the page. A complaint on its console fails the test. */
export async function openPage(hash = '', options: BrowserContextOptions = {}): Promise<Page> {
  const { address } = await open()
  return openAddress(address + hash, options)
}

/** Opens a page of Parley that is served elsewhere. A complaint on its console fails the test. */
export async function openAddress(url: string, options: BrowserContextOptions = {}): Promise<Page> {
  const key = JSON.stringify(options)
  const tab = left.get(key)?.pop() ?? (await newTab(options))
  onTestFinished(async ({ task }) => {
    if (task.result?.state !== 'fail' && (await leave(tab.page)))
      left.set(key, [...(left.get(key) ?? []), tab])
    else await tab.page.context().close()
    expect(tab.complaints.splice(0)).toEqual([])
  })
  await go(tab.page, url)
  return tab.page
}

/** Opens a second tab of the same browser at the address of the first. What it says on its console is its own business. */
export async function openBeside(first: Page): Promise<Page> {
  const page = await first.context().newPage()
  onTestFinished(() => page.close())
  await go(page, first.url())
  return page
}

/** Loads an address, until there is something that listens. */
async function go(page: Page, url: string): Promise<void> {
  await page.goto(url)
  // An inspector on a phone hides it.
  await page.locator('#root > :is(div, main)').first().waitFor({ state: 'attached' })
}

interface Tab {
  readonly page: Page
  readonly complaints: string[]
}

/** Tabs that a test has done with, by their options: to load a page into one takes half of what a new one takes. */
const left = new Map<string, Tab[]>()

async function newTab(options: BrowserContextOptions): Promise<Tab> {
  const { browser } = await open()
  const context = await browser.newContext({ viewport: desk, reducedMotion: 'reduce', ...options })
  const page = await context.newPage()
  const complaints: string[] = []
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text())
  })
  page.on('pageerror', (error) => complaints.push(String(error)))
  return { page, complaints }
}

/** Leaves a page so that nothing of it is left for the next one. Whether that could be done. */
async function leave(page: Page): Promise<boolean> {
  const context = page.context()
  if (page.isClosed() || context.pages().length > 1) return false
  await page.evaluate(async () => {
    localStorage.clear()
    sessionStorage.clear()
    for (const { name } of await indexedDB.databases()) if (name) indexedDB.deleteDatabase(name)
  })
  for (const each of [page, context]) await each.unrouteAll({ behavior: 'ignoreErrors' })
  await context.setOffline(false)
  await page.mouse.move(0, 0)
  await page.goto('about:blank')
  return true
}

/** The digest of the run that the page shows. */
export async function digestOf(page: Page): Promise<string> {
  await page.getByRole('button', { name: 'Share this run' }).click()
  const digest = await page.getByTestId('digest').innerText()
  await page.keyboard.press('Escape')
  return digest
}

/** The link that the page gives to be shared. */
export async function linkOf(page: Page): Promise<string> {
  await page.getByRole('button', { name: 'Share this run' }).click()
  const link = await page.getByLabel('Link to this run').inputValue()
  await page.keyboard.press('Escape')
  return link
}

/** How the pairs stand, such as `c1-s1 half-open`. */
export async function statuses(page: Page): Promise<string[]> {
  return page
    .locator('[data-pair][data-status]')
    .evaluateAll((pills) =>
      pills.map((pill) => `${pill.getAttribute('data-pair')} ${pill.getAttribute('data-status')}`),
    )
}
