/** Orders whose words say where to go. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseOrder } from '#sim/scenario/order/order.ts'
import { scenarioOf, zeo2002 } from '../broken.ts'
import { planned } from '../planned.ts'

const scenario = scenarioOf(planned)

function read(text: string, options = { partial: true }): string {
  const result = parseOrder(scenario, text, options)
  return result.ok ? result.steps.map(({ node, to }) => `${node} ${to}`).join(', ') : result.message
}

test.each([
  ['x1=b-2', 'x1 b-2'],
  // A value that lies on the way skips those before it.
  ['x1=b-3 x1', 'x1 b-3, x1 b-4'],
  ['x1=b-4 x2', 'x1 b-4, x2 b-3'],
  // One that does not is put in.
  ['x2=b-2 x2', 'x2 b-2, x2 b-3'],
  ['y1=a-2', 'y1 a-2'],
  ['broker=b-3', 'x1 b-3, x2 b-3, x3 b-3'],
  ['x1 broker=b-3 broker', 'x1 b-2, x1 b-3, x2 b-3, x3 b-3, x1 b-4, x2 b-4, x3 b-4'],
  ['wire=high', 'x1.wire high, x2.wire high, x3.wire high'],
  ['x1.wire=high flags=none flags=some flags', 'x1.wire high, flags none, flags some, flags all'],
  ['repair=running repair', 'repair running, repair done'],
])('%s', (text, steps) => {
  expect(read(text)).toBe(steps)
})

test.each([
  ['x1=b-9', 'unknown release of broker “b-9”, expected b-1, b-2, b-3 or b-4 (did you mean b-1?)'],
  ['broker=b-9', 'unknown release of broker “b-9”, expected b-1, b-2, b-3 or b-4 (did you mean b-1?)'],
  ['x1=', 'unknown release of broker “”, expected b-1, b-2, b-3 or b-4'],
  ['x1=b-2=b-3', 'unknown release of broker “b-2=b-3”, expected b-1, b-2, b-3 or b-4'],
  ['wire=hihg', 'unknown value of wire “hihg”, expected low or high (did you mean high?)'],
  ['repair=over', 'unknown state of repair “over”, expected not yet, running or done'],
  ['x3=b-2', 'x3 is at b-2 already'],
  ['x1=b-3 x1=b-3', 'x1 is at b-3 already'],
  ['repair=done', 'repair goes from not yet to done one place at a time, not at once'],
  ['y1=a-2 y1', 'y1 is named twice, expected each step once'],
  ['era=e2', 'era is raised by the cluster itself, without a step'],
  [
    'x9=b-2',
    'unknown role, level, operation or node “x9”, expected broker, agent, wire, flags, era, repair, x1, x2, x3, y1 or y2 (did you mean x1?)',
  ],
])('%s is refused', (text, message) => {
  expect(read(text)).toBe(message)
})

test('what is still to come after a detour must be named, too', () => {
  expect(parseOrder(scenarioOf(zeo2002), 'client=ZODB-3.2 s1', {})).toEqual({
    ok: false,
    message: 'the order leaves out s2, expected every node that changes its release',
  })
  expect(read('x1=b-2 broker wire flags repair repair agent', { partial: false })).toBe(
    'the order leaves out x1 to b-4, x2 to b-4 and x3 to b-4, expected every step of the upgrade',
  )
})

test('a node goes also where the upgrade does not lead it', () => {
  const still = scenarioOf(
    zeo2002.replace(/to: \{ client: .*\}/, 'to: { server: ZODB-3.2 }').replace(/order: .*/, ''),
  )
  expect(parseOrder(still, 'c1=ZODB-3.2 server')).toMatchObject({ ok: true, steps: { length: 3 } })
  expect(parseOrder(still, 'client=ZODB-3.2 server')).toMatchObject({ ok: true, steps: { length: 5 } })
  expect(parseOrder(still, 'client server')).toMatchObject({ ok: false })
})

test('every order can be said with the value of each step, and is read as it stands', () => {
  const { steps } = scenario.upgrade
  const shuffled = fc.shuffledSubarray(
    steps.map(({ node }) => node),
    { minLength: steps.length },
  )
  fc.assert(
    fc.property(shuffled, (units) => {
      const plain = parseOrder(scenario, units.join(','))
      const words = plain.ok ? plain.steps.map(({ node, to }) => `${node}=${to}`) : []
      expect(parseOrder(scenario, words.join(','))).toEqual(plain)
    }),
  )
})
