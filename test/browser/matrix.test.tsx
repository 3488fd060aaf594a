import { useState } from 'react'
import { createRoot, type Root } from 'react-dom/client'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { cdp, page, userEvent } from 'vitest/browser'
import type { PairChoice } from '#sim/pair/pair-scenario.ts'
import type { PairResult } from '#sim/rules/matrix.ts'
import { Matrix, type VariantResults } from '#ui/matrix/Matrix.tsx'
import { cellAt, keyOf, type MatrixTable } from '#ui/matrix/table.ts'
import '#ui/theme/base.css'

const heads = Array.from({ length: 10 }, (_, i) => ({
  name: `ZODB-${i}`,
  family: 'ZODB',
  label: `${i}`,
  about: null,
}))
const table: MatrixTable = {
  link: 'client-server',
  channel: null,
  dialer: 'client',
  acceptor: 'server',
  rows: heads,
  columns: heads,
}
const stuck = { state: 'stalled', version: null } as const
const open = { state: 'open', version: 'Z200' } as const

/** Open on and below the diagonal, degraded just below it, rejected above, half-open in the last column. */
function resultOf(choice: PairChoice, row: number, column: number): PairResult {
  const outcome =
    column === 9 && row < 9
      ? 'half-open'
      : column > row
        ? 'rejected'
        : row === column + 1
          ? 'degraded'
          : 'open'
  return {
    ...choice,
    outcome,
    negotiated: outcome === 'rejected' ? null : `Z${300 + column}`,
    rejectedBy: outcome === 'rejected' ? 'acceptor' : null,
    reason: '',
    lost: [],
    needed: [],
    unsupported: [],
    ends: outcome === 'half-open' ? { dialer: stuck, acceptor: open } : { dialer: open, acceptor: open },
    calls: { made: 2, answered: 2 },
    schedules: 12,
    outcomes: { [outcome]: 12 },
    sources: [],
  }
}

const results = heads.flatMap((_, row) =>
  heads.map((__, column) => resultOf(cellAt(table, row, column), row, column)),
)
const known = (list: readonly PairResult[]) => new Map(list.map((one) => [keyOf(one), one]))
const shipped: VariantResults = { name: 'as shipped', results: known(results), isDone: true }
/** The same, but whoever was half-open is rejected. */
const documented: VariantResults = {
  name: 'as documented',
  results: known(
    results.map((one) =>
      one.outcome === 'half-open'
        ? { ...one, outcome: 'rejected', negotiated: null, rejectedBy: 'dialer' }
        : one,
    ),
  ),
  isDone: true,
}

let root: Root
let host: HTMLElement
const onRun = vi.fn()

beforeEach(async () => {
  await page.viewport(904, 800)
  host = document.body.appendChild(document.createElement('div'))
  root = createRoot(host)
  onRun.mockReset()
})

afterEach(() => {
  root.unmount()
  host.remove()
})

/** A matrix that keeps its cell, as the workbench does. */
function Kept({
  variants = [shipped],
  tables = [table],
}: {
  variants?: readonly [VariantResults, ...VariantResults[]]
  tables?: readonly MatrixTable[]
}) {
  const [selected, setSelected] = useState<PairChoice>(cellAt(table, 0, 0))
  return (
    <Matrix
      tables={tables}
      variants={variants}
      levels={[]}
      selected={selected}
      onSelect={setSelected}
      onRun={onRun}
    />
  )
}

async function show(props: Parameters<typeof Kept>[0] = {}) {
  root.render(<Kept {...props} />)
  await expect.element(page.getByRole('grid').first()).toBeVisible()
}

const cellOf = (row: number, column: number) =>
  host.querySelector<HTMLElement>(`[data-row="${row}"][data-column="${column}"]`) as HTMLElement
const here = () => {
  const { row, column } = (document.activeElement as HTMLElement).dataset
  return `${row} ${column}`
}
/** Presses keys one after the other, and says where each led. */
async function walk(...keys: string[]): Promise<string[]> {
  const places: string[] = []
  for (const key of keys) {
    await userEvent.keyboard(key)
    places.push(here())
  }
  return places
}

describe('the grid', () => {
  test('names its rows, columns and cells, with everything that they show', async () => {
    await show()
    await expect
      .element(page.getByRole('grid'))
      .toHaveAccessibleName('client releases in rows dial server releases in columns')
    expect(page.getByRole('columnheader').elements()).toHaveLength(10)
    expect(page.getByRole('rowheader').elements()).toHaveLength(10)
    expect(cellOf(0, 9).ariaLabel).toBe(
      'client ZODB-0 dials server ZODB-9: half-open, one end believes Z309, the client refuses',
    )
    expect(cellOf(0, 1).ariaLabel).toBe('client ZODB-0 dials server ZODB-1: rejected, the server refuses')
    expect(cellOf(0, 1).innerText).toMatch(/rejected\s+↑ server/)
    expect(cellOf(0, 9).innerText).toMatch(/Z309\s+half-open\s+← client/)
  })

  test('can be tabbed to in one cell, the selected one', async () => {
    await show()
    expect(host.querySelectorAll('[role="gridcell"][tabindex="0"]')).toHaveLength(1)
    cellOf(0, 0).focus()
    await userEvent.keyboard('{ArrowDown}{ArrowRight}')
    expect(here()).toBe('1 1')
    const selected = host.querySelectorAll('[role="gridcell"][aria-selected="true"]')
    expect([...selected]).toEqual([document.activeElement])
    expect(host.querySelector('[tabindex="0"][role="gridcell"]')).toBe(document.activeElement)
  })

  test('is walked by arrow keys, to edges and corners', async () => {
    await show()
    cellOf(0, 0).focus()
    expect(
      await walk('{ArrowRight}', '{ArrowDown}', '{End}', '{PageDown}', '{Home}', '{PageUp}', '{ArrowUp}'),
    ).toEqual(['0 1', '1 1', '1 9', '9 9', '9 0', '0 0', '0 0'])
    expect(await walk('{Control>}{End}{/Control}', '{Control>}{Home}{/Control}')).toEqual(['9 9', '0 0'])
  })

  test('goes to the next outcome by its letter, and back with Shift', async () => {
    await show()
    cellOf(0, 0).focus()
    expect(await walk('h', 'h', 'd', 'r', 'o')).toEqual(['0 9', '1 9', '2 1', '2 3', '3 0'])
    expect(await walk('{Shift>}h{/Shift}')).toEqual(['2 9'])
    // There is none that is stalled.
    expect(await walk('s')).toEqual(['2 9'])
  })

  test('keeps its keys to itself', async () => {
    await show()
    const heard = vi.fn()
    const listen = (event: KeyboardEvent) => event.defaultPrevented || heard(event.key)
    addEventListener('keydown', listen)
    cellOf(0, 0).focus()
    await userEvent.keyboard('{ArrowRight}dh{Home}')
    expect(heard).not.toHaveBeenCalled()
    await userEvent.keyboard('m')
    expect(heard).toHaveBeenCalledExactlyOnceWith('m')
    removeEventListener('keydown', listen)
  })

  test('is led to by a letter from elsewhere, and by an arrow key from nowhere', async () => {
    await show({ variants: [shipped, documented] })
    await page.getByRole('radio', { name: 'as shipped' }).click()
    await userEvent.keyboard('h')
    await expect.poll(here).toBe('0 9')
    ;(document.activeElement as HTMLElement).blur()
    await userEvent.keyboard('{ArrowDown}')
    await expect.poll(here).toBe('0 9')
  })

  test('runs a pair by Enter and by a double click', async () => {
    await show()
    cellOf(0, 0).focus()
    await userEvent.keyboard('{ArrowDown}{Enter}')
    expect(onRun).toHaveBeenLastCalledWith(cellAt(table, 1, 0))
    await userEvent.dblClick(cellOf(3, 4))
    expect(onRun).toHaveBeenLastCalledWith(cellAt(table, 3, 4))
  })

  test('fits ten releases into 904 px, cells of 72 × 60', async () => {
    await show()
    const { width, height } = cellOf(4, 4).getBoundingClientRect()
    expect([Math.floor(width), Math.floor(height)]).toEqual([72, 60])
    expect(document.documentElement.scrollWidth).toBe(904)
    for (const part of host.querySelectorAll<HTMLElement>('[role="gridcell"] span')) {
      expect(part.scrollWidth, part.innerText).toBeLessThanOrEqual(part.clientWidth + 1)
    }
  })

  test('shows its heads still, when more releases than fit are scrolled', async () => {
    await page.viewport(500, 400)
    await show()
    cellOf(0, 0).focus()
    await userEvent.keyboard('{End}')
    await expect.element(page.elementLocator(cellOf(0, 9))).toBeInViewport({ ratio: 1 })
    const head = page.getByRole('rowheader').first().element().getBoundingClientRect()
    expect(head.left).toBeGreaterThanOrEqual(0)
    expect(document.elementFromPoint(head.left + 10, head.top + 20)?.closest('th')).not.toBeNull()
  })
})

describe('a matrix that is still being computed', () => {
  test('has its place for every cell, and none of them moves when it is known', async () => {
    const some: VariantResults = { ...shipped, results: known(results.slice(0, 15)), isDone: false }
    await show({ variants: [some] })
    await expect.element(page.getByText('15 of 100 pairs explored…')).toBeVisible()
    expect(cellOf(9, 9).ariaLabel).toBe('client ZODB-9 dials server ZODB-9: not explored yet')
    const boxes = () =>
      [...host.querySelectorAll('[role="gridcell"]')].map((cell) => {
        const { left, top, width, height } = cell.getBoundingClientRect()
        return [left, top, width, height]
      })
    const before = boxes()
    root.render(<Kept />)
    await expect.element(page.getByText(/1.200 delivery orders explored/)).toBeVisible()
    expect(boxes()).toEqual(before)
  })
})

describe('the summary', () => {
  test('counts, and leads to the next of its cells', async () => {
    await show()
    const half = page.getByRole('button', { name: '9 half-open' })
    await half.click()
    expect(cellOf(0, 9).getAttribute('aria-selected')).toBe('true')
    await half.click()
    expect(cellOf(1, 9).getAttribute('aria-selected')).toBe('true')
  })
})

describe('variants', () => {
  test('have no switch where there is but one', async () => {
    await show()
    expect(host.textContent).not.toContain('as shipped')
  })

  test('are switched between, and mark what differs, in words too', async () => {
    await show({ variants: [shipped, documented] })
    expect(host.textContent).not.toContain('differ')
    await page.getByRole('radio', { name: 'as documented' }).click()
    await expect.element(page.getByText('9 cells differ from as shipped')).toBeVisible()
    expect(cellOf(3, 9).ariaLabel).toBe(
      'client ZODB-3 dials server ZODB-9: rejected, the client refuses, differs, it is half-open at Z309 otherwise',
    )
    expect(cellOf(3, 3).ariaLabel).not.toContain('differs')
    // A pair that is run is run of the variant that is shown.
    cellOf(3, 9).focus()
    await userEvent.keyboard('{Enter}')
    expect(onRun).toHaveBeenLastCalledWith({ ...cellAt(table, 3, 9), variant: 'as documented' })
    await page.getByRole('radio', { name: 'as shipped' }).click()
    expect(cellOf(3, 9).ariaLabel).toContain('half-open')
  })

  test.each([
    ['no-preference', 9],
    ['reduce', 0],
  ])('flash where they differ, with prefers-reduced-motion: %s', async (value, flashes) => {
    const emulate = (features: { name: string; value: string }[]) =>
      cdp().send('Emulation.setEmulatedMedia', { features })
    await emulate([{ name: 'prefers-reduced-motion', value }])
    await show({ variants: [shipped, documented] })
    const begun = vi.fn()
    document.addEventListener('animationstart', begun)
    await page.getByRole('radio', { name: 'as documented' }).click()
    await expect.element(page.getByText('9 cells differ')).toBeVisible()
    await new Promise((resolve) => setTimeout(resolve, 100))
    expect(begun).toHaveBeenCalledTimes(flashes)
    document.removeEventListener('animationstart', begun)
    await emulate([])
  })
})

test('several links are several grids, each with its own heading and its own stop', async () => {
  const other: MatrixTable = { ...table, link: 'server-server', channel: 'gossip', dialer: 'server' }
  await show({ tables: [table, other] })
  expect(page.getByRole('grid').elements()).toHaveLength(2)
  await expect.element(page.getByRole('heading', { name: 'server dials server · gossip' })).toBeVisible()
  expect(host.querySelectorAll('[role="gridcell"][tabindex="0"]')).toHaveLength(2)
})

describe('on a phone', () => {
  test('ten releases fit, each cell large enough for a finger to find', async () => {
    await page.viewport(375, 700)
    await show()
    expect(document.documentElement.scrollWidth).toBe(375)
    await expect.element(page.elementLocator(cellOf(0, 9))).toBeInViewport({ ratio: 1 })
    const { width, height } = cellOf(0, 9).getBoundingClientRect()
    expect(Math.min(width, height)).toBeGreaterThanOrEqual(24)
  })
})
