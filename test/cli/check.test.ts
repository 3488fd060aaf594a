import { describe, expect, test } from 'vitest'
import { ask, temporaryFile } from './parley.ts'

async function check(...words: string[]) {
  const ended = await ask('check', ...words)
  expect(ended.err).toBe('')
  return ended
}
async function checked(...words: string[]) {
  const { status, out } = await check(...words, '--json')
  return { status, check: JSON.parse(out) }
}

describe('an unsafe order', () => {
  test('fails at a step, for a reason that has a source', async () => {
    const { status, out } = await check('zeo-2002', '--order', 'c1,s1,s2,c2,c3')

    expect(status).toBe(1)
    expect(out).toMatch(
      /^unsafe {3}At step 2 of 5, s1 to ZODB-3\.2: server ZODB-3\.2 believes Z200 is agreed; .* \(link client-server\)\.\n {9}\[before\] ZEO\/zrpc\/connection\.py/m,
    )
  })

  test('is told step by step', async () => {
    const { out } = await check('zeo-2002', '--order', 'c1,s1,s2,c2,c3')

    expect(out).toMatch(/^ {7}the start +safe$/m)
    expect(out).toMatch(/^ {4}1 {2}c1 to ZODB-3\.2 +degraded {2}.*whole cache$/m)
    expect(out).toMatch(/^ {2}2–3 {2}every server to ZODB-3\.2 +unsafe {4}server ZODB-3\.2 believes/m)
    expect(out).toMatch(/^ {4}4 {2}c2 to ZODB-3\.2 +unsafe {4}as before$/m)
    expect(out).toMatch(/^ {4}5 {2}c3 to ZODB-3\.2 +safe$/m)
  })

  test('has a shortest way into trouble, without the steps that do not matter', async () => {
    const { out } = await check('zeo-2002', '--order', 'c1,s1,s2,c2,c3')

    expect(out).toMatch(/^The shortest way into trouble\n {2}s1 to ZODB-3\.2\.\n {2}half-open: /m)
    expect(out).toContain('See it: parley run zeo-2002 --order s1 --partial --seed 7')
  })

  test('is repaired, and the repaired order is safe', async () => {
    const { out } = await check('zeo-2002', '--order', 'c1,s1,s2,c2,c3')

    const repair = /^What would repair it\n {2}Move c2 and c3 before s1:\n {4}(parley .*)$/m.exec(out)?.[1]
    expect(repair).toBe('parley check zeo-2002 --order client,server')
    expect((await ask(...(repair?.split(' ').slice(1) ?? []))).status).toBe(0)
  })

  test('is told to programs', async () => {
    const { status, check: told } = await checked('zeo-2002', '--order', 'c1,s1,s2,c2,c3')

    expect(status).toBe(1)
    expect(told).toMatchObject({
      scenario: 'zeo-2002',
      verdict: 'unsafe',
      words: 'c1,server,c2,c3',
      failsAt: 1,
      states: {
        length: 6,
        2: { verdict: 'unsafe', faults: [{ rule: 'link client-server', source: 'before' }] },
      },
      counterexample: { steps: [{ unit: 's1' }], seed: 7 },
      repairs: [{ kind: 'move', text: 'move c2 and c3 before s1', words: 'client,server' }],
    })
  })

  test('may break nothing, where only the vendor does not support it', async () => {
    const { status, out } = await check('kubernetes-1.35', '--order', 'kubelet,apiserver,controller-manager')

    expect(status).toBe(1)
    expect(out).toContain('Nothing breaks there, but the vendor does not support it.')
    expect(
      (await check('kubernetes-1.35', '--order', 'kubelet,apiserver,c1', '--keep', 'working')).status,
    ).toBe(0)
  })

  test('may be broken before it begins', async () => {
    const { status, out } = await check('9p')

    expect(status).toBe(1)
    expect(out).toContain('unsafe   Before the first step already: ')
  })
})

describe('a safe order', () => {
  test('is said to be safe, with what is lost on the way', async () => {
    const { status, out } = await check('zeo-2002', '--order', 'client,server')

    expect(status).toBe(0)
    expect(out).toContain('safe     This order is safe, from the start to the end.')
    expect(out).toMatch(/^ {2}1–3 {2}every client to ZODB-3\.2 +degraded {2}.*whole cache$/m)
    expect(out).not.toContain('repair')
    expect(out).toContain('Watch it: parley run zeo-2002 --order client,server\n')
  })

  test('is the scenario’s own, unless told otherwise', async () => {
    expect((await checked('kafka-4.0')).check.words).toBe('client,broker,metadata,client,broker')
    expect((await check('zeo-2002')).status).toBe(1)
  })

  test('may be a part of one', async () => {
    const { status, out } = await check('zeo-2002', '--order', 'c2', '--partial')

    expect(status).toBe(0)
    expect(out).toContain('This order is safe, as far as it goes.')
  })
})

describe('an order through other releases', () => {
  const aim = ['zeo', '--from', 'ZODB-3.1', '--to', 'ZEO-5.4']
  const route = 'client=ZODB-3.2,s1=ZODB-3.9,client=ZEO-5.0,s2,s1,client'

  test('is found where none goes straight', async () => {
    const { status, check: told } = await checked(...aim)

    expect(status).toBe(1)
    expect(told.repairs).toMatchObject([
      { kind: 'route', text: 'go through client ZODB-3.2, client ZEO-5.0 and server ZODB-3.9', words: route },
    ])
    // With one version more it would still have to do without a call that it cannot do without.
    expect(told.repairs).toHaveLength(1)
  })

  test('is checked, and is safe', async () => {
    const { status, check: told } = await checked(...aim, '--order', route)

    expect(status).toBe(0)
    expect(told).toMatchObject({ verdict: 'safe', words: route, order: { length: 12 } })
  })

  test('is run, and nobody goes without', async () => {
    const { status, out, err } = await ask('run', ...aim, '--order', route)

    expect({ status, err }).toEqual({ status: 0, err: '' })
    expect(out).toContain('Step 12 of 12: c3 to ZEO-5.4')
    expect(out).toContain('the rollout is done')
    // On the way clients try the server that can only be read, and it refuses them.
    expect(out).toMatch(
      /^safe {2}Nobody went without what has to be kept\. \d+ of \d+ attempts to connect did not/m,
    )
  })

  test('is unsafe with a release left out', async () => {
    const direct = 'client=ZODB-3.2,server,client'
    const { status, out } = await check(...aim, '--order', direct)

    expect(status).toBe(1)
    expect(out).toMatch(/^unsafe {3}At step 4 of 8, s1 to ZEO-5\.4: /m)
    expect((await ask('run', ...aim, '--order', direct)).status).toBe(1)
  })
})

describe('the brute force', () => {
  test('walks every order of the upgrade on the machines, and agrees with the planner', async () => {
    const { status, out } = await check('zeo-2002', '--exhaustive')

    expect(status).toBe(0)
    expect(out).toContain('12 of 120 orders are safe.')
    expect(out).toMatch(
      /Walked through on the machines, under every delivery order: [\d,]+ states in 1\d mixed states\./,
    )
    expect(out).toContain('The planner says the same.')
    expect(out).toContain('See it: parley check zeo-2002 --order s1 --partial')
  })

  test.each([
    ['kafka-ibp', '36'],
    ['zookeeper-3.5', '36'],
    ['zeo-2005', '2'],
    ['cassandra-4.0-repair', '12'],
  ])('of %s finds %s safe orders, too', async (name, safeOrders) => {
    const { status, check: told } = await checked(name, '--exhaustive')

    expect(status).toBe(0)
    expect(told).toMatchObject({ verdict: 'safe', safeOrders, planner: { verdict: 'safe', safeOrders } })
  })

  test('walks one order', async () => {
    const { status, out } = await check('zeo-2002', '--exhaustive', '--order', 'server,client')

    expect(status).toBe(1)
    expect(out).toContain('unsafe   This order is not safe.')
    expect(out).toContain('The planner says the same.')
    expect((await check('zeo-2002', '--exhaustive', '--order', 'client,server')).status).toBe(0)
  })

  test('says so where a limit is hit', async () => {
    const { status, out } = await check('zeo-2002', '--exhaustive', '--limit', '10')

    expect(status).toBe(1)
    expect(out).toContain('unknown  No more states may be looked at: only the start was seen whole')
    expect(out).not.toContain('The planner says')
  })
})

describe('steps that are taken together', () => {
  const file = () =>
    temporaryFile(
      'together.yaml',
      `versions: [V1]
roles:
  client: { old: { speaks: at once, offers: V1, accepts: V1 } }
  server: { old: { speaks: after the peer, offers: V1, accepts: V1 }, new: { } }
links: [{ from: client, to: server, needs: any }]
cluster: { client: 1 × old, server: 4 × old }
upgrade: { to: { server: new } }
`,
    )

  test('are one line, and every command that is printed takes them together', async () => {
    const { status, out } = await check(file(), '--order', 'server', '--pace', 'server=4')

    expect(status).toBe(1)
    expect(out).toMatch(/^ {2}1–4 {2}every server to new +unsafe {2}client old has no server to connect to/m)
    expect(out).toContain('every server to new, together as --pace server=4 allows.')
    expect(out).toMatch(/See it: parley check .* --order server --partial --pace server=4$/m)
    expect(out).toMatch(/Take one step at a time:\n +parley check \S+ --order server$/m)
  })

  test('are all there where they hold', async () => {
    const { status, out } = await check(file(), '--order', 'server', '--pace', 'server=3')

    expect(status).toBe(0)
    expect(out).toMatch(/^ {2}1–4 {2}every server to new {2}safe$/m)
    expect(out).toMatch(/Watch it: parley run .* --order server --pace server=3$/m)
  })
})
