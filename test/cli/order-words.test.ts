/** Steps are written as words that are read as the same steps again. */
import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { orderWords } from '#cli/order-words.ts'
import type { Scenario } from '#sim/scenario/model.ts'
import { parseOrder } from '#sim/scenario/order/order.ts'
import { retarget } from '#sim/scenario/order/target.ts'
import { parseScenario } from '#sim/scenario/parse/parse.ts'
import { scenarioOf } from '../sim/scenario/broken.ts'

function shipped(name: string): Scenario {
  const read = parseScenario(readFileSync(`scenarios/${name}.yaml`, 'utf8'), name)
  if (!read.ok) throw new Error(`${name} cannot be read`)
  return read.scenario
}

const zeo = retarget(shipped('zeo'), { from: 'ZODB-3.1', to: 'ZEO-5.4' })

/** `c1 ZODB-3.2, s1 ZODB-3.9` */
const steps = (text: string) =>
  text.split(', ').map((step) => {
    const [unit = '', to = ''] = step.split(' ')
    return { unit, to }
  })

test.each([
  [zeo, 'c1 ZEO-5.4, c2 ZEO-5.4, c3 ZEO-5.4', 'client'],
  [zeo, 'c2 ZEO-5.4, c1 ZEO-5.4, c3 ZEO-5.4', 'c2,c1,c3'],
  [zeo, 'c1 ZODB-3.2, c2 ZODB-3.2, c3 ZODB-3.2, s2 ZEO-5.4, c1 ZEO-5.4', 'client=ZODB-3.2,s2,c1'],
  [zeo, 'c1 ZODB-3.2, c2 ZODB-3.8, c3 ZODB-3.2', 'c1=ZODB-3.2,c2=ZODB-3.8,c3=ZODB-3.2'],
  [shipped('rabbitmq-3.13'), 'flags 3.11, n1 rabbitmq-3.12, n1 rabbitmq-3.13', 'flags,n1,n1'],
  [shipped('kafka-ibp'), 'b1.ibp 3.9, b2.ibp 3.9, b3.ibp 3.9, b1 kafka-3.9', 'ibp,b1'],
  [shipped('cassandra-4.0-repair'), 'repair running, n1 cassandra-4.0, repair done', 'repair,n1,repair'],
])('%#: %s', (scenario, said, words) => {
  expect(orderWords(scenario, steps(said))).toBe(words)
})

/** Many servers, and releases by way of which they can go. */
const many = scenarioOf(`
versions: [V1]
roles:
  client: { old: { speaks: at once, offers: V1, accepts: V1 } }
  server: { old: { speaks: after the peer, offers: V1, accepts: V1 }, mid: { }, new: { } }
links: [{ from: client, to: server }]
cluster: { client: old, server: 12 × old }
upgrade: { to: { server: new } }
`)
const to = (release: string, ...ids: readonly string[]) => ids.map((id) => ({ unit: id, to: release }))

test('many nodes that follow each other are the first and the last', () => {
  const ids = Array.from({ length: 12 }, (_, i) => `s${i + 1}`)
  expect(orderWords(many, to('new', ...ids.slice(2, 9)))).toBe('s3..s9')
  expect(orderWords(many, to('new', ...ids.slice(0, 4)))).toBe('s1,s2,s3,s4')
  expect(orderWords(many, [...to('mid', ...ids.slice(0, 6)), ...to('new', 's7')])).toBe('s1..s6=mid,s7')
  expect(orderWords(many, to('new', 's2', 's1', ...ids.slice(2, 8)))).toBe('s2,s1,s3..s8')
  for (const words of ['s3..s9', 's1..s6=mid,s7..s12,s1..s6']) {
    const read = parseOrder(many, words, { partial: true })
    if (!read.ok) throw new Error(read.message)
    expect(
      orderWords(
        many,
        read.steps.map(({ node: unit, to: goal }) => ({ unit, to: goal })),
      ),
    ).toBe(words)
  }
  for (const wrong of ['s9..s3', 's1..s13', 'c1..s2']) {
    expect(parseOrder(many, wrong, { partial: true })).toMatchObject({
      ok: false,
      message: expect.stringContaining(`“${wrong}”`),
    })
  }
})

test.each([
  'zeo-2002',
  'kafka-4.0',
  'kafka-ibp',
  'rabbitmq-3.13',
  'kubernetes-1.35-parked',
  'cassandra-4.0-repair',
])('every order of %s, and every beginning of one, is read as it was written', (name) => {
  const scenario = shipped(name)
  const units = scenario.upgrade.steps.map(({ node }) => node)
  fc.assert(
    fc.property(fc.shuffledSubarray(units), (some) => {
      const order = parseOrder(scenario, some.join(','), { partial: true })
      const taken = order.ok ? order.steps : []
      const words = orderWords(
        scenario,
        taken.map(({ node, to }) => ({ unit: node, to })),
      )
      expect(parseOrder(scenario, words, { partial: true })).toEqual({ ok: true, steps: taken })
    }),
  )
})

test('so is every way through other releases', () => {
  const releases = zeo.roles[0]?.releases.map(({ name }) => name) ?? []
  const anywhere = fc.array(
    fc.record({ unit: fc.constantFrom('c1', 'c2', 'c3', 's1', 's2'), to: fc.constantFrom(...releases) }),
    { maxLength: 12 },
  )
  fc.assert(
    fc.property(anywhere, (wild) => {
      const at = new Map(zeo.nodes.map(({ id, release }) => [id, release]))
      const way = wild.filter(({ unit, to }) => {
        const moves = at.get(unit) !== to
        at.set(unit, to)
        return moves
      })
      const expected = way.map(({ unit, to }) => ({ node: unit, to }))
      expect(parseOrder(zeo, orderWords(zeo, way), { partial: true })).toEqual({ ok: true, steps: expected })
    }),
  )
})
