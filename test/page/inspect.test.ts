// The inspector in the built page: Parley's own viewer beside the workbench, in a real browser.
import { AxeBuilder } from '@axe-core/playwright'
import type { FrameLocator, Page } from 'playwright'
import { describe, expect, test } from 'vitest'
import { historyOf } from '#sim/inspect/history.ts'
import { type Run, simulate, stateAfter } from '#sim/run.ts'
import { openSession, specOf } from '#ui/workbench/session.ts'
import { zeo } from '../sim/zeo.ts'
import { digestOf, linkOf, openPage } from './open.ts'

const run: Run = simulate(specOf(openSession(zeo)))
const broken = run.trace.find((event) => event.kind === 'attempt' && event.severity === 'error')
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

/** What a machine is and has had at a moment of a run, as the viewer shows it. */
function expected(of: Run, id: string, moment: number) {
  const actor = stateAfter(of, moment).actors.get(id)
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

  const { actors } = stateAfter(run, run.moments)
  await viewer.getByText(`${actors.size} machines`, { exact: true }).waitFor()
  const names = await viewer.getByRole('navigation').locator('li span').allInnerTexts()
  expect(names.toSorted()).toEqual([...actors.keys()].toSorted())

  for (const id of ['node s1', 'connector c1-s1', 'rollout', [...actors.keys()].at(-1) ?? '']) {
    await look(viewer, id)
    await expectShown(viewer, id, run.moments)
    const { rules: _, ...context } = Object(
      actors.get(id)?.table.snapshot(actors.get(id)?.state ?? 0).context,
    )
    expect(JSON.parse(await machine(viewer, id).getByTestId('context').innerText())).toEqual(context)
    const chart = machine(viewer, id).locator('svg[aria-label]').first()
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

  await viewer.getByText(/^\d+ of \d+ machines found$/).waitFor()
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

    await machine(viewer, stalled).getByLabel('Event', { exact: true }).selectOption('close')
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

    await machine(viewer, 'node c1').getByLabel('Event', { exact: true }).selectOption('upgrade')
    await machine(viewer, 'node c1').getByLabel('to', { exact: true }).fill('ZODB-3.2')
    await machine(viewer, 'node c1').getByRole('button', { name: 'Send', exact: true }).click()

    await expect.poll(() => stateIn(viewer, 'node c1').allInnerTexts()).toEqual(['draining'])
  })

  test('is refused in words, and the run stays as it is', async () => {
    const { page, viewer } = await openInspector()
    const before = await digestOf(page)
    await look(viewer, 'node c1')

    await machine(viewer, 'node c1').getByLabel('Event', { exact: true }).selectOption('upgrade')
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

test('closes, and leaves nothing in the address', async () => {
  const { page } = await openInspector()

  await page.getByRole('button', { name: 'Close the inspector' }).click()

  expect(await page.locator('iframe').count()).toBe(0)
  expect(new URL(page.url()).search).toBe('')
})

test('has nothing that axe objects to', async () => {
  const { page, viewer } = await openInspector()
  await look(viewer, 'connector c1-s1')

  const { violations } = await new AxeBuilder({ page })
    .include(['iframe[title="Inspector"]', 'body'])
    .analyze()

  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join()}`)).toEqual([])
})
