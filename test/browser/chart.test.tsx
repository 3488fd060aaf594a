/// <reference path="../../ui/chart/virtual-charts.d.ts" />
/// <reference types="@vitest/browser-playwright" />

import '#ui/theme/tokens.css'
import { charts } from 'virtual:parley-charts'
import { createRoot, type Root } from 'react-dom/client'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { cdp, page, userEvent } from 'vitest/browser'
import { StateChart, type StateChartProps } from '#ui/chart/StateChart.tsx'

const oldClient = new Set([
  'handshake.dialling',
  'handshake.announcing',
  'handshake.open',
  'handshake.stalled',
  'handshake.closed',
  'queue.passing',
  'queue.shut',
])

const oldClientTakes = new Set([
  'handshake.dialling > handshake.announcing',
  'handshake.announcing > handshake.open',
  'handshake.announcing > handshake.stalled',
])

const stalled: StateChartProps = {
  chart: charts.connectionEnd,
  active: ['handshake.stalled', 'queue.passing'],
  reachable: oldClient,
  taken: (source, target) => oldClientTakes.has(`${source} > ${target}`),
  last: { source: 'handshake.announcing', target: 'handshake.stalled', label: 'receives Z201' },
  tone: (path) => (path === 'handshake.stalled' ? 'bad' : 'ink'),
}

let root: Root
let place: HTMLElement

beforeEach(() => {
  place = document.body.appendChild(document.createElement('div'))
  place.style.padding = '160px'
  root = createRoot(place)
})

afterEach(() => {
  root.unmount()
  place.remove()
})

async function show(props: StateChartProps) {
  root.render(<StateChart {...props} />)
  await expect.poll(() => place.querySelector('svg')).not.toBeNull()
}

const box = (path: string) => place.querySelector<SVGGElement>(`[data-path="${path}"]`)
const paths = (attribute: string) =>
  [...place.querySelectorAll(`[data-path][${attribute}]`)].map((each) => each.getAttribute('data-path'))
const arrows = () =>
  [...place.querySelectorAll('[data-arrow]')].map((each) => each.getAttribute('data-arrow'))

test('fills the active states in their tones', async () => {
  await show(stalled)
  expect(paths('data-active')).toEqual(['handshake.stalled', 'queue.passing'])
  expect(box('handshake.stalled')?.dataset.tone).toBe('bad')
  expect(box('queue.passing')?.dataset.tone).toBe('ink')
})

test('dashes what the release cannot reach, and draws no arrow there', async () => {
  await show(stalled)
  expect(paths('data-unreachable')).toEqual([
    'handshake.awaiting',
    'handshake.retrying',
    'handshake.rejected',
    'queue.holding',
    'queue.refusing',
    'queue.flushing',
  ])
  expect(arrows()).toEqual([
    'handshake.dialling > handshake.announcing',
    'handshake.announcing > handshake.open',
    'handshake.announcing > handshake.stalled',
    'handshake.* > handshake.closed',
    'queue.* > queue.shut',
  ])
})

test('draws only the arrows that the release takes, and all of them unless told', async () => {
  await show({ ...stalled, taken: (_, target) => target !== 'handshake.open' })
  expect(arrows()).not.toContain('handshake.announcing > handshake.open')
  await show({ ...stalled, taken: undefined })
  await expect.poll(arrows).toContain('handshake.announcing > handshake.announcing')
})

test('lights the last transition and says why it was taken', async () => {
  await show(stalled)
  const lit = place.querySelector<SVGGElement>('[data-last]')
  expect(lit?.dataset.last).toBe('handshake.announcing > handshake.stalled')
  expect([...(lit?.querySelectorAll('tspan') ?? [])].map((each) => each.textContent)).toEqual([
    'receives Z201',
    'not accepted: ignored',
  ])
  expect(paths('data-left')).toEqual(['handshake.announcing'])
})

test('takes the arrow from any state where there is no other', async () => {
  await show({
    ...stalled,
    active: ['handshake.closed', 'queue.shut'],
    last: { source: 'handshake.open', target: 'handshake.closed', label: 'closed' },
  })
  expect(place.querySelector<SVGGElement>('[data-last]')?.dataset.last).toBe('handshake.* > handshake.closed')
  expect(paths('data-left')).toEqual(['handshake.open'])
})

test('is an image that says where it is and how it came there', async () => {
  await show(stalled)
  await expect
    .element(page.getByRole('img'))
    .toHaveAccessibleName(
      /Now: handshake is stalled, queue is passing\. Last: announcing to stalled, receives Z201, not accepted: ignored\.$/,
    )
  expect(place.querySelector('[tabindex]')).toBeNull()
})

test('keeps the words about the last transition off every box', async () => {
  await show(stalled)
  const words = place.querySelector('[data-last] text')?.getBoundingClientRect()
  for (const each of place.querySelectorAll('[data-path] > rect:nth-of-type(2)')) {
    const rect = each.getBoundingClientRect()
    const isOff =
      !words ||
      words.right <= rect.left ||
      rect.right <= words.left ||
      words.bottom <= rect.top ||
      rect.bottom <= words.top
    expect(isOff).toBe(true)
  }
})

test('states are buttons where something happens on them', async () => {
  const onState = vi.fn()
  await show({ ...stalled, onState })
  await page.getByRole('button', { name: 'open', exact: true }).click()
  expect(onState).toHaveBeenLastCalledWith('handshake.open')
  box('queue.shut')?.focus()
  await userEvent.keyboard('{Enter}')
  expect(onState).toHaveBeenLastCalledWith('queue.shut')
  await userEvent.keyboard(' ')
  expect(onState).toHaveBeenCalledTimes(3)
  await expect.element(page.getByRole('button', { name: 'stalled, active' })).toBeInTheDocument()
  await expect.element(page.getByRole('button', { name: 'awaiting, out of reach' })).toBeInTheDocument()
})

test('focus on a state tells what it means and what it reacts to', async () => {
  await show({ ...stalled, onState: () => {} })
  await userEvent.tab()
  expect(document.activeElement).toBe(box('handshake.dialling'))
  await expect.element(page.getByRole('tooltip')).toHaveTextContent('The socket is not connected yet.')
  await expect
    .element(page.getByRole('tooltip'))
    .toHaveTextContent('connected if speaks at once → announcing')
})

test('hover on an arrow tells its event, its guard and its actions', async () => {
  await show(stalled)
  const arrow = place.querySelector('[data-arrow="handshake.dialling > handshake.announcing"]')
  arrow?.dispatchEvent(new PointerEvent('pointerover', { bubbles: true }))
  await expect.element(page.getByRole('tooltip')).toHaveTextContent('connected if speaks at once')
  await expect.element(page.getByRole('tooltip')).toHaveTextContent('does: send version')
})

test('stays still for those who ask for that', async () => {
  await show(stalled)
  const glow = () => getComputedStyle(place.querySelector('[data-last] > path') as Element).animationDuration
  expect(glow()).toBe('0.4s')
  await prefersReducedMotion('reduce')
  expect(glow()).toBe('0s')
  await prefersReducedMotion('')
})

async function prefersReducedMotion(value: string) {
  const features = [{ name: 'prefers-reduced-motion', value }]
  await cdp().send('Emulation.setEmulatedMedia', { features })
}
