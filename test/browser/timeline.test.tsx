import { useState } from 'react'
import { flushSync } from 'react-dom'
import { createRoot, type Root } from 'react-dom/client'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { type Run, simulate } from '#sim/run/run.ts'
import { parseScenario } from '#sim/scenario/parse/parse.ts'
import { openSession, specOf } from '#ui/session/session.ts'
import { Timeline, type TimelineProps } from '#ui/timeline/Timeline.tsx'
import '#ui/theme/base.css'
import text from '../../scenarios/zeo-2002.yaml?raw'

const run = runZeo(text)
const big = runZeo(
  text.replace(/cluster: .*/, 'cluster: { client: 32 × ZODB-3.1, server: 8 × ZODB-3.1 }'),
  3_000,
)

function runZeo(yaml: string, until?: number): Run {
  const result = parseScenario(yaml, 'zeo-2002.yaml')
  if (!result.ok) throw new Error('the scenario does not hold')
  const spec = specOf(openSession(result.scenario))
  return simulate({ ...spec, until: until ?? spec.until })
}

/** When c1 has refused the version of s1, and waits for ever. */
const refusedAt =
  [...run.trace].find(
    (event) =>
      event.kind === 'transition' &&
      event.actor.startsWith('end c1-s1#') &&
      event.to.includes('handshake.stalled'),
  )?.at ?? Number.NaN

let root: Root
let host: HTMLElement
const on = { onSeek: vi.fn(), onSelect: vi.fn() }

beforeEach(async () => {
  await page.viewport(1440, 300)
  host = document.body.appendChild(document.createElement('div'))
  host.style.height = '268px'
  root = createRoot(host)
  for (const spy of Object.values(on)) spy.mockReset()
})

afterEach(() => {
  root.unmount()
  host.remove()
})

/** A timeline that goes where it is told, as in the workbench. */
function Kept(props: Partial<TimelineProps>) {
  const [time, setTime] = useState(props.time ?? 0)
  const [selection, setSelection] = useState(props.selection ?? null)
  return (
    <Timeline
      run={run}
      narration="c1 does not accept Z201."
      {...props}
      time={time}
      selection={selection}
      onSeek={(to) => {
        on.onSeek(to)
        setTime(to)
      }}
      onSelect={(picked) => {
        on.onSelect(picked)
        setSelection(picked)
      }}
    />
  )
}

async function show(props: Partial<TimelineProps> = {}) {
  flushSync(() => root.render(<Kept key={Math.random()} {...props} />))
  await expect.element(slider()).toBeVisible()
  // What zooms comes after what is seen, and leaves a mark.
  await expect.poll(plot).toHaveProperty('__zoom')
}

const slider = () => page.getByRole('slider', { name: 'Time' })
const now = () => Number(slider().element().getAttribute('aria-valuenow'))
const plot = () => host.querySelector('canvas')?.parentElement as HTMLElement
const centreOf = (element: Element) => {
  const { left, width } = element.getBoundingClientRect()
  return left + width / 2
}
/** The ticks in view, as milliseconds and pixels. */
const ticks = () =>
  [...host.querySelectorAll('span')]
    .filter((span) => /^\d+(\.\d+)? s$/.test(span.textContent ?? ''))
    .map((span) => ({ at: Number.parseFloat(span.textContent ?? '') * 1000, x: centreOf(span) }))
const scale = () => {
  const [first, second] = ticks()
  if (!first || !second) throw new Error('there are ticks')
  const perPixel = (second.at - first.at) / (second.x - first.x)
  return { perPixel, timeAt: (x: number) => first.at + (x - first.x) * perPixel }
}
const names = () => [...host.querySelectorAll('svg text')].map((label) => label.textContent)
const lanes = () =>
  [...host.querySelectorAll('button')]
    .filter((button) => /^[cs]\d+\d\.\d$/.test(button.textContent ?? ''))
    .map((button) => (button.textContent ?? '').slice(0, -3))

const pair = { kind: 'pair', id: 'c1-s1' } as const

describe('seeking', () => {
  test('dragging the handle moves time as far as the pointer moves on the axis', async () => {
    await show({ time: refusedAt + 20, selection: pair })
    const { perPixel } = scale()
    const handle = slider().element()
    const before = now()
    await userEvent.dragAndDrop(slider(), plot(), {
      sourcePosition: { x: 20, y: 9 },
      targetPosition: {
        x: handle.getBoundingClientRect().left + 20 - 300 - plot().getBoundingClientRect().left,
        y: 100,
      },
    })
    expect(now()).toBeCloseTo(before - 300 * perPixel, -0.5)
    expect(scale().perPixel).toBeCloseTo(perPixel)
  })

  test('a click on the ground seeks there, one on a message picks it', async () => {
    await show({ time: 100 })
    const { left, width } = plot().getBoundingClientRect()
    await userEvent.click(plot(), { position: { x: width - 40, y: 4 } })
    expect(on.onSeek).toHaveBeenCalledOnce()
    expect(now()).toBeCloseTo(scale().timeAt(left + width - 40), -0.5)
    expect(on.onSelect).not.toHaveBeenCalled()
    // The first message of all leaves c1 at time 0, on the first lane.
    const [tick] = ticks()
    const x = (tick?.x ?? 0) - (tick?.at ?? 0) / scale().perPixel - left
    await userEvent.click(plot(), { position: { x: x + 12, y: 24 } })
    expect(on.onSelect.mock.lastCall?.[0]).toMatchObject({ kind: 'event' })
    expect(on.onSeek).toHaveBeenCalledOnce()
  })

  test('the keys step by event, jump to what stands out, and go to either end', async () => {
    await show({ time: 0 })
    ;(slider().element() as HTMLElement).focus()
    const times = [...new Set([...run.trace].map(({ at }) => at))]
    await userEvent.keyboard('{ArrowRight}{ArrowRight}')
    expect(on.onSeek.mock.calls.flat()).toEqual(times.slice(1, 3))
    await userEvent.keyboard('{ArrowLeft}')
    expect(on.onSeek).toHaveBeenLastCalledWith(times[1])
    await userEvent.keyboard('{PageUp}')
    expect(now()).toBe(run.spec.scenario.upgrade.at)
    await userEvent.keyboard('{PageUp}')
    expect(on.onSeek.mock.lastCall?.[0]).toBeGreaterThan(refusedAt)
    await userEvent.keyboard('{End}')
    expect(now()).toBe(run.spec.until)
    await userEvent.keyboard('{Home}')
    expect(now()).toBe(0)
    await expect.element(slider()).toHaveAttribute('aria-valuetext', '0.000 s, c1 does not accept Z201.')
  })

  test('the owner may step in its own way', async () => {
    const onStep = vi.fn()
    await show({ onStep })
    ;(slider().element() as HTMLElement).focus()
    await userEvent.keyboard('{ArrowRight}{ArrowLeft}')
    expect(onStep.mock.calls.flat()).toEqual([1, -1])
    expect(on.onSeek).not.toHaveBeenCalled()
  })

  test('a failure in the strip of the whole run is a jump', async () => {
    await show({ time: 0 })
    await page.getByRole('button', { name: /Go to c.-s1 half-open/ }).click()
    expect(now() / 1000).toBeCloseTo(refusedAt / 1000, 1)
    // The view goes there, too.
    await expect.poll(() => ticks().some(({ at }) => Math.abs(at - refusedAt) < 60)).toBe(true)
  })
})

describe('the view', () => {
  test('the wheel zooms, and the time under the pointer stays there', async () => {
    await show({ time: refusedAt })
    const { left, top } = plot().getBoundingClientRect()
    const x = left + 400
    const before = { at: scale().timeAt(x), perPixel: scale().perPixel }
    plot().dispatchEvent(
      new WheelEvent('wheel', {
        deltaY: -400,
        clientX: x,
        clientY: top + 80,
        bubbles: true,
        cancelable: true,
      }),
    )
    await expect.poll(() => scale().perPixel).toBeLessThan(before.perPixel * 0.8)
    expect(Math.abs(scale().timeAt(x) - before.at)).toBeLessThan(before.perPixel * 2)
    expect(on.onSeek).not.toHaveBeenCalled()
  })

  test('dragging pans and does not seek', async () => {
    await show({ time: refusedAt })
    const before = scale()
    const { left } = plot().getBoundingClientRect()
    await userEvent.dragAndDrop(plot(), plot(), {
      sourcePosition: { x: 300, y: 170 },
      targetPosition: { x: 500, y: 170 },
    })
    expect(scale().perPixel).toBeCloseTo(before.perPixel)
    expect(scale().timeAt(left)).toBeCloseTo(before.timeAt(left) - 200 * before.perPixel, 0)
    expect(on.onSeek).not.toHaveBeenCalled()
  })

  test('dragging with shift zooms to what was drawn over', async () => {
    await show({ time: refusedAt })
    const { left } = plot().getBoundingClientRect()
    const before = scale()
    await userEvent.keyboard('{Shift>}')
    await userEvent.dragAndDrop(plot(), plot(), {
      sourcePosition: { x: 300, y: 170 },
      targetPosition: { x: 600, y: 170 },
    })
    await userEvent.keyboard('{/Shift}')
    const { width } = plot().getBoundingClientRect()
    await expect.poll(() => scale().perPixel).toBeCloseTo((before.perPixel * 300) / width, 2)
    const drawnFrom = before.timeAt(left + 300)
    await expect.poll(() => Math.abs(scale().timeAt(left) - drawnFrom)).toBeLessThan(before.perPixel * 3)
    expect(on.onSeek).not.toHaveBeenCalled()
  })

  test('the buttons and keys zoom, and Fit goes from the last handshake to the whole run', async () => {
    await show({ time: refusedAt })
    const before = scale().perPixel
    await page.getByRole('button', { name: 'Zoom in' }).click()
    await expect.poll(() => scale().perPixel).toBeCloseTo(before / 1.6, 3)
    await userEvent.keyboard('-')
    await expect.poll(() => scale().perPixel).toBeCloseTo(before, 3)
    await page.getByRole('button', { name: 'Fit' }).click()
    await expect.poll(() => scale().perPixel * plot().clientWidth).toBeGreaterThan(run.spec.until)
    await page.getByRole('button', { name: 'Fit' }).click()
    await expect.poll(() => scale().perPixel).toBeCloseTo(before, 3)
  })

  test('follows the scrubber when time passes, and comes to it when it jumps', async () => {
    const props = { run, narration: '', selection: null, ...on }
    const isShown = () => {
      const { left, right } = plot().getBoundingClientRect()
      const { timeAt } = scale()
      return timeAt(left) <= now() && now() <= timeAt(right)
    }
    root.render(<Timeline {...props} time={50} />)
    await expect.element(slider()).toBeVisible()
    for (let time = 50; time < 300; time += 10) {
      root.render(<Timeline {...props} time={time} />)
      // When it is drawn depends on how busy the machine is.
      await expect.poll(() => now() === time && isShown()).toBe(true)
    }
    const { perPixel } = scale()
    root.render(<Timeline {...props} time={30_000} />)
    await expect.poll(isShown).toBe(true)
    expect(scale().perPixel).toBeCloseTo(perPixel, 3)
  })
})

describe('pinning', () => {
  test('the two nodes of the selected pair are on top, apart, and their messages are named', async () => {
    await show({ time: refusedAt + 30 })
    expect(lanes()).toEqual(['c1', 'c2', 'c3', 's1', 's2'])
    expect(names()).toEqual([])
    await show({ time: refusedAt + 60, selection: { kind: 'pair', id: 'c2-s1' } })
    expect(lanes()).toEqual(['c2', 's1', 'c1', 'c3', 's2'])
    await expect.element(page.getByText('c2 and s1 pinned')).toBeVisible()
    expect(names()).toEqual(expect.arrayContaining(['dial', 'Z201', 'Z200']))
  })

  test('no two labels touch', async () => {
    for (const time of [60, 1_250, refusedAt + 20, refusedAt + 60, 17_560]) {
      await show({ time, selection: pair })
      const boxes = [...host.querySelectorAll('svg text')].map((label) => label.getBoundingClientRect())
      boxes.forEach((a, index) => {
        for (const b of boxes.slice(index + 1)) {
          const apart = a.right <= b.left || b.right <= a.left || a.bottom <= b.top || b.bottom <= a.top
          expect(apart).toBe(true)
        }
      })
    }
  })

  test('a click on a name pins its node alone', async () => {
    await show({ time: refusedAt })
    await page.getByRole('button', { name: 's2 3.1' }).click()
    expect(on.onSelect).toHaveBeenLastCalledWith({ kind: 'node', id: 's2' })
    await expect.poll(lanes).toEqual(['s2', 'c1', 'c2', 'c3', 's1'])
  })

  test('a call without an answer is a bar that counts up, and leads to the call', async () => {
    const bar = () => page.getByRole('button', { name: /^register has no answer for/ })
    await show({ time: refusedAt + 100, selection: pair })
    await expect.element(bar()).toHaveAccessibleName('register has no answer for 100 ms')
    await show({ time: refusedAt + 250, selection: pair })
    await expect.element(bar()).toHaveAccessibleName('register has no answer for 250 ms')
    await bar().click()
    const { id = -1 } = on.onSelect.mock.lastCall?.[0] ?? {}
    expect(run.trace.event(id)).toMatchObject({
      kind: 'call',
      name: 'register',
      status: 'made',
      at: refusedAt,
    })
    await show({ time: refusedAt - 1, selection: pair })
    expect(bar().query()).toBeNull()
  })

  test('what is not known yet is not told', async () => {
    await show({ time: 50, knownUntil: 50 })
    expect(page.getByRole('button', { name: /half-open/ }).query()).toBeNull()
    await show({ time: 50, knownUntil: run.spec.until })
    await expect.element(page.getByRole('button', { name: /Go to c.-s1 half-open/ })).toBeVisible()
  })
})

describe('many nodes', () => {
  test('are summed up in one row, which shows others when it is pressed', async () => {
    await show({ run: big, time: 60, selection: pair })
    const first = lanes()
    expect(first.slice(0, 2)).toEqual(['c1', 's1'])
    const more = page.getByRole('button', { name: /^\d+ more$/ })
    await expect.element(more).toHaveTextContent(`${40 - first.length} more`)
    await more.click()
    await expect.poll(lanes).not.toEqual(first)
    expect(lanes().slice(0, 2)).toEqual(['c1', 's1'])
  })

  test('leave the page quick: what moves with the scrubber is little', async () => {
    await show({ run: big, time: 40, selection: pair })
    expect(host.querySelectorAll('*').length).toBeLessThan(400)
  })
})

describe('a phone', () => {
  test('has the same diagram, narrower, with a handle that a finger finds', async () => {
    await page.viewport(375, 400)
    host.style.height = '300px'
    await show({ time: refusedAt + 20, selection: pair })
    expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(375)
    expect(lanes()).toEqual(['c1', 's1', 'c2', 'c3', 's2'])
    const { left, right } = slider().element().getBoundingClientRect()
    expect(left).toBeGreaterThanOrEqual(0)
    expect(right).toBeLessThanOrEqual(375)
  })
})
