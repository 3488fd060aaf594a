import { createRoot, type Root } from 'react-dom/client'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { page } from 'vitest/browser'
import { matrix, type PairResult } from '#sim/rules/matrix.ts'
import type { Scenario } from '#sim/scenario/model.ts'
import { parseScenario } from '#sim/scenario/parse/parse.ts'
import { PairDetail } from '#ui/matrix/PairDetail.tsx'
import '#ui/theme/base.css'
import text from '../../scenarios/zeo-2002.yaml?raw'

const zeo = readZeo()
const results = matrix(zeo)
const resultOf = (dialer: string, acceptor: string) =>
  results.find((one) => one.dialer === dialer && one.acceptor === acceptor) as PairResult

function readZeo(): Scenario {
  const result = parseScenario(text, 'zeo-2002.yaml')
  if (!result.ok) throw new Error('the scenario does not hold')
  return result.scenario
}

let root: Root
let host: HTMLElement
const onRun = vi.fn()

beforeEach(async () => {
  await page.viewport(536, 900)
  host = document.body.appendChild(document.createElement('div'))
  root = createRoot(host)
  onRun.mockReset()
})

afterEach(() => {
  root.unmount()
  host.remove()
})

async function show(dialer: string, acceptor: string, whole = zeo, result?: PairResult) {
  const choice = { link: whole.links[0]?.name ?? '', dialer, acceptor }
  root.render(<PairDetail whole={whole} choice={choice} result={result} onRun={onRun} />)
  await expect.element(page.getByRole('heading', { level: 2 })).toBeVisible()
}

test('tells the handshake in words too, for those who do not see the chart', async () => {
  await show('ZODB-3.1', 'ZODB-3.2', zeo, resultOf('ZODB-3.1', 'ZODB-3.2'))
  const told = [...host.querySelectorAll('figure li')].map((line) => line.textContent)
  expect(told).toContain('The client receives Z201: does not accept Z201, stays in its handshake')
  expect(told.at(-2)).toBe('In the end the client believes: nothing agreed')
  await expect.element(page.getByText('All 3 end half-open.')).toBeVisible()
})

test('says that a pair is still being explored, and tells its handshake all the same', async () => {
  await show('ZODB-3.2', 'ZODB-3.2')
  await expect.element(page.getByText('being explored…')).toBeVisible()
  await expect.element(page.getByRole('figure')).toBeVisible()
})

test('says how many delivery orders end in what, where they do not agree', async () => {
  const result = resultOf('ZODB-3.2', 'ZODB-3.2')
  await show('ZODB-3.2', 'ZODB-3.2', zeo, {
    ...result,
    schedules: 1_200,
    outcomes: { open: 1_150, rejected: 50 },
  })
  await expect.element(page.getByText('50 of 1\u202f200 end rejected.')).toBeVisible()
})

test('names the source of an outcome that does not follow from the rules', async () => {
  const whole: Scenario = {
    ...zeo,
    sources: [...zeo.sources, { id: 'seen', text: 'Seen in a lab', url: null }],
  }
  const result = { ...resultOf('ZODB-3.2', 'ZODB-3.2'), sources: ['seen', 'negotiation'], exception: true }
  await show('ZODB-3.2', 'ZODB-3.2', whole, result)
  await expect.element(page.getByText('Seen in a lab')).toBeVisible()
  await expect.element(page.getByText('This outcome was seen.')).toBeVisible()
})

test('tells two ends of one role apart', async () => {
  const complain = vi.spyOn(console, 'error')
  const [servers] = zeo.roles.filter(({ name }) => name === 'server')
  if (!servers) throw new Error('there are no servers')
  const whole: Scenario = {
    ...zeo,
    roles: [servers],
    links: zeo.links.map((link) => ({ ...link, dialer: 'server' })),
  }
  const [result] = matrix(whole).filter(({ outcome }) => outcome === 'half-open')
  if (!result) throw new Error('no pair is half-open')
  await show(result.dialer, result.acceptor, whole, result)
  await expect.element(page.getByText(/the (dialing|accepting) server refuses/)).toBeVisible()
  expect(complain).not.toHaveBeenCalled()
})

test('nothing of the chart stands over, however narrow it is', async () => {
  await page.viewport(375, 900)
  await show('ZODB-3.1', 'ZODB-3.2', zeo, resultOf('ZODB-3.1', 'ZODB-3.2'))
  const chart = host.querySelector('figure > div')?.getBoundingClientRect()
  for (const part of host.querySelectorAll('figure text, figure > div span')) {
    const { left, right } = part.getBoundingClientRect()
    expect(left, part.textContent ?? '').toBeGreaterThanOrEqual((chart?.left ?? 0) - 1)
    expect(right, part.textContent ?? '').toBeLessThanOrEqual((chart?.right ?? 0) + 1)
  }
})

test('shows what is remarked on the calls and on an exception, with its source', async () => {
  const [link] = zeo.links
  const [register, ...others] = zeo.calls
  if (link === undefined || register === undefined) throw new Error('the scenario has no link or no call')
  const noted: Scenario = {
    ...zeo,
    calls: [{ ...register, source: 'negotiation', note: 'the first of all calls' }, ...others],
    exceptions: [
      {
        link: link.name,
        dialer: 'ZODB-3.1',
        acceptor: 'ZODB-3.1',
        outcome: 'stalled',
        negotiated: null,
        reason: 'seen',
        source: null,
        note: 'only once',
      },
    ],
  }
  await show('ZODB-3.1', 'ZODB-3.1', noted, matrix(noted)[0])
  await expect.element(page.getByText('the first of all calls')).toBeVisible()
  await expect.element(page.getByText(/negotiation|Guido van Rossum/)).toBeVisible()
  await expect.element(page.getByText('only once')).toBeVisible()
})
