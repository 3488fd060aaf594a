// The built page asks for nothing that a strict content security policy forbids.

import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { extname } from 'node:path'
import { chromium } from 'playwright'
import { expect, test } from 'vitest'
import { launchOptions } from '#tools/chromium.js'

const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self'",
  "worker-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
].join('; ')

const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
}

/** Serves dist/ui from a folder, not from the root, since the page must work there too. */
const server = createServer(async ({ url = '' }, response) => {
  const path = new URL(url, 'http://localhost').pathname.replace('/some/folder/', '') || 'index.html'
  try {
    const body = await readFile(new URL(`../../dist/ui/${path}`, import.meta.url))
    response.setHeader('content-security-policy', policy)
    response.setHeader('content-type', types[extname(path)] ?? 'application/octet-stream')
    response.end(body)
  } catch {
    response.writeHead(404).end()
  }
})

test('opens under a strict policy, without a complaint on the console', async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const browser = await chromium.launch(launchOptions())
  try {
    const page = await browser.newPage()
    const complaints: string[] = []
    page.on('console', (message) => {
      if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text())
    })
    page.on('pageerror', (error) => complaints.push(String(error)))
    page.on('requestfailed', (request) => complaints.push(`${request.url()} failed`))
    page.on('response', (response) => {
      if (!response.ok()) complaints.push(`${response.url()} ${response.status()}`)
    })

    await page.goto(`http://127.0.0.1:${port}/some/folder/`, { waitUntil: 'networkidle' })

    expect(await page.title()).toContain('Parley')
    expect(await page.locator('#root').innerText()).not.toBe('')
    expect(complaints).toEqual([])

    // The editor, its completion and search, and every menu.
    const violations: string[] = []
    await page.exposeFunction('violated', (what: string) => violations.push(what))
    await page.evaluate(() => {
      const told = window as unknown as { violated: (what: string) => void }
      addEventListener('securitypolicyviolation', ({ violatedDirective }) => told.violated(violatedDirective))
    })
    for (const name of [/^Scenario: /, /^Speed/, /^Keys/, /^Share/]) {
      await page.getByRole('button', { name }).first().click()
      await page.locator('[role="menu"], [role="dialog"], dialog[open]').first().waitFor()
      await page.keyboard.press('Escape')
    }
    await page.getByRole('button', { name: 'Edit' }).click()
    await page.locator('.cm-line').filter({ hasText: 'answers: lower' }).click()
    await page.keyboard.press('End')
    await page.keyboard.press('Control+Space')
    await page.getByRole('listbox').waitFor()
    await page.keyboard.press('Escape')
    await page.keyboard.press('Backspace')
    await page.locator('.cm-faultBlock').waitFor()
    await page.keyboard.press('Control+f')
    await page.locator('.cm-search').waitFor()
    expect(await page.locator('.cm-content').evaluate((text) => getComputedStyle(text).whiteSpace)).not.toBe(
      'normal',
    )
    expect(violations).toEqual([])
    expect(complaints).toEqual([])
  } finally {
    await browser.close()
    server.close()
  }
})
