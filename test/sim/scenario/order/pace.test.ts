import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Scenario } from '#sim/scenario/model.ts'
import { parsePace, wavesAt } from '#sim/scenario/order/pace.ts'
import { levelled } from '../../levelled.ts'
import { easy, link, release, role, small } from '../../small.ts'

const anyRelease = release('r1', easy)
const nodes = (name: string, count: number) =>
  Array.from({ length: count }, (_, i) => ({ id: `${name[0]}${i + 1}`, role: name, release: 'r1' }))

const cluster: Scenario = {
  ...small,
  roles: [role('client', anyRelease), role('server', anyRelease)],
  links: [link('client', 'server')],
  nodes: [...nodes('client', 5), ...nodes('server', 4)],
}

const stepsOf = (words: string) =>
  words.split(' ').map((word) => {
    const [node = '', to = 'r2'] = word.split('=')
    return { node, to }
  })

const paceOf = (text: string, scenario = cluster) => {
  const read = parsePace(scenario, text)
  if (!read.ok) throw new Error(read.message)
  return read.pace
}

const waves = (steps: string, pace: string, scenario = cluster) =>
  wavesAt(scenario, stepsOf(steps), paceOf(pace, scenario))

const oneAtATime = { roles: new Map<string, number>(), others: 1 }

describe('the waves of an order', () => {
  test('are as large as the pace of the role allows', () => {
    const order = 'c1 c2 c3 c4 c5 s1 s2 s3 s4'
    expect(waves(order, '1')).toEqual([1, 1, 1, 1, 1, 1, 1, 1, 1])
    expect(waves(order, '2')).toEqual([2, 2, 1, 2, 2])
    expect(waves(order, 'all')).toEqual([5, 4])
    expect(waves(order, 'server=3,client=all')).toEqual([5, 3, 1])
    expect(waves(order, 'client=2')).toEqual([2, 2, 1, 1, 1, 1, 1])
    expect(waves(order, 'server=3 all')).toEqual([5, 3, 1])
  })

  test('take only steps together that follow each other in the order', () => {
    expect(waves('c1 s1 c2 c3 s2 s3', 'all')).toEqual([1, 1, 2, 2])
  })

  test('take together what leads to the same', () => {
    expect(waves('c1=r2 c2=r2 c1=r3 c2=r3', 'all')).toEqual([2, 2])
    expect(waves('c1=r2 c2=r2 c3=r2 c1=r3', '2')).toEqual([2, 1, 1])
  })

  test('never take two steps of one node, be it of its release or of a level in its configuration', () => {
    expect(waves('c1=r2 c1=r3 c2=r2 c2=r3', 'all')).toEqual([1, 1, 1, 1])
    expect(waves('b1 b2 b1.ibp=2 b2.ibp=2', 'all', levelled)).toEqual([2, 2])
    expect(waves('b1 b1.ibp=2 b2 b2.ibp=2', 'all', levelled)).toEqual([1, 1, 1, 1])
  })

  test('leave what is of the whole cluster alone', () => {
    expect(waves('b1 b2 fcv=y repair=running repair=done b1.ibp b2.ibp', 'all', levelled)).toEqual([
      2, 1, 1, 1, 2,
    ])
  })

  test('are of one each where nothing else is asked for', () => {
    expect(wavesAt(cluster, stepsOf('c1 c2 s1'), oneAtATime)).toEqual([1, 1, 1])
    expect(wavesAt(cluster, [], oneAtATime)).toEqual([])
  })

  test('hold every step once, none of them more than the pace and none of one node twice', () => {
    const ids = cluster.nodes.map(({ id }) => id)
    const orders = fc.array(fc.constantFrom(...ids), { maxLength: 30 })
    fc.assert(
      fc.property(orders, fc.integer({ min: 1, max: 4 }), (order, size) => {
        const steps = order.map((node, i) => ({ node, to: `r${i}` }))
        const sizes = wavesAt(cluster, steps, { roles: new Map(), others: size })
        expect(sizes.reduce((sum, each) => sum + each, 0)).toBe(steps.length)
        let place = 0
        for (const each of sizes) {
          const own = order.slice(place, place + each)
          expect(each).toBeLessThanOrEqual(size)
          expect(new Set(own).size).toBe(each)
          expect(new Set(own.map((id) => id[0])).size).toBe(1)
          place += each
        }
      }),
    )
  })
})

describe('a pace that cannot be read', () => {
  test.each([
    ['', 'found “”, expected a whole number from 1 on or all'],
    ['0', 'found “0”, expected a whole number from 1 on or all'],
    ['2.5', 'found “2.5”, expected a whole number from 1 on or all'],
    ['server', 'found “server”, expected a whole number from 1 on or all'],
    ['server=some', 'found “server=some”, expected a whole number from 1 on or all'],
    ['sever=2', 'unknown role “sever”, expected client or server (did you mean server?)'],
    ['constructor=2', 'unknown role “constructor”, expected client or server'],
    ['server=2,server=3', 'found “server=3”, where server is given already'],
    ['2,3', 'found “3”, where a number for every role is given already'],
  ])('%s', (text, message) => {
    const read = parsePace(cluster, text)
    expect(read).toMatchObject({ ok: false, message: expect.stringContaining(message) })
  })
})
