/** Lattices of every size, on their own. */
import { createRoot, type Root } from 'react-dom/client'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import type { Lattice as Model } from '#sim/plan/model.ts'
import type { Scenario } from '#sim/scenario/model.ts'
import { parseScenario } from '#sim/scenario/parse/parse.ts'
import { Lattice } from '#ui/plan/lattice/Lattice.tsx'
import '#ui/theme/base.css'
import text from '../../scenarios/zeo-2002.yaml?raw'
import { latticeOf, zeoLattice } from '../ui/plan-fixtures.ts'

const zeo = readZeo()

function readZeo(): Scenario {
  const result = parseScenario(text, 'zeo-2002.yaml')
  if (!result.ok) throw new Error('the scenario does not hold')
  return result.scenario
}

/** The rule of ZEO 2002 for so many clients and servers, and the scenario that they are of. */
function many(clients: number, servers: number): { lattice: Model; scenario: Scenario } {
  const named = (letter: string, number: number) =>
    Array.from({ length: number }, (_, i) => `${letter}${i + 1}`)
  const [c, s] = [named('c', clients), named('s', servers)]
  const places = ['ZODB-3.1', 'ZODB-3.2']
  const lattice = latticeOf(
    [
      { role: 'client', members: c, places },
      { role: 'server', members: s, places },
    ],
    ([client = [], server = []]) => ({ 'half-open': (client[0] ?? 0) * (server[1] ?? 0), open: 1 }),
  )
  const node = (role: string) => (id: string) => ({ id, role, release: 'ZODB-3.1' })
  const steps = [...c, ...s].map((id) => ({ node: id, to: 'ZODB-3.2' }))
  const nodes = [...c.map(node('client')), ...s.map(node('server'))]
  return { lattice, scenario: { ...zeo, nodes, upgrade: { ...zeo.upgrade, steps } } }
}

let root: Root
let host: HTMLElement
const onGo = vi.fn()

beforeEach(async () => {
  await page.viewport(1100, 640)
  onGo.mockReset()
  host = document.body.appendChild(document.createElement('div'))
  host.style.cssText = 'display: flex; height: 600px; overflow: auto'
  host.dataset.scroller = ''
  root = createRoot(host)
})

afterEach(() => {
  root.unmount()
  host.remove()
})

async function show(lattice: Model, scenario = zeo, isPhone = false) {
  root.render(
    <Lattice
      scenario={scenario}
      lattice={lattice}
      order={scenario.upgrade.steps}
      isYours
      here={lattice.start}
      onGo={onGo}
      isPhone={isPhone}
    />,
  )
  await expect.element(page.getByRole('heading', { name: 'Mixed states' })).toBeVisible()
}

const cells = () => [...host.querySelectorAll<HTMLElement>('[role="gridcell"]')]
const kinds = () => new Set(cells().map(({ dataset }) => dataset.kind))

describe('cells', () => {
  test.each([
    [3, 2, 'full'],
    [7, 4, 'medium'],
    [12, 5, 'small'],
    [18, 12, 'mini'],
    [25, 15, 'tiny'],
  ])('of %i clients and %i servers are %s, and none covers another', async (clients, servers, kind) => {
    const { lattice, scenario } = many(clients, servers)
    await show(lattice, scenario)
    expect([...kinds()]).toEqual([kind])
    const boxes = cells().map((each) => each.getBoundingClientRect())
    expect(new Set(boxes.map(({ left, top }) => `${left} ${top}`)).size).toBe(lattice.states.length)
    const [first] = boxes
    for (const { left, top } of boxes) {
      if (first === undefined || (left === first.left && top === first.top)) continue
      expect(left >= first.right || top >= first.bottom).toBe(true)
    }
  })

  test('say in their place in the grid where they are for those who listen', async () => {
    await show(zeoLattice)
    const grid = host.querySelector('[role="grid"]')
    expect(grid?.getAttribute('aria-colcount')).toBe('4')
    expect([...host.querySelectorAll('[role="row"]')].map(({ children }) => children.length)).toEqual([
      4, 4, 4,
    ])
    expect(cells().map((each) => each.getAttribute('aria-colindex'))).toEqual([...'123412341234'])
  })

  test('that are dead are hatched, and those of safe orders are lit', async () => {
    await show(zeoLattice)
    const dead = cells().filter(({ dataset }) => dataset.verdict === 'unsafe')
    expect(dead).toHaveLength(6)
    for (const each of dead)
      expect(getComputedStyle(each).backgroundImage).toContain('repeating-linear-gradient')
    expect(cells().filter(({ dataset }) => dataset.alive === 'true')).toHaveLength(6)
  })

  test('stand in layers where more than two kinds of units move', async () => {
    const three = latticeOf([
      { role: 'client', members: ['c1', 'c2'], places: ['a', 'b'] },
      { role: 'server', members: ['s1'], places: ['a', 'b'] },
      { role: 'fcv', members: ['fcv'], places: ['6.0', '7.0'] },
    ])
    await show(three, { ...zeo, upgrade: { ...zeo.upgrade, steps: [] } })
    const left = (key: string) =>
      host.querySelector(`[data-state-key='${key}']`)?.getBoundingClientRect().left ?? 0
    const byRank = [0, 1, 2, 3, 4].map((rank) => [
      ...new Set(three.states.filter((state) => state.rank === rank).map(({ key }) => left(key))),
    ])
    expect(byRank.map(({ length }) => length)).toEqual([1, 1, 1, 1, 1])
    const order = byRank.map(([x = 0]) => x)
    expect(order).toEqual(order.toSorted((a, b) => a - b))
  })

  test('on a phone go down, and fit', async () => {
    await page.viewport(375, 812)
    await show(zeoLattice, zeo, true)
    for (const each of cells()) expect(each.getBoundingClientRect().right).toBeLessThanOrEqual(375)
    const tops = new Set(cells().map((each) => each.getBoundingClientRect().top))
    expect(tops.size).toBe(4)
  })
})

describe('a picture', () => {
  const picture = () => page.getByRole('application')
  const canvas = () => host.querySelector('canvas') as HTMLCanvasElement
  /** How many points of the picture have this colour. */
  const count = (token: string) => {
    const colour = getComputedStyle(document.documentElement).getPropertyValue(token).trim()
    const [red, green, blue] = [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16))
    const { data } = canvas().getContext('2d')?.getImageData(0, 0, canvas().width, canvas().height) ?? {}
    let found = 0
    for (let i = 0; data && i < data.length; i += 4) {
      if (data[i] === red && data[i + 1] === green && data[i + 2] === blue) found++
    }
    return found
  }

  test('is what thousands of states are, with the corridor and the dead ones told apart', async () => {
    const { lattice, scenario } = many(60, 59)
    await show(lattice, scenario)
    await expect.element(picture()).toHaveAccessibleName(/^Mixed states, 3660 of them/)
    await expect.poll(() => count('--accent')).toBeGreaterThan(500)
    expect(count('--bad-soft')).toBeGreaterThan(50_000)
  })

  test('is zoomed into by keys, buttons and the wheel, and shown whole again', async () => {
    const { lattice, scenario } = many(60, 59)
    await show(lattice, scenario)
    await expect.poll(() => count('--accent')).toBeGreaterThan(0)
    const before = count('--accent')
    await page.getByRole('button', { name: 'Zoom in' }).click()
    await expect.poll(() => count('--accent')).not.toBe(before)
    await page.getByRole('button', { name: 'Fit' }).click()
    await expect.poll(() => count('--accent')).toBe(before)
    canvas().dispatchEvent(
      new WheelEvent('wheel', { deltaY: -400, bubbles: true, cancelable: true, clientX: 500, clientY: 200 }),
    )
    await expect.poll(() => count('--accent')).not.toBe(before)
    ;(picture().element() as HTMLElement).focus()
    await userEvent.keyboard('0')
    // But for what the ring around the state in focus covers.
    await expect.poll(() => Math.abs(count('--accent') - before)).toBeLessThan(100)
  })

  test('is walked through by arrows, tells where one is, and Enter goes there', async () => {
    const { lattice, scenario } = many(60, 59)
    await show(lattice, scenario)
    ;(picture().element() as HTMLElement).focus()
    await userEvent.keyboard('{ArrowRight}{ArrowRight}{ArrowDown}')
    await expect
      .poll(() => host.querySelector('[aria-live]')?.textContent)
      .toBe('2 of 60 clients at 3.2, 1 of 59 servers at 3.2, 58 half-open')
    await userEvent.keyboard('{Enter}')
    expect(onGo).toHaveBeenLastCalledWith(
      JSON.stringify([
        [58, 2],
        [58, 1],
      ]),
    )
  })

  test('goes where it is clicked', async () => {
    const { lattice, scenario } = many(60, 59)
    await show(lattice, scenario)
    await expect.poll(() => count('--accent')).toBeGreaterThan(0)
    const { left, top, width, height } = canvas().getBoundingClientRect()
    const at = { clientX: left + width / 2, clientY: top + height / 2, bubbles: true }
    canvas().dispatchEvent(new PointerEvent('pointermove', at))
    await expect.poll(() => host.textContent).toMatch(/of 60 clients/)
    canvas().dispatchEvent(new MouseEvent('click', at))
    expect(onGo).toHaveBeenCalledOnce()
  })
})
