/** Scenarios of one's own in the page: served, brought, and what the browser keeps of them. */
import { readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import type { Page } from 'playwright'
import { onTestFinished } from 'vitest'
import { pageFrom } from '#cli/serve.ts'
import { serveFiles } from '#cli/served-files.ts'
import { temporaryFolder } from '../cli/parley.ts'

export const zeo = readFileSync('scenarios/zeo-2002.yaml', 'utf8').replace(
  'title: ZEO, December 2002',
  'title: Mine',
)

/** A file with this text, and the address at which it is open in the page. */
export async function serve(text: string): Promise<{ readonly path: string; readonly address: string }> {
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

/** Opens the list of what there is. */
export async function openPicker(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Scenario: ' }).click()
  await page.getByRole('region', { name: 'Wire protocols' }).waitFor()
}

/** Opens a scenario of the list. */
export async function pick(page: Page, title: RegExp | string): Promise<void> {
  await openPicker(page)
  await page.getByRole('dialog', { name: 'Scenarios' }).getByRole('button', { name: title }).first().click()
}

/** Opens a file by way of the list. */
export async function bring(page: Page, name: string, text: string): Promise<void> {
  await openPicker(page)
  const asked = page.waitForEvent('filechooser')
  await page.getByRole('button', { name: 'Open a file' }).click()
  await (await asked).setFiles({ name, mimeType: 'text/yaml', buffer: Buffer.from(text) })
}

/** Drops a file on the page. */
export function drop(page: Page, name: string, content: string | readonly number[]): Promise<void> {
  return page.evaluate(
    ([file, all]) => {
      const dataTransfer = new DataTransfer()
      dataTransfer.items.add(new File([typeof all === 'string' ? all : new Uint8Array(all)], file))
      window.dispatchEvent(new DragEvent('drop', { dataTransfer, cancelable: true }))
    },
    [name, content] as const,
  )
}

/** Waits until a scenario is shown. */
export const shown = (page: Page, title: string) =>
  page.getByRole('button', { name: `Scenario: ${title}`, exact: true }).waitFor()

/** Types a seed: a change of the document. */
export async function setSeed(page: Page, seed: string): Promise<void> {
  await page.getByLabel('seed').fill(seed)
  await page.keyboard.press('Enter')
}

export const seedOf = (page: Page) => page.getByLabel('seed').inputValue()

/** The seeds in all histories that the browser keeps. */
export function keptSeeds(page: Page): Promise<number[]> {
  return page.evaluate(async () => {
    // To open what is not there would make it.
    if (!(await indexedDB.databases()).some(({ name }) => name === 'parley')) return []
    return new Promise<number[]>((resolve, reject) => {
      const opening = indexedDB.open('parley')
      opening.onerror = reject
      opening.onsuccess = () => {
        const asked = opening.result.transaction('histories').objectStore('histories').getAll()
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
    })
  })
}

/** What the browser saves when something is done: its name and its text. */
export async function saved(page: Page, act: () => Promise<void>): Promise<{ name: string; text: string }> {
  const asked = page.waitForEvent('download')
  await act()
  const download = await asked
  const parts: Buffer[] = []
  for await (const part of await download.createReadStream()) parts.push(part as Buffer)
  return { name: download.suggestedFilename(), text: Buffer.concat(parts).toString() }
}
