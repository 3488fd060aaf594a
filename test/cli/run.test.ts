import { describe, expect, test } from 'vitest'
import { parley } from './parley.ts'

const run = (...words: string[]) => {
  const ended = parley('run', 'zeo-2002', ...words)
  expect(ended.err).toBe('')
  return ended
}
const report = (...words: string[]) => {
  const { status, out } = run(...words, '--json')
  return { status, report: JSON.parse(out) }
}

describe('servers first, the order of the scenario', () => {
  test('breaks, although everything is upgraded in the end', () => {
    const { status, out } = run()

    expect(status).toBe(1)
    expect(out).toContain('the rollout is done')
    expect(out).toMatch(/^broken {2}6 of 24 attempts to connect did not work\.$/m)
    expect(out).toMatch(
      /The first: c\d-s1#\d+, half-open at \d+\.\d{3} s, in step 1 of 5 \(s1 to ZODB-3\.2\)\./,
    )
    expect(out).toMatch(/longest wait +register of c3 to s1 hung for 24\.\d s/)
    expect(out.trimEnd().split('\n').at(-1)).toMatch(
      /Why: s1 believes Z200 is agreed; c\d does not accept Z201 and stays in its handshake/,
    )
  })

  test('names the call that hangs while the clients are old', () => {
    const { out } = run('--until', '16s')

    expect(out).toMatch(/calls .*, 6 hanging/)
    expect(out).toMatch(/longest wait +register of c\d to s1 hangs: no answer since 6\.\d{3} s/)
    expect(out).toContain('ended in step 3 of 5')
  })

  test('is told to programs, too', () => {
    const { status, report: told } = report()

    expect(status).toBe(1)
    expect(told).toMatchObject({
      scenario: 'zeo-2002',
      seed: 7,
      order: ['s1', 's2', 'c1', 'c2', 'c3'],
      until: 50_000,
      digest: expect.stringMatching(/^[0-9a-f]{16}$/),
      verdict: 'broken',
      firstFailure: {
        acceptor: 's1',
        outcome: 'half-open',
        step: { number: 1, of: 5, node: 's1', to: 'ZODB-3.2', state: 'settling' },
      },
      outcomes: { open: 12, refused: 6, 'half-open': 6 },
      calls: { hung: 6, hanging: 0, failed: 0 },
      longestWait: { node: 'c3', peer: 's1', name: 'register', end: 'hung' },
      rollout: { state: 'done' },
    })
    expect(told.attempts).toHaveLength(24)
    expect(Object.keys(told.withoutService)).toEqual(['c1', 'c2', 'c3'])
    expect(told.withoutService.c3).toBeGreaterThan(30_000)
    expect(told).not.toHaveProperty('log')
  })
})

describe('clients first', () => {
  test('is safe, and says what is lost on the way', () => {
    const { status, out } = run('--order', 'client,server')

    expect(status).toBe(0)
    expect(out).toContain('upgrades c1, c2, c3, s1, s2;')
    expect(out.trimEnd().split('\n').at(-1)).toBe(
      'safe  Every attempt to connect to a running node worked, 6 of them with something lost.',
    )
    expect(out).toContain('every reconnect verifies the whole cache')
  })

  test('counts no attempt that a node which was down refused', () => {
    const { status, report: told } = report('--order', 'c3, c1 c2,s2,s1', '--seed', '1')

    expect(status).toBe(0)
    expect(told).toMatchObject({
      verdict: 'safe',
      firstFailure: null,
      order: ['c3', 'c1', 'c2', 's2', 's1'],
      outcomes: { open: 12, degraded: 6, refused: 6 },
      calls: { failed: 0, hung: 0, hanging: 0 },
    })
  })
})

test('one client left behind is enough to break', () => {
  expect(run('--order', 'c1,c2,server,c3').status).toBe(1)
})

test('the digest follows from the seed and the order alone', () => {
  const digest = (...words: string[]) => report(...words).report.digest
  const usual = digest()

  expect(digest('--seed', '7', '--order', 'server,client', '--until', '50 s')).toBe(usual)
  expect(digest('--seed', '8')).not.toBe(usual)
  expect(digest('--order', 'client,server')).not.toBe(usual)
})

test('the log has the time, the node and the sentence in columns, under the steps of the rollout', () => {
  const lines = run('--seed', '1').out.split('\n')

  const headings = lines.filter((line) => /^(Before|Step|After)/.test(line))
  expect(headings).toEqual([
    'Before the rollout',
    'Step 1 of 5: s1 to ZODB-3.2',
    'Step 2 of 5: s2 to ZODB-3.2',
    'Step 3 of 5: c1 to ZODB-3.2',
    'Step 4 of 5: c2 to ZODB-3.2',
    'Step 5 of 5: c3 to ZODB-3.2',
  ])
  expect(lines).toContain('   2.500 s  s1  runs and takes connections')
  expect(lines).toContain('  38.500 s      the rollout is done')
})

test('everything is in the log on demand', () => {
  const usual = run().out
  const verbose = run('--verbose').out

  expect(usual).not.toContain('sends register to')
  expect(verbose).toContain('sends register to s1')
  expect(verbose.split('\n').length).toBeGreaterThan(2 * usual.split('\n').length)
  const { log } = report('--verbose').report
  expect(log[0]).toEqual({ at: 0, node: null, text: 'the cluster starts, with seed 7' })
  expect(log.every(({ text }: { text: unknown }) => typeof text === 'string')).toBe(true)
})

test('a run that ends before its rollout is not called safe without a word', () => {
  const { status, out } = run('--until', '5000')

  expect(status).toBe(0)
  expect(out).toContain('The run ended before the rollout did.')
})

test.each(['0', '4294967295'])('%s is a seed', (seed) => {
  expect(report('--seed', seed, '--until', '1s').report.seed).toBe(Number(seed))
})

test('a node that cannot start breaks the run, although every attempt to connect worked', () => {
  const early = ['--order', 'b1.ibp,b1,b2,b3,b2.ibp,b3.ibp']
  const { status, out } = parley('run', 'kafka-ibp', ...early)

  expect(status).toBe(1)
  expect(out).toContain('Step 1 of 6: b1.ibp to 3.9')
  expect(out).toMatch(/^broken {2}b1 did not start at 2\.200 s: kafka-3\.8 cannot run at ibp 3\.9\.$/m)
  const told = JSON.parse(parley('run', 'kafka-ibp', ...early, '--json').out)
  expect(told.refusals).toMatchObject([{ node: 'b1', step: { number: 1, node: 'b1.ibp' } }])
})

test('a rule that a step breaks breaks the run, and is named', () => {
  const mixed = ['--order', 'n1,repair,repair,n2,n3']
  const { status, out } = parley('run', 'cassandra-4.0-repair', ...mixed)

  expect(status).toBe(1)
  expect(out).toMatch(/^broken {2}From \d+\.\d+ s on: repair runs while there are /m)
  const told = JSON.parse(parley('run', 'cassandra-4.0-repair', ...mixed, '--json').out)
  expect(told.rules).toMatchObject([{ rule: 'operation repair', severity: 'unsafe', step: 2 }])
})

test('a part of an order is run on demand', () => {
  const { status, out } = run('--order', 's1', '--partial')

  expect(status).toBe(1)
  expect(out).toContain('Step 1 of 1: s1 to ZODB-3.2')
  expect(run('--order', 'c1', '--partial').status).toBe(0)
  expect(run('--order', '', '--partial').status).toBe(0)
})

test('where any acceptor will do, an attempt that another one makes good breaks nothing', () => {
  const aim = ['run', 'zeo', '--from', 'ZODB-3.1', '--to', 'ZODB-3.9']
  // The clients of 3.9 are refused by s2 until it is upgraded, too.
  const safe = parley(...aim, '--order', 'client=ZODB-3.2,s1,client,s2', '--json')
  expect(safe.status).toBe(0)
  const told = JSON.parse(safe.out)
  expect(told).toMatchObject({ verdict: 'safe', firstFailure: null })
  expect(told.outcomes.rejected).toBeGreaterThan(0)
  // Here old clients find no server that works.
  expect(parley(...aim, '--order', 'server,client=ZODB-3.2,client').status).toBe(1)
})

test('a longer order is run to its end', () => {
  const { out } = parley(
    'run',
    'zeo',
    '--order',
    'c1=ZODB-3.2,client=ZODB-3.3.1,client=ZODB-3.2,server',
    '--json',
  )

  expect(JSON.parse(out).rollout).toMatchObject({ state: 'done', step: { number: 9, of: 9 } })
})

test('what has to be kept decides', () => {
  expect(run('--order', 'server,client', '--keep', 'service').status).toBe(0)
  expect(run('--order', 'server,client', '--keep', 'working').status).toBe(1)
})
