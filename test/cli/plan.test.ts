import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { ask, command, type Ended, root, temporaryFile } from './parley.ts'

const known = new Map<string, Ended>()

/** What it answers: the same each time, so that it is asked once. */
async function plan(...words: string[]) {
  const ended = known.get(words.join('\n')) ?? (await ask('plan', ...words))
  known.set(words.join('\n'), ended)
  expect(ended.err).toBe('')
  return ended
}
async function planned(...words: string[]) {
  const { status, out } = await plan(...words, '--json')
  return { status, plan: JSON.parse(out) }
}

/** The shipped scenario with a cluster of this size. */
function sized(clients: number, servers: number): string {
  const text = readFileSync(join(root, 'scenarios/zeo-2002.yaml'), 'utf8')
  const cluster = `cluster: { client: ${clients} × ZODB-3.1, server: ${servers} × ZODB-3.1 }`
  return temporaryFile('sized.yaml', text.replace(/^cluster: .*$/m, cluster))
}

describe('for people', () => {
  test('the verdict comes first, then how many orders are safe and what they have in common', async () => {
    const { status, out } = await plan('zeo-2002')

    expect(status).toBe(0)
    expect(out.split('\n').slice(0, 11)).toEqual([
      'ZEO, December 2002',
      '3 × client ZODB-3.1 → ZODB-3.2; 2 × server ZODB-3.1 → ZODB-3.2',
      'kept on the way: working, supported',
      '',
      'safe     This can be done without breaking anything.',
      '         Lost: 1 thing on the way.',
      '         12 of 120 orders are safe.',
      '',
      'What must come first',
      '  every client before any server',
      '  Nothing else matters.',
    ])
  })

  test('the best order has waves, and says what is lost meanwhile', async () => {
    const { out } = await plan('zeo-2002')

    expect(out).toContain('\nThe best order: 5 steps in 2 waves\n  1  every client to ZODB-3.2, in any order')
    expect(out).toMatch(
      /\n {5}lost: .* every reconnect verifies the whole cache, from step 1 until step 5\n {2}2 {2}every server/,
    )
    expect(out).toContain('Watch it: parley run zeo-2002 --order client,server\n')
  })

  test('first steps that are not safe are grouped by their reason', async () => {
    expect((await plan('zeo-2002')).out).toContain(
      '\nFirst steps that look possible and are not\n  s1 and s2 to ZODB-3.2: server ZODB-3.2 believes Z200 is agreed;',
    )
  })

  test('a step that leads astray later is that of a level of one role where those of others are harmless', async () => {
    const file = temporaryFile(
      'astray.yaml',
      `
versions: [V1, V2]
roles:
  client: { old: { speaks: at once, offers: V1, accepts: V1 }, new: { offers: V2, accepts: V1..V2 } }
  server:
    old: { speaks: after the peer, offers: V1, answers: lower, accepts: V1, levels: { f: lo..hi } }
    new: { offers: V2, accepts: V1..V2, with: { f: { hi: { accepts: V2 } } } }
levels: { f: { values: [lo, hi], raised: on each node } }
links: [{ from: client, to: server, needs: any }]
cluster: { client: 2 × old, server: 3 × old }
upgrade: { to: { client: new, server: new, f: hi } }
`,
    )
    expect(
      (await plan(file)).out.split('\n').filter((line) => / to \S+: client old has no/.test(line)),
    ).toEqual([
      expect.stringMatching(/^ {2}any server to new: /),
      expect.stringMatching(/^ {2}f of any server to hi: /),
    ])
  })

  test('a wave has the size that the service allows', async () => {
    expect((await plan('kubernetes-1.35')).out).toContain(
      'every apiserver to v1.35, in any order, one at a time\n',
    )
    expect((await plan('zookeeper-3.5')).out).toContain('in any order, one at a time\n')
  })

  test('what the vendor does not support is told apart', async () => {
    expect((await plan('kubernetes-1.35')).out).toContain(
      '12 of 120 orders are safe.\n         108 more break nothing, but pass states that the vendor does not support.',
    )
  })

  test('the point of no return is named, with its reason', async () => {
    const { out } = await plan('kafka-ibp')

    expect(out).toContain(
      'Up to wave 1 there is a safe way back: the same waves, the last one first, one at a time.',
    )
    expect(out).toContain(
      'The point of no return: the first ibp to 3.9, in wave 2. No safe way leads back after it:',
    )
    expect((await plan('mongodb-7.0')).out).toContain(
      'The point of no return: c1 to mongodb-7.0, in wave 1. No safe way leads back after it:',
    )
  })

  test.each([
    ['says nothing', 'new: { }', '', 'nothing was found against going back'],
    ['says so', 'new: { way back: open }', '', 'there is a safe way back'],
    ['has a path', 'new: { }', 'paths: { server: { old: new, new: old } }', 'there is a safe way back'],
  ])('a way back is known where a release %s', async (_, release, paths, says) => {
    const file = temporaryFile(
      'back.yaml',
      `versions: [V1]
roles:
  client: { old: { speaks: at once, offers: V1, accepts: V1 } }
  server: { old: { speaks: after the peer, offers: V1, accepts: V1 }, ${release} }
links: [{ from: client, to: server }]
${paths}
cluster: { client: old, server: 2 × old }
upgrade: { to: { server: new } }
`,
    )

    const { out } = await plan(file)

    expect(out).toContain(`From every wave ${says}: the same waves, the last one first, one at a time.`)
    const { rollback } = JSON.parse((await plan(file, '--json')).out)
    expect(rollback.ways.at(-1).isKnown).toBe(says.startsWith('there'))
  })

  test('a way back that loses data is not called safe', async () => {
    const file = temporaryFile(
      'data.yaml',
      `versions: [V1]
roles:
  client:
    old: { speaks: at once, offers: V1, accepts: V1, data: { writes: F1 } }
    new: { way back: open, data: { writes: F2, reads: [F1, F2] } }
  server: { old: { speaks: after the peer, offers: V1, accepts: V1 } }
links: [{ from: client, to: server }]
cluster: { client: 2 × old, server: old }
upgrade: { to: { client: new } }
`,
    )

    const { out } = await plan(file)

    expect(out).toContain(
      'From every wave a way leads back that loses data: the same waves, the last one first, one at a time.',
    )
    expect(out).toContain(
      'Lost on the way back, for good: client old cannot read F2, in which data was written.',
    )
    expect((await plan(file, '--markdown')).out).toContain(
      'A way leads back from every state, and data is lost on it.',
    )
  })

  test('where there is no way, one level or role more is tried', async () => {
    const { status, out } = await plan('kafka-apiversions')

    expect(status).toBe(1)
    expect(out).toContain(
      'With every client moved to 4.0 as well there is a safe way (upgrade: { to: { client: 4.0 } }).',
    )
    expect(out).toContain('Only this was tried: one level more, or all of one role more.')
    expect(JSON.parse((await plan('kafka-apiversions', '--json')).out).wouldHelp).toEqual([
      { name: 'client', to: '4.0', text: 'with every client moved to 4.0 as well' },
      { name: 'client', to: '2.4', text: 'with every client moved to 2.4 as well' },
      { name: 'client', to: '2.1', text: 'with every client moved to 2.1 as well' },
    ])
    expect(JSON.parse((await plan('zeo-2005-data', '--json')).out).wouldHelp).toEqual([])
  })

  test('where there is no way, the rule to blame is named with its source', async () => {
    const { status, out } = await plan('zeo-2005-data')

    expect(status).toBe(1)
    expect(out).toMatch(/^unsafe {3}There is no safe way, .*\n {9}None of 6 orders is safe\.$/m)
    expect(out).toMatch(
      /^The rule to blame\n {2}client ZODB-3\.2 cannot read root-Z303, .* \(data\)\n {4}\[negotiation\] ZEO\/zrpc\/connection\.py 1\.38/m,
    )
    expect(out).toContain('that no way through the known releases is safe')
  })

  test('several rules may be to blame, also one that is only met behind the others', async () => {
    const { out } = await plan('rabbitmq-3.13', '--from', 'rabbitmq-3.11')

    expect(out).toMatch(
      /^The rules to blame, all together\n {2}node rabbitmq-3\.11 can be upgraded .* \(path node\)\n {4}\[upgrade\]/m,
    )
    expect(out).toMatch(
      /^ {2}node rabbitmq-3\.13 does not accept 3\.11 and closes \(link cluster\)\n {4}\[rolling\]/m,
    )
    expect(out).toMatch(/^ {2}at most 1 of 3 are connected with each other .* \(quorum\)$/m)
  })

  test('what is broken from the start is said so', async () => {
    const { status, out } = await plan('9p')

    expect(status).toBe(1)
    expect(out).toContain('unsafe   Something is broken before the first step, whatever comes next.')
    expect(out).toContain("See it: parley run 9p --order '' --partial --seed 7")
  })

  test('a route is explained unit by unit', async () => {
    const { status, out } = await plan('zeo', '--from', 'ZODB-3.1', '--to', 'ZEO-5.4')

    expect(status).toBe(0)
    expect(out).toContain('safe     This cannot be done straight, but through other releases nothing breaks.')
    expect(out).toContain('None of 120 orders is safe.')
    expect(out).toContain('The way through other releases: 12 steps in 5 waves')
    expect(out).toContain('  every client  ZODB-3.1 → ZODB-3.2 → ZEO-5.0 → ZEO-5.4\n')
    expect(out).toContain('No way has fewer steps. 864 of 1,108,800 orders through these releases are safe.')
    expect(out).toContain(
      'From waves 1 to 2 nothing was found against going back, from waves 3 to 5 a way leads back that loses data: the same waves, the last one first, one at a time.',
    )
  })

  test('numbers of thousands of digits are abbreviated, and exact in JSON', async () => {
    const file = sized(1000, 1000)

    expect((await plan(file)).out).toContain(
      '1.6 × 10^5135 (5,136 digits) of 3.3 × 10^5735 (5,736 digits) orders are safe.',
    )
    const factorial = (n: number): bigint => (n < 2 ? 1n : BigInt(n) * factorial(n - 1))
    const { allOrders, safeOrders, firstSteps } = (await planned(file)).plan
    expect(BigInt(allOrders)).toBe(factorial(2000))
    expect(BigInt(safeOrders)).toBe(factorial(1000) ** 2n)
    expect(firstSteps).toMatchObject([
      { unit: 'c1', safe: true, alike: 999 },
      { unit: 's1', safe: false, alike: 999 },
    ])
  })
})

test('a cluster of a million nodes is planned by those that make a difference', async () => {
  const file = sized(500_000, 500_000)
  const { status, out } = await plan(file)

  expect(status).toBe(0)
  expect(out).toContain('500,000 × client ZODB-3.1 → ZODB-3.2; 500,000 × server')
  expect(out).toContain('  every client before any server\n')
  expect(out).toMatch(
    /^The best order: 1,000,000 steps in 2 waves\n {2}1 {2}every client to ZODB-3\.2, in any order/m,
  )
  expect((await planned(file)).plan.phases).toMatchObject([
    [{ unit: 'c1', alike: 499_999 }],
    [{ unit: 's1', alike: 499_999 }],
  ])
  // It is not run, and says so.
  expect(await ask('plan', file, '--cost')).toMatchObject({
    status: 0,
    err: 'The cost was not measured: the cluster is too large to be run.\n',
  })
  expect(await ask('run', file)).toEqual({
    status: 2,
    out: '',
    err: 'parley: run: found a cluster of 1,000,000 nodes, expected at most 10,000\n',
  })
  const checked = await ask('check', file)
  expect(checked.status).toBe(1)
  expect(checked.out).toContain(
    'Here stand c24 for 499,976 others and s24 for 499,976 others that are like it.',
  )
})

test.each([
  ['zeo-2002', '120', '12', 'safe'],
  ['zeo-2005', '6', '2', 'safe'],
  ['zeo-2005-data', '6', '0', 'unsafe'],
  ['kafka-4.0', '22680', '1608', 'safe'],
  ['kafka-ibp', '720', '36', 'safe'],
  ['zookeeper-3.5-direct', '6', '0', 'unsafe'],
  ['zookeeper-3.5', '90', '36', 'safe'],
  ['kubernetes-1.35', '120', '12', 'safe'],
  ['mongodb-7.0', '120', '2', 'safe'],
  ['rabbitmq-3.13', '2520', '36', 'safe'],
  ['mysql-8.4', '6', '1', 'safe'],
  ['cassandra-4.0-repair', '60', '12', 'safe'],
])('of %s there are %s orders, %s of them safe', async (name, allOrders, safeOrders, verdict) => {
  const { status, plan: told } = await planned(name)

  expect(told).toMatchObject({ scenario: name, allOrders, safeOrders, verdict })
  expect(status).toBe(verdict === 'safe' ? 0 : 1)
})

test('JSON has the whole plan', async () => {
  const { plan: told } = await planned('zeo-2002')

  expect(told).toMatchObject({
    verdict: 'safe',
    keep: ['working', 'supported'],
    precedences: [{ text: 'every client before any server' }],
    precedencesSuffice: true,
    route: null,
    blame: [],
    cost: null,
    counterexample: { steps: [{ unit: 's1' }], seed: 7, fault: { pair: { outcome: 'half-open' } } },
    rollback: { pointOfNoReturn: null, ways: { length: 3 } },
    limits: { notProven: [] },
  })
  const step = (unit: string, role: string) => ({ unit, role, from: 'ZODB-3.1', to: 'ZODB-3.2' })
  const clients = ['c1', 'c2', 'c3'].map((unit) => step(unit, 'client'))
  const servers = ['s1', 's2'].map((unit) => step(unit, 'server'))
  expect(told.phases).toEqual([clients, servers])
  expect(told.firstSteps).toEqual(
    [...clients, ...servers].map((each) => ({
      ...each,
      safe: each.role === 'client',
      reason: expect.stringMatching(each.role === 'client' ? /whole cache/ : /does not accept Z201/),
    })),
  )
})

test('JSON has the route of each unit', async () => {
  const { plan: told } = await planned('zeo', '--from', 'ZODB-3.1', '--to', 'ZEO-5.4')

  expect(told.route).toMatchObject({ steps: 12, isShortest: true, allOrders: '1108800', safeOrders: '864' })
  expect(told.route.units).toContainEqual({
    unit: 's1',
    role: 'server',
    through: ['ZODB-3.1', 'ZODB-3.9', 'ZEO-5.4'],
  })
})

describe('a runbook', () => {
  test('has every wave and every step, with what to check and the way back', async () => {
    const { status, out } = await plan('mongodb-7.0', '--markdown')

    expect(status).toBe(0)
    expect(out.match(/^##? .*$/gm)).toEqual([
      '# Upgrade of MongoDB 7.0, a sharded cluster',
      '## Wave 1: c1 to mongodb-7.0',
      '## Wave 2: every shard to mongodb-7.0',
      '## Wave 3: m1 to mongodb-7.0',
      '## Wave 4: fcv to 7.0',
      '## Done',
    ])
    expect(out.match(/^\d+\. [^—]*/gm)?.map((line) => line.trim())).toEqual([
      '1. Upgrade c1 to mongodb-7.0',
      '2. Upgrade s1 to mongodb-7.0',
      '3. Upgrade s2 to mongodb-7.0',
      '4. Upgrade m1 to mongodb-7.0',
      '5. Raise fcv to 7.0',
    ])
    expect(out.match(/^Way back from here: /gm)).toHaveLength(4)
    expect(out.match(/^(Before|After):$/gm)).toHaveLength(8)
    expect(out).toContain('**Point of no return.**')
  })

  test('says so where there is no way', async () => {
    const { status, out } = await plan('zeo-2005-data', '--markdown')

    expect(status).toBe(1)
    expect(out).toContain('**There is no safe way.**')
  })

  test('has what it costs on demand', async () => {
    const { out } = await plan('kubernetes-1.35', '--markdown', '--cost', '--seeds', '2')

    expect(out).toContain('## What it costs\n')
    expect(out).toMatch(/^\| 1 \| /m)
  })
})

describe('the cost', () => {
  test('is measured for waves of several sizes', async () => {
    const { out } = await plan('kubernetes-1.35', '--cost', '--seeds', '3')

    expect(out).toContain('What it costs, over 3 runs each')
    expect(out).toMatch(/^ +2 .*does not keep what has to hold$/m)
    expect(out).toContain('The gentlest: 1 node at a time; at least 1 apiserver stays up.')
  })

  test('is in JSON, with the waves and seeds that were asked for', async () => {
    const { cost } = (await planned('zeo-2002', '--cost', '--waves', '1,3', '--seeds', '2')).plan

    expect(cost).toMatchObject({ seeds: [1, 2], waves: [{ wave: 1 }, { wave: 3 }] })
    expect(cost.waves[0].smallestCapacity).toEqual({ client: 2, server: 1 })
  })
})

test('a limit gives an honest answer', async () => {
  const { status, out } = await plan('kubernetes-1.35-parked', '--limit', '2')

  expect(status).toBe(1)
  expect(out).toContain('unknown  No safe way was proven')
  expect(out).toContain('There are 210 orders; how many are safe was not counted.')
  expect(out).not.toContain('leads nowhere')
  expect(out).toMatch(/^not proven {2}which of the mixed states/m)
  expect((await planned('kubernetes-1.35-parked', '--limit', '2')).plan).toMatchObject({
    verdict: 'unknown',
    allOrders: '210',
    safeOrders: null,
  })
})

test('what has to be kept decides', async () => {
  expect((await planned('kubernetes-1.35')).plan.safeOrders).toBe('12')
  expect((await planned('kubernetes-1.35', '--keep', 'working')).plan).toMatchObject({
    safeOrders: '120',
    keep: ['working'],
  })
  // Without a loss there is none: new clients lose the short way of verifying on old servers.
  expect((await planned('zeo-2002', '--keep', 'open')).plan.safeOrders).toBe('0')
})

test('the way back is an upgrade, too', async () => {
  const { status, out } = await plan('zeo-2002', '--from', 'ZODB-3.2', '--to', 'ZODB-3.1')

  expect(status).toBe(0)
  expect(out).toContain('  every server before any client\n')
})

test('who interrupts it keeps what was said, and hears what was proven so far', async () => {
  const child = spawn(process.execPath, [command, 'plan', 'zeo-2002', '--cost', '--seeds', '1000'], {
    cwd: root,
  })
  let [out, err] = ['', '']
  child.stderr.on('data', (chunk) => {
    err += chunk
  })
  child.stdout.on('data', (chunk) => {
    out += chunk
    // The cost is still to come.
    if (out.includes('The way back')) child.kill('SIGINT')
  })

  expect(await once(child, 'close')).toEqual([130, null])
  expect(out).toContain('12 of 120 orders are safe.')
  expect(out).toContain('The best order: 5 steps in 2 waves')
  expect(out).not.toContain('What it costs')
  expect(err).toMatch(
    /^parley: interrupted while working out .*\. Proven until then: that there is a safe way; that 12 of 120 orders are safe; /,
  )
})
