// The inspector in the built page: Parley's own viewer beside the workbench, in a real browser.
import type { FrameLocator, Page } from 'playwright'
import { describe, expect, test } from 'vitest'
import { historyOf } from '#sim/inspect/history.ts'
import { type Run, simulate, stateAfter } from '#sim/run/run.ts'
import { openSession, specOf } from '#ui/session/session.ts'
import { machinesIn } from '../sim/machines.ts'
import { zeo } from '../sim/zeo.ts'
import { desk, digestOf, linkOf, openPage, phone } from './open.ts'
import { expectAccessible } from './wcag.ts'

const run: Run = simulate(specOf(openSession(zeo)))
const broken = [...run.trace].find((event) => event.kind === 'attempt' && event.severity === 'error')
const stalled = broken?.kind === 'attempt' ? `end ${broken.connection} dialer` : ''

const viewerIn = (page: Page) => page.frameLocator('iframe[title="Inspector"]')

/** Opens the page with its inspector, and waits until that is told of the run. */
async function openInspector(): Promise<{ page: Page; viewer: FrameLocator }> {
  const page = await openPage('?inspect')
  const viewer = viewerIn(page)
  await viewer.getByRole('button', { name: 'node c1' }).waitFor()
  return { page, viewer }
}

const machine = (viewer: FrameLocator, id: string) => viewer.getByRole('main', { name: id, exact: true })

/** The state of the machine that is looked at. */
const stateIn = (viewer: FrameLocator, id: string) =>
  machine(viewer, id).getByTestId('state').getByRole('listitem')

/** Looks at a machine, which is found by its name. */
async function look(viewer: FrameLocator, id: string): Promise<void> {
  await viewer.getByRole('button', { name: id }).click()
  await machine(viewer, id).waitFor()
}

/** Chooses the event to send. */
async function choose(viewer: FrameLocator, id: string, type: string): Promise<void> {
  await machine(viewer, id)
    .getByRole('button', { name: /^Event:/ })
    .click()
  await viewer.getByRole('menuitemradio', { name: type, exact: true }).click()
}

/** What a machine is and has had at a moment of a run, as the viewer shows it. */
function expected(of: Run, id: string, moment: number) {
  const actor = machinesIn(stateAfter(of, moment)).get(id)
  const { records } = historyOf(of, id, moment, 100)
  const events = records.flatMap((record) => (record.kind === 'event' ? [record.event.type] : []))
  return { leaves: actor ? [...actor.table.leaves(actor.state)] : [], events: events.toReversed() }
}

/** Expects that the viewer shows a machine as it is at a moment. */
async function expectShown(viewer: FrameLocator, id: string, moment: number, of = run): Promise<void> {
  const { leaves, events } = expected(of, id, moment)
  await expect.poll(() => stateIn(viewer, id).allInnerTexts()).toEqual(leaves)
  const shown = () =>
    machine(viewer, id)
      .locator('[data-type]')
      .evaluateAll((items) => items.map((item) => item.getAttribute('data-type')))
  await expect.poll(shown).toEqual(events)
}

test('shows the machines of the run, and the chart, state, context and events of one', async () => {
  const { page, viewer } = await openInspector()
  await page.keyboard.press('End')

  const actors = machinesIn(stateAfter(run, run.moments))
  await viewer.getByText(`${actors.size} machines`, { exact: true }).waitFor()
  const names = await viewer.getByRole('navigation').locator('li span').allInnerTexts()
  expect(names.toSorted()).toEqual([...actors.keys()].toSorted())

  for (const id of ['node s1', 'connector c1-s1', 'rollout', [...actors.keys()].at(-1) ?? '']) {
    await look(viewer, id)
    await expectShown(viewer, id, run.moments)
    const { rules: _, ...context } = Object(
      actors.get(id)?.table.snapshot(actors.get(id)?.state ?? 0).context,
    )
    expect(JSON.parse((await machine(viewer, id).getByTestId('context').textContent()) ?? '')).toEqual(
      context,
    )
    const chart = machine(viewer, id)
      .getByRole('region', { name: 'Chart' })
      .locator('svg[aria-label]')
      .first()
    const { leaves } = expected(run, id, run.moments)
    for (const leaf of leaves)
      expect(await chart.getAttribute('aria-label')).toContain(leaf.slice(leaf.indexOf('.') + 1))
  }
})

test('follows the scrubber, one moment after the other and back', async () => {
  const { page, viewer } = await openInspector()
  const id = 'connector c1-s1'
  await look(viewer, id)
  await page.locator('#timeline').focus()

  for (let moment = 1; moment <= 24; moment++) {
    await page.keyboard.press('ArrowRight')
    await expectShown(viewer, id, moment)
  }
  for (let moment = 23; moment >= 12; moment--) {
    await page.keyboard.press('ArrowLeft')
    await expectShown(viewer, id, moment)
  }
  await page.keyboard.press('End')
  await expectShown(viewer, id, run.moments)
  await page.keyboard.press('Home')
  await expectShown(viewer, id, 0)
})

test('finds a machine that is stalled, by its state, and is found by what is selected', async () => {
  const { page, viewer } = await openInspector()
  await viewer.getByRole('slider', { name: 'Time' }).fill(String((broken?.at ?? 0) + 1))
  await viewer.getByLabel('Find machines').fill('stalled')

  await viewer.getByText(/^\d+ of \d+ machines$/).waitFor()
  await look(viewer, stalled)
  await expect.poll(() => stateIn(viewer, stalled).allInnerTexts()).toContain('handshake.stalled')
  await page.getByRole('button', { name: /^c2\b/ }).first().click()
  await machine(viewer, 'node c2').waitFor()
})

describe('an event that is sent', () => {
  test('changes the run from there on, is told, and is in the link', async () => {
    const { page, viewer } = await openInspector()
    const before = await digestOf(page)
    await viewer.getByRole('slider', { name: 'Time' }).fill(String((broken?.at ?? 0) + 1))
    await viewer.getByLabel('Find machines').fill('stalled')
    await look(viewer, stalled)

    await choose(viewer, stalled, 'close')
    await machine(viewer, stalled).getByRole('button', { name: 'Send', exact: true }).click()

    await expect
      .poll(() => stateIn(viewer, stalled).allInnerTexts())
      .toEqual(['handshake.closed', 'queue.shut'])
    const [, ends = ''] = /^end (.*)#/.exec(stalled) ?? []
    await page
      .locator('#timeline')
      .getByText(`${ends.replace('-', '–')}: close`)
      .waitFor()
    const after = await digestOf(page)
    expect(after).not.toBe(before)

    const link = new URL(await linkOf(page))
    expect(link.search).toBe('?inspect')
    const other = await openPage(link.hash)
    expect(await digestOf(other)).toBe(after)
    expect(await other.locator('iframe').count()).toBe(0)
  })

  test('with what has to be said with it', async () => {
    const { viewer } = await openInspector()
    await look(viewer, 'node c1')

    await choose(viewer, 'node c1', 'upgrade')
    await machine(viewer, 'node c1').getByLabel('to', { exact: true }).fill('ZODB-3.2')
    await machine(viewer, 'node c1').getByRole('button', { name: 'Send', exact: true }).click()

    await expect.poll(() => stateIn(viewer, 'node c1').allInnerTexts()).toEqual(['draining'])
  })

  test('is refused in words, and the run stays as it is', async () => {
    const { page, viewer } = await openInspector()
    const before = await digestOf(page)
    await look(viewer, 'node c1')

    await choose(viewer, 'node c1', 'upgrade')
    await machine(viewer, 'node c1').getByLabel('to', { exact: true }).fill('ZODB-9')
    await machine(viewer, 'node c1').getByRole('button', { name: 'Send', exact: true }).click()

    const alert = machine(viewer, 'node c1').getByRole('alert')
    await alert.waitFor()
    expect(await alert.innerText()).toBe(
      'upgrade was refused: unknown release of c1 “ZODB-9”, expected ZODB-3.1 or ZODB-3.2.',
    )
    expect(await digestOf(page)).toBe(before)
  })
})

test('goes to a window of its own, and back', async () => {
  const { page } = await openInspector()
  const opening = page.waitForEvent('popup')
  await page.getByRole('button', { name: 'Own window' }).click()
  const own = await opening

  await own.getByRole('button', { name: 'node s2' }).click()
  await page.keyboard.press('End')
  const { leaves } = expected(run, 'node s2', run.moments)
  await expect.poll(() => own.getByTestId('state').getByRole('listitem').allInnerTexts()).toEqual(leaves)
  expect(await page.locator('iframe').count()).toBe(0)

  await own.close()
  await viewerIn(page).getByRole('button', { name: 'node c1' }).waitFor()
})

test('a window of its own says so when the page that told of the run is closed', async () => {
  const { page } = await openInspector()
  const opening = page.waitForEvent('popup')
  await page.getByRole('button', { name: 'Own window' }).click()
  const own = await opening
  await own.getByRole('button', { name: 'node s2' }).waitFor()

  await page.close({ runBeforeUnload: false })

  await own.getByRole('alert').waitFor()
  expect(await own.getByRole('alert').innerText()).toContain('The run is gone')
})

test('closes, and leaves nothing in the address', async () => {
  const { page } = await openInspector()

  await page.getByRole('button', { name: 'Close the inspector' }).click()

  expect(await page.locator('iframe').count()).toBe(0)
  expect(new URL(page.url()).search).toBe('')
})

test('the list is walked with the arrows, from the words that filter it on', async () => {
  const { viewer } = await openInspector()
  const find = viewer.getByLabel('Find machines')
  await find.fill('connector c1')
  await viewer.getByText(/^2 of \d+ machines$/).waitFor()
  // The run says how many there are before each of the others has taken its leave. What is selected stays.
  const listed = () =>
    viewer.locator('[data-actor]').evaluateAll((rows) => rows.map((row) => row.getAttribute('data-actor')))
  await expect.poll(listed).toEqual(['end c1-s1#1 dialer', 'connector c1-s1', 'connector c1-s2'])

  await find.press('ArrowDown')
  await find.page().keyboard.press('ArrowDown')
  await find.page().keyboard.press('ArrowDown')
  await machine(viewer, 'connector c1-s2').waitFor()
  await find.page().keyboard.press('Home')
  await expect
    .poll(() => viewer.locator('[aria-current="true"]').getAttribute('data-actor'))
    .toBe('connector c1-s1')

  await find.fill('nobody')
  await viewer.getByText(/^No machine lets itself be found by nobody at this time/).waitFor()
  await viewer.getByRole('button', { name: 'Show all' }).click()
  await viewer.getByRole('button', { name: 'node c1' }).waitFor()
})

test('the workbench fits beside it, however wide it is made', async () => {
  const { page } = await openInspector()
  const edge = page.getByRole('separator', { name: 'Width of the inspector' })
  const isWhole = () => page.evaluate(() => document.body.scrollWidth <= document.body.clientWidth)
  expect(await isWhole()).toBe(true)

  await edge.focus()
  const before = (await page.locator('iframe').boundingBox())?.width ?? 0
  for (let press = 0; press < 12; press++) await page.keyboard.press('ArrowLeft')
  const after = (await page.locator('iframe').boundingBox())?.width ?? 0
  expect(after).toBeGreaterThan(before + 200)
  // It has become the one with tabs by then, which takes a frame after the last press.
  await page.getByRole('tablist', { name: 'Views' }).waitFor()
  await expect.poll(isWhole).toBe(true)

  await edge.dblclick()
  await expect.poll(async () => (await page.locator('iframe').boundingBox())?.width).toBe(before)
})

test('on a phone, machines and one machine stand on tabs', async () => {
  const page = await openPage('?inspect', { viewport: phone })
  const viewer = viewerIn(page)

  await viewer.getByRole('tab', { name: 'Machines' }).click()
  await look(viewer, 'node s1')

  expect(await viewer.getByRole('tab', { name: 'node s1' }).getAttribute('aria-selected')).toBe('true')
})

test.each(Object.entries({ desk, phone }))(
  'holds to WCAG 2.2 AA on a %s, in both themes',
  async (_, viewport) => {
    const page = await openPage('?inspect', { viewport })
    const viewer = viewerIn(page)
    await viewer.getByRole('slider', { name: 'Time' }).fill(String((broken?.at ?? 0) + 1))
    const tab = viewer.getByRole('tab', { name: 'Machines' })
    if (viewport === phone) await tab.click()
    await viewer.getByLabel('Find machines').fill('stalled')
    await viewer.getByText(/^3 of \d+ machines$/).waitFor()
    await expectAccessible(page)

    await look(viewer, stalled)
    await choose(viewer, stalled, 'version')
    await expectAccessible(page)
  },
)
