import { useState } from 'react'
import { createRoot, type Root } from 'react-dom/client'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { cdp, page, userEvent } from 'vitest/browser'
import type { Scenario } from '#sim/scenario/model.ts'
import { parseScenario } from '#sim/scenario/parse/parse.ts'
import { OrderLane, type OrderLaneProps } from '#ui/order/OrderLane.tsx'
import '#ui/theme/base.css'
import text from '../../scenarios/zeo-2002.yaml?raw'

const zeo = readZeo()
const order = (...nodes: string[]) => nodes.map((node) => ({ node, to: 'ZODB-3.2' }))
const serverFirst = order('s1', 'c3', 'c2', 'c1', 's2')

function readZeo(): Scenario {
  const result = parseScenario(text, 'zeo-2002.yaml')
  if (!result.ok) throw new Error('the scenario does not hold')
  return result.scenario
}

let root: Root
let host: HTMLElement

beforeEach(async () => {
  await page.viewport(1440, 400)
  host = document.body.appendChild(document.createElement('div'))
  root = createRoot(host)
})

afterEach(() => {
  root.unmount()
  host.remove()
})

const on = { onReorder: vi.fn(), onSelect: vi.fn(), onGoTo: vi.fn(), onUndo: vi.fn() }

/** A lane that keeps its order, as the workbench does. */
function Kept(props: Partial<OrderLaneProps>) {
  const [steps, setSteps] = useState(props.steps ?? serverFirst)
  return (
    <OrderLane
      scenario={zeo}
      rollout={null}
      selection={null}
      {...on}
      {...props}
      steps={steps}
      onReorder={(next) => {
        on.onReorder(next.map(({ node }) => node).join(' '))
        setSteps(next)
      }}
    />
  )
}

async function show(props: Partial<OrderLaneProps> = {}) {
  for (const spy of Object.values(on)) spy.mockReset()
  root.render(<Kept {...props} />)
  await expect.element(page.getByRole('list', { name: 'Steps' })).toBeVisible()
}

const card = (node: string) =>
  page.getByRole('button', { name: new RegExp(`^Step \\d+ of \\d+: ${node} to`) })
const element = (node: string) => card(node).element() as HTMLElement
const nodes = () => {
  const cards = [...host.querySelectorAll('li [role="button"]')]
  const byPlace = cards.toSorted((a, b) => a.getBoundingClientRect().left - b.getBoundingClientRect().left)
  return byPlace.map((one) => /: (\S+) to/.exec(one.getAttribute('aria-label') ?? '')?.[1]).join(' ')
}
const gaps = () =>
  [...host.querySelectorAll('li > button')].map(
    (gap) => /: (.*)\. Go there$/.exec(gap.getAttribute('aria-label') ?? '')?.[1],
  )
const verdict = () => host.querySelector('header p')?.textContent
const news = () => host.querySelector('[role="status"]')?.textContent

const drag = (node: string, target: HTMLElement, x: number) =>
  userEvent.dragAndDrop(card(node), target, {
    sourcePosition: { x: 12, y: 20 },
    targetPosition: { x, y: 20 },
  })

describe('the order lane', () => {
  test('says after every step how the cluster stands, and where the order breaks', async () => {
    await show()
    expect(gaps()).toEqual([
      '3 of 6 half-open',
      '2 of 6 half-open',
      '1 of 6 half-open',
      '3 of 6 degraded',
      '6 of 6 at Z201',
    ])
    expect(verdict()).toBe('unsafe at step 1')
    await expect
      .element(card('s1'))
      .toHaveAccessibleName('Step 1 of 5: s1 to ZODB-3.2, the order breaks here')
  })

  test('calls an order that breaks nothing safe, and says what it costs', async () => {
    await show({ steps: order('c1', 'c2', 'c3', 's1', 's2') })
    expect(verdict()).toBe('safe')
    await expect.element(page.getByText('at worst 6 of 6 degraded')).toBeVisible()
    expect(host.textContent).not.toContain('breaks')
  })

  test('shows how far the rollout has come', async () => {
    await show({ rollout: { state: 'settling', step: 1, steps: serverFirst } })
    await expect.element(card('s1')).toHaveAccessibleName(/, done/)
    await expect.element(card('c3')).toHaveAccessibleName(/, now/)
    await expect.element(card('c3')).toHaveAttribute('aria-current', 'step')
    await expect.element(card('c2')).not.toHaveAccessibleName(/done|now/)
  })

  test('goes to the mixed state after a step, and to the start', async () => {
    await show()
    await page.getByRole('button', { name: /^After step 3/ }).click()
    expect(on.onGoTo).toHaveBeenLastCalledWith(2)
    await page.getByRole('button', { name: /^Before the upgrade: 6 of 6 at Z200/ }).click()
    expect(on.onGoTo).toHaveBeenLastCalledWith(null)
  })

  test('selects the node of a step, by pointer and by key', async () => {
    await show({ selection: { kind: 'node', id: 'c2' } })
    await expect.element(card('c2')).toHaveAttribute('aria-pressed', 'true')
    await card('c1').click()
    expect(on.onSelect).toHaveBeenLastCalledWith({ kind: 'node', id: 'c1' })
    element('s2').focus()
    await userEvent.keyboard('{Enter}')
    expect(on.onSelect).toHaveBeenLastCalledWith({ kind: 'node', id: 's2' })
    element('c3').focus()
    await userEvent.keyboard(' ')
    expect(on.onSelect).toHaveBeenLastCalledWith({ kind: 'node', id: 'c3' })
  })

  test('takes the last change back if there is one', async () => {
    await show({ canUndo: true })
    await page.getByRole('button', { name: 'Undo' }).click()
    expect(on.onUndo).toHaveBeenCalledOnce()
    await show({ canUndo: false })
    await expect.element(page.getByRole('button', { name: 'Undo' })).toBeDisabled()
  })
})

describe('moving a step', () => {
  test('by dragging it puts it where it is let go', async () => {
    await show()
    await drag('s1', element('c1'), 20)
    expect(on.onReorder).toHaveBeenCalledExactlyOnceWith('c3 c2 c1 s1 s2')
    await expect.poll(nodes).toBe('c3 c2 c1 s1 s2')
    expect(verdict()).toBe('safe')
    expect(gaps()[3]).toBe('3 of 6 degraded')
  })

  test('by dragging it to the other end works both ways', async () => {
    await show()
    await drag('s2', element('s1'), 5)
    expect(on.onReorder).toHaveBeenLastCalledWith('s2 s1 c3 c2 c1')
    await drag('s2', element('c1'), 150)
    expect(on.onReorder).toHaveBeenLastCalledWith('s1 c3 c2 c1 s2')
  })

  test('shows its new place and its verdicts before it is let go', async () => {
    await show()
    const source = element('s1')
    const target = element('c1')
    // The pointer stays where it is while the cards make room.
    const places = new Map([source, target].map((one) => [one, one.getBoundingClientRect()]))
    const say = (type: string, to: HTMLElement) => {
      const { left = 0, top = 0 } = places.get(to) ?? {}
      const at = { clientX: left + 20, clientY: top + 20 }
      to.dispatchEvent(new DragEvent(type, { bubbles: true, cancelable: true, dataTransfer, ...at }))
    }
    const dataTransfer = new DataTransfer()
    say('dragstart', source)
    await expect.poll(() => host.querySelector('[data-dragged]')?.textContent).toContain('s1')
    say('dragenter', target)
    say('dragover', target)
    await expect.poll(nodes).toBe('c3 c2 c1 s1 s2')
    expect(gaps()[3]).toBe('3 of 6 degraded')
    expect(verdict()).toBe('safe')
    expect(on.onReorder).not.toHaveBeenCalled()
    say('drop', target)
    say('dragend', source)
    await expect.poll(() => host.querySelector('[data-dragged]')).toBeNull()
    expect(on.onReorder).toHaveBeenCalledExactlyOnceWith('c3 c2 c1 s1 s2')
  })

  test('and letting it go outside leaves the order as it was', async () => {
    await show()
    const outside = host.appendChild(document.createElement('p'))
    outside.style.height = '200px'
    await drag('s1', outside, 900)
    expect(on.onReorder).not.toHaveBeenCalled()
    expect(nodes()).toBe('s1 c3 c2 c1 s2')
    expect(host.querySelector('[data-dragged]')).toBeNull()
  })

  test('by Alt and an arrow keeps the focus and says what came of it', async () => {
    await show()
    element('s1').focus()
    await userEvent.keyboard('{Alt>}{ArrowRight}{/Alt}')
    expect(on.onReorder).toHaveBeenLastCalledWith('c3 s1 c2 c1 s2')
    await expect.element(card('s1')).toHaveFocus()
    expect(news()).toBe('s1 is now step 2 of 5. The order is unsafe at step 2.')
    await userEvent.keyboard('{Alt>}{ArrowRight}{ArrowRight}{/Alt}')
    expect(on.onReorder).toHaveBeenLastCalledWith('c3 c2 c1 s1 s2')
    await expect.element(card('s1')).toHaveFocus()
    expect(news()).toBe('s1 is now step 4 of 5. The order is safe.')
    await userEvent.keyboard('{Alt>}{ArrowLeft}{/Alt}')
    expect(on.onReorder).toHaveBeenLastCalledWith('c3 c2 s1 c1 s2')
  })

  test('by keys stops at both ends, and leaves other keys alone', async () => {
    await show()
    const heard = vi.fn()
    addEventListener('keydown', heard)
    element('s1').focus()
    await userEvent.keyboard('{Alt>}{ArrowLeft}{/Alt}')
    expect(on.onReorder).not.toHaveBeenCalled()
    heard.mockReset()
    await userEvent.keyboard('{ArrowRight}')
    expect(heard).toHaveBeenCalledOnce()
    expect(on.onReorder).not.toHaveBeenCalled()
    removeEventListener('keydown', heard)
  })

  test.each([
    ['Move earlier', 's1 c2 c3 c1 s2'],
    ['Move later', 's1 c3 c1 c2 s2'],
    ['Move first', 'c2 s1 c3 c1 s2'],
    ['Move last', 's1 c3 c1 s2 c2'],
  ])('by its menu: %s', async (item, expected) => {
    await show()
    await card('c2').hover()
    await page.getByRole('button', { name: 'Move c2' }).click()
    await page.getByRole('menuitem', { name: item }).click()
    expect(on.onReorder).toHaveBeenCalledExactlyOnceWith(expected)
    await expect.poll(nodes).toBe(expected)
  })

  test('by its menu offers no way beyond the ends', async () => {
    await show()
    await page.getByRole('button', { name: 'Move s1' }).click()
    await expect.element(page.getByRole('menuitem', { name: 'Move first' })).toHaveAttribute('data-disabled')
    await expect
      .element(page.getByRole('menuitem', { name: 'Move last' }))
      .not.toHaveAttribute('data-disabled')
    await userEvent.keyboard('{Escape}')
  })

  test('adds no style sheet, which the policy of the page would refuse', async () => {
    await show()
    const before = document.querySelectorAll('style').length
    await page.getByRole('button', { name: 'Move s1' }).click()
    await expect.element(page.getByRole('menu')).toBeVisible()
    expect(document.querySelectorAll('style')).toHaveLength(before)
    await userEvent.keyboard('{Escape}')
    await drag('s1', element('c1'), 20)
    expect(document.querySelectorAll('style')).toHaveLength(before)
  })

  test.each([
    ['no-preference', 2],
    ['reduce', 0],
  ])('slides the cards, with prefers-reduced-motion: %s', async (value, slides) => {
    const emulate = (features: { name: string; value: string }[]) =>
      cdp().send('Emulation.setEmulatedMedia', { features })
    await emulate([{ name: 'prefers-reduced-motion', value }])
    await show()
    const begun = vi.spyOn(Element.prototype, 'animate')
    element('s1').focus()
    await userEvent.keyboard('{Alt>}{ArrowRight}{/Alt}')
    await expect.poll(nodes).toBe('c3 s1 c2 c1 s2')
    expect(begun).toHaveBeenCalledTimes(slides)
    begun.mockRestore()
    await emulate([])
  })

  test('moves nothing else: the cards keep their size and their slots', async () => {
    await show()
    const slots = () =>
      [...host.querySelectorAll('li')].map((slot) => {
        const { left, width } = slot.getBoundingClientRect()
        return [left, width, slot.querySelector('[role="button"]')?.clientWidth]
      })
    const before = slots()
    await drag('s1', element('s2'), 20)
    await expect.poll(slots).toEqual(before)
  })
})

describe('an order that breaks', () => {
  const more = { onFailure: vi.fn(), onExample: vi.fn() }

  test('says why, and a gap where it is broken leads to the failure', async () => {
    await show(more)
    expect(host.querySelector('header')?.textContent).toContain('stays in its handshake without a word')
    await page.getByRole('button', { name: /^After step 2/ }).click()
    expect(more.onFailure).toHaveBeenLastCalledWith(1, ['c1-s1', 'c2-s1'])
    expect(on.onGoTo).not.toHaveBeenCalled()
    await page.getByRole('button', { name: /^After step 4/ }).click()
    expect(on.onGoTo).toHaveBeenLastCalledWith(3)
  })

  test('is repaired from a menu', async () => {
    await show(more)
    await page.getByRole('button', { name: 'Repair' }).click()
    await page.getByRole('menuitem', { name: 'Move c3, c2 and c1 before s1' }).click()
    expect(on.onReorder).toHaveBeenLastCalledWith('c3 c2 c1 s1 s2')
    expect(verdict()).toBe('safe')
    await expect.element(page.getByRole('button', { name: 'Repair' })).not.toBeInTheDocument()
  })

  test('has a shortest way into its failure', async () => {
    await show({ ...more, steps: order('s2', 'c1', 's1', 'c2', 'c3') })
    await page.getByRole('button', { name: 'Repair' }).click()
    await page.getByRole('menuitem', { name: /Show the shortest way into it/ }).click()
    expect(more.onExample.mock.lastCall?.[0].steps.map(({ unit }: { unit: string }) => unit)).toEqual(['s2'])
  })

  test('gives way to the best one, and it is counted how many are safe', async () => {
    await show(more)
    await expect.element(page.getByText('12 of 120 orders are safe')).toBeVisible()
    await page.getByRole('button', { name: 'Find a safe order' }).click()
    await expect.poll(nodes).toBe('c1 c2 c3 s1 s2')
    await expect.element(page.getByRole('button', { name: 'Find a safe order' })).toBeDisabled()
  })

  test('for a rule that no connection shows says so in its gap while it is dragged', async () => {
    const paired: Scenario = {
      ...zeo,
      mixtures: [{ of: ['client'], most: 1, effect: 'fails', because: null, source: null }],
    }
    await show({ ...more, scenario: paired, steps: order('c1', 'c2', 'c3', 's1', 's2') })
    expect(gaps().slice(0, 3)).toEqual(['breaks a rule', 'breaks a rule', '6 of 6 degraded'])
    expect(verdict()).toBe('unsafe at step 1')
    await page.getByRole('button', { name: 'Find a safe order' }).click()
    await expect.element(page.getByRole('heading', { name: 'No order is safe' })).toBeVisible()
    await userEvent.keyboard('{Escape}')
  })
})

describe('on a phone', () => {
  test('five steps fit, and everything is large enough for a finger', async () => {
    await page.viewport(375, 400)
    await show({ canUndo: true })
    await expect.element(card('s2')).toBeInViewport({ ratio: 1 })
    expect(document.documentElement.scrollWidth).toBe(375)
    for (const node of ['s1', 'c3', 'c2', 'c1', 's2'])
      expect(element(node).offsetHeight).toBeGreaterThanOrEqual(44)
    for (const button of host.querySelectorAll<HTMLElement>('header button')) {
      expect(button.offsetHeight).toBeGreaterThanOrEqual(44)
      expect(button.offsetWidth).toBeGreaterThanOrEqual(44)
    }
  })

  test('a step is chosen by a tap and moved by two buttons', async () => {
    await page.viewport(375, 400)
    await show()
    await expect.element(page.getByRole('button', { name: 'Move the chosen step later' })).toBeDisabled()
    await card('s1').click()
    const later = page.getByRole('button', { name: 'Move s1 later' })
    await later.click()
    await later.click()
    expect(on.onReorder).toHaveBeenLastCalledWith('c3 c2 s1 c1 s2')
    await page.getByRole('button', { name: 'Move s1 earlier' }).click()
    expect(on.onReorder).toHaveBeenLastCalledWith('c3 s1 c2 c1 s2')
  })

  test('the step of a node that was selected elsewhere is the chosen one', async () => {
    await page.viewport(375, 400)
    await show({ selection: { kind: 'node', id: 'c1' } })
    await page.getByRole('button', { name: 'Move c1 earlier' }).click()
    expect(on.onReorder).toHaveBeenLastCalledWith('s1 c3 c1 c2 s2')
  })
})

test('more steps than fit scroll, and the lane fades where it goes on', async () => {
  const many = Array.from({ length: 12 }, (_, i) => ({
    id: `c${i + 1}`,
    role: 'client',
    release: 'ZODB-3.1',
  }))
  await page.viewport(900, 400)
  await show({
    scenario: { ...zeo, nodes: many },
    steps: many.map(({ id }) => ({ node: id, to: 'ZODB-3.2' })),
  })
  const scroller = host.querySelector('ol')?.parentElement as HTMLElement
  expect(scroller.scrollWidth).toBeGreaterThan(900)
  expect(document.documentElement.scrollWidth).toBe(900)
  expect(scroller.hasAttribute('data-after')).toBe(true)
  expect(scroller.hasAttribute('data-before')).toBe(false)
  element('c1').focus()
  await page.getByRole('button', { name: 'Move c1', exact: true }).click()
  await page.getByRole('menuitem', { name: 'Move last' }).click()
  await expect.poll(() => scroller.hasAttribute('data-before')).toBe(true)
  await expect.element(card('c1')).toBeInViewport({ ratio: 1 })
})
