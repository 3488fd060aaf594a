/** An upgrade that leads from other releases, or to other ones, than the scenario's own. */
import { expect, test } from 'vitest'
import { retarget } from '#sim/scenario/order/target.ts'
import { readScenario } from '../../../scenarios/shipped.ts'
import { scenarioOf } from '../broken.ts'
import { planned } from '../planned.ts'

const scenario = scenarioOf(planned)

/** `x1 b-2, x1 b-3` of the nodes with these ids. */
const ways = ({ upgrade }: typeof scenario, ...ids: string[]) =>
  upgrade.steps
    .filter(({ node }) => ids.includes(node))
    .map(({ node, to }) => `${node} ${to}`)
    .join(', ')

test('leads every node of the role straight to the release', () => {
  expect(ways(retarget(scenario, { to: 'b-3' }), 'x1', 'x2', 'x3')).toBe('x1 b-3, x2 b-3, x3 b-3')
  expect(ways(retarget(scenario, { from: 'b-2' }), 'x1', 'x2', 'x3')).toBe('x1 b-4, x2 b-4, x3 b-4')
  const back = retarget(scenario, { from: 'b-3', to: 'b-2' })
  expect(ways(back, 'x1', 'x2', 'x3')).toBe('x1 b-2, x2 b-2, x3 b-2')
  expect(back.nodes.map(({ release }) => release)).toEqual(['b-3', 'b-3', 'b-3', 'a-1', 'a-1'])
})

test('takes no step where a node is there already, or goes nowhere', () => {
  expect(ways(retarget(scenario, { to: 'b-2' }), 'x1', 'x2', 'x3')).toBe('x1 b-2, x2 b-2')
  const idle = { ...scenario, upgrade: { ...scenario.upgrade, steps: [] } }
  expect(retarget(idle, { from: 'b-2' }).upgrade.steps).toEqual([])
})

test('leaves other roles, levels and operations on their own ways', () => {
  const aimed = retarget(scenario, { to: 'a-2' })
  expect(ways(aimed, 'y1', 'y2')).toBe('y1 a-2, y2 a-2')
  expect(ways(aimed, 'x1', 'x2', 'x3')).toBe('x1 b-2, x1 b-3, x1 b-4, x2 b-3, x2 b-4, x3 b-3, x3 b-4')
  expect(ways(aimed, 'flags', 'repair')).toBe(ways(scenario, 'flags', 'repair'))
})

test('is the scenario itself where nothing is said', () => {
  expect(retarget(scenario, {})).toBe(scenario)
})

test('starts levels where those can run that are gone out from, and leaves out what leads there', () => {
  const rabbit = readScenario('rabbitmq-3.13')
  const aimed = retarget(rabbit, { from: 'rabbitmq-3.12', to: 'rabbitmq-3.13' })
  expect(rabbit.levels?.map(({ start }) => start)).toEqual(['3.10'])
  expect(aimed.levels?.map(({ start }) => start)).toEqual(['3.11'])
  expect(ways(aimed, 'flags')).toBe('flags 3.12')
  // Where they can run at the start it stays.
  expect(retarget(rabbit, { from: 'rabbitmq-3.11', to: 'rabbitmq-3.12' }).levels).toBe(rabbit.levels)
})
