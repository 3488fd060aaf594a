// Stately's inspector and the built page, in a real browser. A page with that package's receiver stands in for stately.ai.
import type { BrowserContext, Page } from 'playwright'
import { build, type Rollup } from 'vite'
import { beforeAll, expect, test } from 'vitest'
import { type Run, simulate, stateAfter } from '#sim/run/run.ts'
import { openSession, specOf } from '#ui/session/session.ts'
import { machinesIn } from '../sim/machines.ts'
import { zeo } from '../sim/zeo.ts'
import { openPage } from './open.ts'
import { drop, zeo as mine, shown } from './own.ts'

const run: Run = simulate(specOf(openSession(zeo)))

let script = ''

beforeAll(async () => {
  const built = await build({
    configFile: false,
    logLevel: 'silent',
    build: {
      write: false,
      lib: { entry: 'test/page/receiver.ts', formats: ['iife'], name: 'receiver' },
    },
  })
  const [{ output }] = built as Rollup.RolldownOutput[] as [Rollup.RolldownOutput]
  script = output[0].code
})

/** Puts the page in the place of stately.ai, and gives the addresses that were asked for there. */
async function standIn(context: BrowserContext): Promise<string[]> {
  const asked: string[] = []
  await context.route('https://stately.ai/**', async (route) => {
    asked.push(route.request().url())
    const body = `<!doctype html><meta charset="utf-8"><body><script type="module">${script}</script>`
    await route.fulfill({ contentType: 'text/html', body })
  })
  return asked
}

interface Told {
  readonly type: string
  readonly name?: string
  readonly sessionId: string
  readonly snapshot?: { readonly status: string; readonly value: unknown }
}

const toldTo = (inspector: Page) => inspector.evaluate(() => (window as unknown as { told: Told[] }).told)

/** The last that was told of every machine that is there. */
async function statesIn(inspector: Page): Promise<Record<string, unknown>> {
  const last = new Map<string, Told['snapshot']>()
  for (const { sessionId, snapshot } of await toldTo(inspector))
    if (snapshot) last.set(sessionId.slice(2), snapshot)
  last.delete('run')
  const there = [...last].filter(([, snapshot]) => snapshot?.status === 'active')
  return Object.fromEntries(there.map(([id, snapshot]) => [id, snapshot?.value]))
}

const statesAfter = (moment: number) =>
  Object.fromEntries(
    Array.from(machinesIn(stateAfter(run, moment)), ([id, { table, state }]) => [
      id,
      table.snapshot(state).value,
    ]),
  )

test('is opened by a click, and sees the machines at the scrubber', async () => {
  const page = await openPage('?inspect=stately')
  const asked = await standIn(page.context())
  await page.getByText('Stately’s inspector is a page of stately.ai.').waitFor()
  expect(asked).toEqual([])

  const opening = page.waitForEvent('popup')
  await page.getByRole('button', { name: 'Open Stately’s inspector' }).click()
  const inspector = await opening

  await page.getByText('Stately’s inspector is told of this run').waitFor()
  expect(inspector.url()).toBe('https://stately.ai/inspect')
  await expect.poll(() => statesIn(inspector), { timeout: 25_000 }).toEqual(statesAfter(0))
  await page.locator('#timeline').focus()
  await page.keyboard.press('End')
  await expect.poll(() => statesIn(inspector), { timeout: 25_000 }).toEqual(statesAfter(run.moments))
  await page.keyboard.press('Home')
  await expect.poll(() => statesIn(inspector), { timeout: 25_000 }).toEqual(statesAfter(0))
  await inspector.reload()
  // The package tells it when the browser has time, which it seldom has for a page that is behind another one.
  await page.bringToFront()
  await expect.poll(() => statesIn(inspector), { timeout: 25_000 }).toEqual(statesAfter(0))
})

test('with a scenario of one’s own it says what goes there first, each time, and nothing goes unasked', async () => {
  const page = await openPage()
  const asked = await standIn(page.context())
  await drop(page, 'mine.yaml', mine)
  await shown(page, 'Mine')
  await page.goto(page.url().replace('#', '?inspect=stately#'))
  const says = page.getByText('mine.yaml is yours. What goes to stately.ai of it are the names of')
  await says.waitFor()
  expect(asked).toEqual([])
  await Promise.all([
    page.waitForEvent('popup'),
    page.getByRole('button', { name: 'Send it to stately.ai' }).click(),
  ])

  await page.reload()

  await says.waitFor()
  await page.getByRole('button', { name: 'Send it to stately.ai' }).waitFor()
})

test('without a network says so, and leaves no window behind', async () => {
  const page = await openPage('?inspect=stately')
  const button = page.getByRole('button', { name: 'Open Stately’s inspector' })
  await button.waitFor()
  // The rest of the page comes once there is time: these are the last of it.
  await page.waitForFunction(() => {
    const loaded = performance.getEntriesByType('resource').map(({ name }) => name)
    return ['ShareCard', 'SourceTab', 'MatrixMode', 'link-to'].every((part) =>
      loaded.some((name) => name.includes(part) && name.endsWith('.js')),
    )
  })
  await page.context().setOffline(true)

  await button.click()

  const alert = page.getByRole('alert')
  await alert.waitFor()
  expect(await alert.innerText()).toMatch(/^stately\.ai cannot be reached from here/)
  await expect.poll(() => page.context().pages().length).toBe(1)
})

test('leads back to the viewer that needs no network', async () => {
  const page = await openPage('?inspect=stately')

  await page.getByRole('button', { name: 'Parley’s own' }).click()

  await page.frameLocator('iframe[title="Inspector"]').getByRole('button', { name: 'node c1' }).waitFor()
  expect(new URL(page.url()).search).toBe('?inspect')
})
