/** Orders of upgrades in which units take several steps, levels are raised and operations are done. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseOrder } from '#sim/scenario/order/order.ts'
import { complaints, edit, expectProblems, scenarioOf } from './broken.ts'
import { planned } from './planned.ts'

const scenario = scenarioOf(planned)

/** The steps, `unit value` each, or what is wrong with the order. */
function read(text: string, options = {}): string {
  const result = parseOrder(scenario, text, options)
  return result.ok ? result.steps.map(({ node, to }) => `${node} ${to}`).join(', ') : result.message
}

const partly = (text: string) => read(text, { partial: true })

test.each([
  ['x1', 'x1 b-2'],
  ['x1 x1 x1', 'x1 b-2, x1 b-3, x1 b-4'],
  ['broker', 'x1 b-2, x2 b-3, x3 b-3'],
  ['x1 broker', 'x1 b-2, x1 b-3, x2 b-3, x3 b-3'],
  ['broker broker broker', 'x1 b-2, x2 b-3, x3 b-3, x1 b-3, x2 b-4, x3 b-4, x1 b-4'],
  ['wire', 'x1.wire high, x2.wire high, x3.wire high'],
  ['x2.wire, flags', 'x2.wire high, flags all'],
  ['repair x3 repair', 'repair running, x3 b-3, repair done'],
  ['agent', 'y1 a-2, y2 a-2'],
  ['', ''],
])('a part of an order: %s', (text, steps) => {
  expect(partly(text)).toBe(steps)
})

test('a whole order names every step', () => {
  const steps = 'x1 b-2, x2 b-3, x3 b-3, x1 b-3, x2 b-4, x3 b-4, x1 b-4'
  const rest = 'x1.wire high, x2.wire high, x3.wire high, flags all, repair running, repair done'
  expect(read('broker broker broker wire flags repair repair agent')).toBe(
    `${steps}, ${rest}, y1 a-2, y2 a-2`,
  )
})

test.each([
  [
    'broker broker wire flags repair repair agent',
    'the order leaves out x1 to b-4, expected every step of the upgrade',
  ],
  [
    'broker broker broker wire repair agent',
    'the order leaves out repair to done and flags to all, expected every step of the upgrade',
  ],
])('%s leaves something out', (text, message) => {
  expect(read(text)).toBe(message)
})

test.each([
  ['x2 x2 x2', 'x2 is named again, but it takes 2 steps only'],
  ['repair repair repair', 'repair is named again, but it takes 2 steps only'],
  ['broker broker broker broker', 'broker is named again, but x1 takes 3 steps only'],
  ['flags flags', 'flags is named twice, expected each step once'],
  ['wire x1.wire', 'x1.wire names x1.wire again, after wire, expected each step once'],
  ['x1.wire wire', 'wire names x1.wire again, after x1.wire, expected each step once'],
  ['agent y2', 'y2 names y2 again, after agent, expected each step once'],
  ['era', 'era is raised by the cluster itself, without a step'],
  [
    'flag',
    'unknown role, level, operation or node “flag”, expected broker, agent, wire, flags, era, repair, x1, x2, x3, y1 or y2 (did you mean flags?)',
  ],
  [
    'x1.wier',
    'unknown role, level, operation or node “x1.wier”, expected broker, agent, wire, flags, era, repair, x1, x2, x3, y1 or y2 (did you mean x1.wire?)',
  ],
])('%s is refused', (text, message) => {
  expect(partly(text)).toBe(message)
})

test('a level that is not raised, and one of a node', () => {
  const still = scenarioOf(edit(planned, ', wire: high, flags: all }', ' }'))
  const messages = ['flags', 'wire', 'x1.wire'].map((word) => parseOrder(still, word, { partial: true }))
  expect(messages).toEqual([
    { ok: false, message: 'flags is not raised' },
    { ok: false, message: 'wire is not raised' },
    { ok: false, message: 'x1.wire is not raised' },
  ])
})

test('the order of a file has the same words', () => {
  const said = (order: string) => edit(planned, 'upgrade:\n', `upgrade:\n  order: [${order}]\n`)
  const whole = scenarioOf(said('broker, repair, broker, repair, broker, flags, wire, agent'))
  expect(whole.upgrade.steps.slice(3, 5)).toEqual([
    { node: 'repair', to: 'running' },
    { node: 'x1', to: 'b-3' },
  ])
  expectProblems(said('broker, repair, broker, repair, broker, ▸flag, wire, agent'), [
    'upgrade.order[5]: unknown role, level, operation or node “flag”, expected broker, agent, wire, flags, era, repair, x1, x2, x3, y1 or y2 (did you mean flags?)',
  ])
  expect(complaints(said('broker, broker, repair, repair, broker, flags, agent'))).toEqual([
    'the order leaves out x1.wire to high, x2.wire to high and x3.wire to high, expected every step of the upgrade',
  ])
})

test('every order of the steps can be said by their units, and is read as it stands', () => {
  const { steps } = scenario.upgrade
  const shuffled = fc.shuffledSubarray(
    steps.map(({ node }) => node),
    { minLength: steps.length },
  )
  fc.assert(
    fc.property(shuffled, (units) => {
      const result = parseOrder(scenario, units.join(','))
      expect(result.ok && result.steps.map(({ node }) => node)).toEqual(units)
      for (const unit of new Set(units)) {
        const values = (of: typeof steps) => of.filter(({ node }) => node === unit).map(({ to }) => to)
        expect(result.ok && values(result.steps)).toEqual(values(steps))
      }
    }),
  )
})
