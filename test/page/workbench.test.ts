/** What a person does with the workbench, in a real browser. */
import { readFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { digest } from '#sim/engine/digest.ts'
import { rolloutOf, simulate } from '#sim/run/run.ts'
import { parseScenario } from '#sim/scenario/parse/parse.ts'
import { digestOf, linkOf, openPage, phone, statuses } from './open.ts'

const file = 'scenarios/zeo-2002.yaml'

test('servers first goes wrong: the run stops there, and says who hangs and why', async () => {
  const page = await openPage()
  await page.keyboard.press('Space')
  await page.getByRole('button', { name: 'Play' }).waitFor({ timeout: 25_000 })

  const pill = page.locator('[data-pair][aria-pressed="true"]')
  expect(await pill.getAttribute('data-status')).toBe('half-open')
  const pair = (await pill.getAttribute('data-pair')) ?? ''
  const [client, server] = pair.split('-')
  const inspector = page.locator('#inspector')
  await expect.poll(() => inspector.innerText()).toContain(`${client} refused Z201 and never told ${server}.`)
  expect(await inspector.innerText()).toContain('Still in its handshake, nothing agreed')
  expect(await inspector.innerText()).toContain('Open at Z200')
  expect(await page.locator(`[data-below="${client}"]`).innerText()).toMatch(/register unanswered/)
})

test('clients moved to the front by keyboard: nothing breaks any more', async () => {
  const page = await openPage()
  const lane = page.locator('#order')
  await lane.getByText('unsafe at step 1').waitFor()
  for (const client of ['c1', 'c2', 'c3']) {
    await lane.getByRole('button', { name: `: ${client} to` }).focus()
    await page.keyboard.press('Alt+ArrowLeft')
    await page.keyboard.press('Alt+ArrowLeft')
  }
  await expect.poll(() => lane.innerText()).not.toContain('unsafe')

  await page.keyboard.press('Escape')
  await page.locator('body').click({ position: { x: 5, y: 5 } })
  await page.keyboard.press('End')
  expect(await statuses(page)).toEqual(
    ['c1-s1', 'c1-s2', 'c2-s1', 'c2-s2', 'c3-s1', 'c3-s2'].map((pair) => `${pair} open`),
  )
  await page.keyboard.press('Control+z')
  await expect.poll(() => lane.innerText()).toContain('unsafe')
})

test('the page computes the same run as the command line and a worker would', async () => {
  const parsed = parseScenario(readFileSync(file, 'utf8'), file)
  if (!parsed.ok) throw new Error('the shipped scenario does not hold')
  const { scenario } = parsed
  const run = simulate({
    scenario,
    seed: 42,
    interventions: rolloutOf(scenario),
    until: scenario.until,
  })
  const page = await openPage()
  await page.getByLabel('seed').fill('42')
  await page.keyboard.press('Enter')
  expect(await digestOf(page)).toBe(digest(run.trace))
})

test('a link shows the same run elsewhere, at the same time and with the same selection', async () => {
  const page = await openPage()
  await page.locator('[data-node="s2"]').click()
  for (let i = 0; i < 40; i++) await page.keyboard.press('ArrowRight')
  await page.getByRole('button', { name: 'Kill' }).click()
  await page.getByLabel('seed').fill('-3')
  await page.keyboard.press('Enter')
  const print = await digestOf(page)
  const clock = await page.locator('header b').first().innerText()
  const link = new URL(await linkOf(page))

  const other = await openPage(link.hash)
  expect(await digestOf(other)).toBe(print)
  expect(await other.locator('header b').first().innerText()).toBe(clock)
  expect(await other.locator('[data-node="s2"]').getAttribute('aria-pressed')).toBe('true')
  expect(await other.locator('[data-node="s2"]').getAttribute('data-state')).toBe('crashed')
})

test('a damaged or hostile link gives a message and nothing else', async () => {
  const bomb = gzipSync(Buffer.alloc(50_000_000)).toString('base64url')
  const links = [
    '#nonsense',
    '#%00%ff',
    `#${bomb}`,
    // Longer than any link. Playwright is told the address with every request: a much longer one takes it minutes.
    `#1${'A'.repeat(60_000)}`,
    '#<script>alert(1)</script>',
  ]
  for (const hash of links) {
    const page = await openPage(hash)
    await page.getByRole('heading', { name: 'This link cannot be opened' }).waitFor()
    expect(await page.locator('[data-pair]').count()).toBe(0)
  }
})

test('stepping goes back to the very states that it came from', async () => {
  const page = await openPage()
  const seen: string[] = []
  const look = async () =>
    `${await page.locator('header b').first().innerText()} ${(await statuses(page)).join()} ${await page.locator('#inspector').innerText()}`
  for (let i = 0; i < 30; i++) {
    seen.push(await look())
    await page.keyboard.press('ArrowRight')
  }
  for (const before of seen.toReversed()) {
    await page.keyboard.press('ArrowLeft')
    expect(await look()).toBe(before)
  }
})

test('a cut line holds messages up until it is healed', async () => {
  const page = await openPage()
  await page.locator('[data-pair="c1-s1"]').click()
  await page.getByRole('button', { name: 'Cut' }).click()
  await page.locator('body').click({ position: { x: 5, y: 5 } })
  for (let i = 0; i < 35; i++) await page.keyboard.press('ArrowRight')
  const pairs = await statuses(page)
  expect(pairs).toContain('c1-s1 handshake')
  expect(pairs).toContain('c1-s2 open')

  await page.getByRole('button', { name: 'Heal' }).click()
  await page.locator('body').click({ position: { x: 5, y: 5 } })
  // The servers are upgraded soon after: this is over before that.
  for (let i = 0; i < 30 && !(await statuses(page)).includes('c1-s1 open'); i++) {
    await page.keyboard.press('ArrowRight')
  }
  expect(await statuses(page)).toContain('c1-s1 open')
})

test('nothing is wider than a phone, and every view is there', async () => {
  const page = await openPage('', { viewport: phone, hasTouch: true })
  for (const view of ['Timeline', 'Order', 'Why']) {
    await page.getByRole('tab', { name: view }).first().click()
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(phone.width)
  }
})

test('what the run comes to is said once it has been watched to its end, in the word of the command', async () => {
  const page = await openPage()
  expect(await page.getByTestId('run-verdict').count()).toBe(0)
  await page.keyboard.press('End')
  await expect.poll(() => page.getByTestId('run-verdict').innerText()).toMatch(/unsafe$/)
  expect(await page.getByTestId('run-verdict').getAttribute('title')).toContain('does not accept Z201')
})

test('the list of keys opens at its key, closes at it from within, fits a low window, and leaves fields alone', async () => {
  const page = await openPage('', { viewport: { width: 780, height: 480 } })
  const list = page.getByRole('dialog')
  await page.keyboard.press('?')
  await list.waitFor()
  await list.getByText('this list').waitFor()
  const box = await list.boundingBox()
  expect((box?.y ?? 0) + (box?.height ?? 0)).toBeLessThanOrEqual(480)
  await list.getByRole('link').focus()
  await page.keyboard.press('?')
  await list.waitFor({ state: 'detached' })

  const share = page.getByRole('button', { name: 'Share this run' })
  await share.click()
  await page.getByLabel('Link to this run').press('?')
  expect(await list.innerText()).not.toContain('this list')
  await page.keyboard.press('Escape')
  await list.waitFor({ state: 'detached' })

  await page.getByRole('button', { name: 'Keys' }).click()
  await list.waitFor()
  await page.keyboard.press('Escape')
  await list.waitFor({ state: 'detached' })
})
