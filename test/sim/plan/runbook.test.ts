/** Steps of a plan in words. */
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { checkOrder } from '#sim/plan/check.ts'
import { plan } from '#sim/plan/plan.ts'
import { runbookOf, sayPace, sayPhase, sayStep } from '#sim/plan/runbook.ts'
import { parseScenario } from '#sim/scenario/parse/parse.ts'
import { scenarioOf } from '../scenario/broken.ts'

function shipped(name: string) {
  const read = parseScenario(readFileSync(`scenarios/${name}.yaml`, 'utf8'), name)
  if (!read.ok) throw new Error(`${name} cannot be read`)
  return read.scenario
}

test.each([
  ['zeo-2002', ['every client to ZODB-3.2', 'every server to ZODB-3.2']],
  ['mongodb-7.0', ['c1 to mongodb-7.0', 'every shard to mongodb-7.0', 'm1 to mongodb-7.0', 'fcv to 7.0']],
  ['cassandra-4.0-repair', ['the start of repair', 'the end of repair', 'every node to cassandra-4.0']],
  ['kafka-ibp', ['every broker to kafka-3.9', 'every ibp to 3.9']],
])('the waves of %s', (name, waves) => {
  const scenario = shipped(name)
  const found = plan(scenario)
  expect(found.phases.map((phase) => sayPhase(found, phase))).toEqual(waves)
  expect(runbookOf(scenario, found).waves.map(({ title }) => title)).toEqual(waves)
})

test.each([
  ['zeo-2002', 'in any order, one at a time or together'],
  ['kubernetes-1.35', 'in any order, one at a time'],
  ['kafka-4.0', 'in any order, at most 1 of broker at a time'],
  ['zookeeper-3.5', 'in any order, one at a time'],
  ['mysql-8.4', 'one step, down while it is upgraded'],
])('how the first wave of %s may be taken', (name, pace) => {
  const { phases, waves } = plan(shipped(name))
  expect(sayPace(phases[0] ?? [], waves[0]).join(', ')).toBe(pace)
})

test('a step is an order, or what one does', () => {
  const scenario = shipped('kafka-ibp')
  const found = plan(scenario)
  const step = found.phases[1]?.[0]
  if (step === undefined) throw new Error('there is no second wave')
  expect(sayStep(scenario, found, step)).toBe('Set ibp of b1 to 3.9, and restart it')
  expect(sayStep(scenario, found, step, 'gerund')).toBe('setting ibp of b1 to 3.9 and restarting it')
})

test('a schedule is told in plain words also where an end asks without naming a version', () => {
  const steps = ['kafka-3.9', 'kafka-4.0'].map((to) => ({ node: 'c1', to }))
  const { counterexample } = checkOrder(shipped('kafka-4.0'), steps)
  expect(counterexample?.schedule.slice(0, 3)).toEqual([
    'accept reaches the dialer',
    'version reaches the acceptor',
    'version 2.0 reaches the dialer',
  ])
})

/** What is said of the point of no return, of servers and clients none of which can go back. */
const pointOf = (cluster: string, to: string) => {
  const scenario = scenarioOf(`
versions: [V1]
roles:
  client: { old: { speaks: at once, offers: V1, accepts: V1 }, new: { way back: none } }
  server: { old: { speaks: after the peer, offers: V1, accepts: V1 }, mid: { way back: open }, new: { way back: none } }
links: [{ from: client, to: server }]
cluster: ${cluster}
upgrade: { to: ${to} }
`)
  return runbookOf(scenario, plan(scenario)).pointOfNoReturn
}

test('the point of no return is one of those that are alike, and of others that of the order listed', () => {
  expect(pointOf('{ client: old, server: old }', '{ server: new }')).toMatch(
    /^After upgrading s1 to new there/,
  )
  expect(pointOf('{ client: old, server: 3 × old }', '{ server: new }')).toMatch(
    /^After upgrading the first server to new there is no safe way back: a server that has run new/,
  )
  expect(pointOf('{ client: 2 × old, server: 3 × old }', '{ client: new, server: new }')).toMatch(
    /^After upgrading \w+ to new, where steps are taken in the order listed; in another order another step may be it, there/,
  )
  expect(pointOf('{ client: old, server: { s1: mid, s2: old } }', '{ server: new }')).toMatch(
    /in another order/,
  )
})

test('roles that others connect to are apart, two by two', () => {
  const waveOf = (roles: readonly string[]) => {
    const scenario = scenarioOf(`
versions: [V1]
roles:
${roles.map((role) => `  ${role}: { old: { speaks: at once, offers: V1, accepts: V1 }, new: { } }`).join('\n')}
links: [${roles.map((role) => `{ from: ${role}, to: ${role} }`).join(', ')}]
cluster: { ${roles.map((role) => `${role}: 4 × old`).join(', ')} }
service: { floor: { ${roles.map((role) => `${role}: 2`).join(', ')} } }
upgrade: { to: { ${roles.map((role) => `${role}: new`).join(', ')} } }
`)
    const { phases, waves } = plan(scenario)
    return sayPace(phases[0] ?? [], waves[0]).at(-1)
  }
  expect(waveOf(['a', 'b'])).toBe('never a and b at the same time')
  expect(waveOf(['a', 'b', 'c'])).toBe('of a, b and c never two at the same time')
})
