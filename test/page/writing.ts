/** Scenarios that are written in the page. */
import type { Page } from 'playwright'
import { openPage } from './open.ts'

export const textOf = (page: Page) => page.getByRole('textbox', { name: 'Text of the scenario' })

/** Opens a story to be written in. */
export async function edit(): Promise<Page> {
  const page = await openPage()
  await page.keyboard.press('e')
  await textOf(page).waitFor()
  return page
}

/** Puts the cursor at the end of the line that has this text. */
export async function goTo(page: Page, line: string): Promise<void> {
  await page.locator('.cm-line').filter({ hasText: line }).first().click()
  await page.keyboard.press('End')
}

/** All texts that the browser keeps. */
export const keptTexts = (page: Page): Promise<string> =>
  page.evaluate(async () => {
    // To open what is not there would make it.
    if (!(await indexedDB.databases()).some(({ name }) => name === 'parley')) return ''
    return new Promise<string>((resolve, reject) => {
      const opening = indexedDB.open('parley')
      opening.onerror = reject
      opening.onsuccess = () => {
        const asked = opening.result.transaction('contents').objectStore('contents').getAll()
        asked.onerror = reject
        asked.onsuccess = () => {
          opening.result.close()
          resolve(asked.result.flatMap(({ text, draft }) => [text, draft]).join('\n'))
        }
      }
    })
  })
