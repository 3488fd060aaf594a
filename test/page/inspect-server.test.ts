// The viewer as `parley run --inspect` serves it, in a real browser.
import { type ChildProcess, spawn } from 'node:child_process'
import { expect, onTestFinished, test } from 'vitest'
import { changedScenario, command, root } from '../cli/parley.ts'
import { openAddress } from './open.ts'

async function inspect(...words: string[]): Promise<{ child: ChildProcess; url: string }> {
  const options = { cwd: root }
  const child = spawn(process.execPath, [command, 'run', ...words, '--inspect', '--port', '0'], options)
  onTestFinished(() => void child.kill('SIGKILL'))
  let said = ''
  for await (const chunk of child.stdout.iterator({ destroyOnReturn: false })) {
    said += chunk
    if (said.includes('Ctrl-C')) break
  }
  return { child, url: /http:\S+inspect\.html\S*/.exec(said)?.[0] ?? '' }
}

test('a run of hundreds of connections can be inspected', async () => {
  const file = changedScenario(/^cluster: .*$/m, 'cluster: { client: 40 × ZODB-3.1, server: 10 × ZODB-3.1 }')
  const { url } = await inspect(file, '--until', '3 s')
  const page = await openAddress(url)
  await page.getByText(/^1,\d\d\d machines; 50 are told of$/).waitFor()

  await page.getByLabel('Find machines').fill('end c37-s3 dialer')
  await page.getByRole('button', { name: /^end c37-s3#\d+ dialer/ }).click()
  const machine = page.getByRole('main', { name: /^end c37-s3#\d+ dialer$/ })
  await machine.locator('[data-type]').first().waitFor()
  await page.getByRole('slider', { name: 'Time' }).fill('500')
  await machine.getByTestId('state').getByText('handshake.open').waitFor()

  await machine.getByRole('button', { name: /^Event:/ }).click()
  await page.getByRole('menuitemradio', { name: 'close', exact: true }).click()
  await machine.getByRole('button', { name: 'Send', exact: true }).click()

  await machine.getByTestId('state').getByText('handshake.closed').waitFor()
})

test('who comes later, or loads the page anew, is told what had happened', async () => {
  const { url } = await inspect('zeo-2002')
  const page = await openAddress(url)
  await page.getByRole('button', { name: 'rollout' }).click()
  const events = page.getByRole('main', { name: 'rollout' }).locator('[data-type]')
  await events.first().waitFor()
  const before = await events.count()

  await page.reload()

  await events.first().waitFor()
  await expect.poll(() => events.count()).toBe(before)
})

test('says so when the command has ended', async () => {
  const { child, url } = await inspect('zeo-2002')
  const page = await openAddress(url)
  await page.getByRole('button', { name: 'node c1' }).waitFor()
  await page.waitForLoadState('networkidle')

  child.kill('SIGINT')

  await page.getByRole('alert').waitFor()
  expect(await page.getByRole('alert').innerText()).toMatch(/^The run is gone\./)
})

test('a viewer that nobody opened says what to do', async () => {
  const { url } = await inspect('zeo-2002')

  const page = await openAddress(url.replace('?socket', ''))

  await page.getByRole('heading', { name: 'Nothing to inspect' }).waitFor()
})
