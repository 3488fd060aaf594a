import { describe, expect, test } from 'vitest'
import { digestsOfQuestions, questions, wordsOf } from '../browser/digests.ts'
import { readTexts } from '../set-up/digests.ts'
import { ask } from './parley.ts'

const run = async (...words: string[]) => {
  const ended = await ask('run', 'zeo-2002', ...words)
  expect(ended.err).toBe('')
  return ended
}
const report = async (...words: string[]) => {
  const { status, out } = await run(...words, '--json')
  return { status, report: JSON.parse(out) }
}

describe('servers first, the order of the scenario', () => {
  test('breaks, although everything is upgraded in the end', async () => {
    const { status, out } = await run()

    expect(status).toBe(1)
    expect(out).toContain('the rollout is done')
    expect(out).toMatch(/^unsafe {2}6 of 24 attempts to connect did not work\.$/m)
    expect(out).toMatch(
      /The first: c\d-s1#\d+, half-open at \d+\.\d{3} s, in step 1 of 5 \(s1 to ZODB-3\.2\)\./,
    )
    expect(out).toMatch(/longest wait +register of c3 to s1 hung for 24\.\d s/)
    expect(out.trimEnd().split('\n').at(-1)).toMatch(
      /Why: s1 believes Z200 is agreed; c\d does not accept Z201 and stays in its handshake/,
    )
  })

  test('names the call that hangs while the clients are old', async () => {
    const { out } = await run('--until', '16s')

    expect(out).toMatch(/calls .*, 6 hanging/)
    expect(out).toMatch(/longest wait +register of c\d to s1 hangs: no answer since 6\.\d{3} s/)
    expect(out).toContain('ended in step 3 of 5')
  })

  test('is told to programs, too', async () => {
    const { status, report: told } = await report()

    expect(status).toBe(1)
    expect(told).toMatchObject({
      scenario: 'zeo-2002',
      seed: 7,
      order: ['s1', 's2', 'c1', 'c2', 'c3'],
      until: 50_000,
      digest: expect.stringMatching(/^[0-9a-f]{16}$/),
      format: 2,
      end: { why: 'at rest', stuckIn: [] },
      verdict: 'unsafe',
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
  test('is safe, and says what is lost on the way', async () => {
    const { status, out } = await run('--order', 'client,server')

    expect(status).toBe(0)
    expect(out).toContain('upgrades c1, c2, c3, s1, s2;')
    expect(out.slice(out.indexOf('\nsafe')).trim().split('\n')).toEqual([
      'safe  Every attempt to connect to a running node worked, 6 of them with something lost.',
      expect.stringMatching(/^ {6}From step 1 until step 5: lost: both ends agree on Z200, /),
    ])
    expect(out).toContain('every reconnect verifies the whole cache')
  })

  test('counts no attempt that a node which was down refused', async () => {
    const { status, report: told } = await report('--order', 'c3, c1 c2,s2,s1', '--seed', '1')

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

test('one client left behind is enough to break', async () => {
  expect((await run('--order', 'c1,c2,server,c3')).status).toBe(1)
})

test('the digest follows from the seed and the order alone', async () => {
  const digest = async (...words: string[]) => (await report(...words)).report.digest
  const usual = await digest()

  expect(await digest('--seed', '7', '--order', 'server,client', '--until', '50 s')).toBe(usual)
  expect(await digest('--seed', '8')).not.toBe(usual)
  expect(await digest('--order', 'client,server')).not.toBe(usual)
})

test('the log has the time, the node and the sentence in columns, under the steps of the rollout', async () => {
  const lines = (await run('--seed', '1')).out.split('\n')

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

test('everything is in the log on demand', async () => {
  const usual = (await run()).out
  const verbose = (await run('--verbose')).out

  expect(usual).not.toContain('sends register to')
  expect(verbose).toContain('sends register to s1')
  expect(verbose.split('\n').length).toBeGreaterThan(2 * usual.split('\n').length)
  const { log } = (await report('--verbose')).report
  expect(log[0]).toEqual({ at: 0, node: null, text: 'the cluster starts, with seed 7' })
  expect(log.every(({ text }: { text: unknown }) => typeof text === 'string')).toBe(true)
})

test('a run that is cut before its rollout is over is not known to be safe', async () => {
  const { status, out } = await run('--order', 'client,server', '--until', '10 s')

  expect(status).toBe(1)
  expect(out).toContain(
    'unknown  The run was cut at 10.000 s, in step 2 of 5 (c2 to ZODB-3.2). Nothing broke until then.',
  )
  expect((await report('--order', 'client,server', '--until', '10 s')).report).toMatchObject({
    verdict: 'unknown',
    until: 10_000,
    end: { why: 'cut' },
  })
})

test('a run that is cut is unsafe where something has broken by then, or is bound to', async () => {
  expect(await report('--until', '12 s')).toMatchObject({ status: 1, report: { verdict: 'unsafe' } })
  // The first server runs its new release, and no client has come back to it yet.
  const { report: told } = await report('--until', '5 s')
  expect(told).toMatchObject({ verdict: 'unsafe', observed: [], firstFailure: null })
  expect(told.foreseen).toMatchObject([
    { rule: 'link client-server', severity: 'unsafe', from: 1, until: null },
  ])
  expect((await run('--until', '5 s')).out).toMatch(
    /unsafe {2}These steps break something, though not in this run\.\n +In another delivery order, or with more time:\n +after step 1, /,
  )
})

test.each(['0', '4294967295'])('%s is a seed', async (seed) => {
  expect((await report('--seed', seed, '--until', '1s')).report.seed).toBe(Number(seed))
})

test('a node that cannot start breaks the run, although every attempt to connect worked', async () => {
  const early = ['--order', 'b1.ibp,b1,b2,b3,b2.ibp,b3.ibp']
  const { status, out } = await ask('run', 'kafka-ibp', ...early)

  expect(status).toBe(1)
  expect(out).toContain('Step 1 of 6: b1.ibp to 3.9')
  expect(out).toMatch(/^unsafe {2}From step 1 on: b1 did not start: kafka-3\.8 cannot run at ibp 3\.9\.$/m)
  expect(out).toMatch(
    /^ {8}From step 1 on: the rollout is stuck: it waits for b1\.ibp to be at 3\.9, and b1 did not start\.$/m,
  )
  const told = JSON.parse((await ask('run', 'kafka-ibp', ...early, '--json')).out)
  expect(told.refusals).toMatchObject([{ node: 'b1', step: { number: 1, node: 'b1.ibp' } }])
})

test('a rule that a step breaks breaks the run, and is named', async () => {
  const mixed = ['--order', 'n1,repair,repair,n2,n3']
  const { status, out } = await ask('run', 'cassandra-4.0-repair', ...mixed)

  expect(status).toBe(1)
  expect(out).toMatch(/^unsafe {2}From step 2 until step 3: repair runs while there are /m)
  const told = JSON.parse((await ask('run', 'cassandra-4.0-repair', ...mixed, '--json')).out)
  expect(told.rules).toMatchObject([{ rule: 'operation repair', severity: 'unsafe', step: 2 }])
  expect(told.observed).toMatchObject([{ rule: 'operation repair', from: 2, until: 3 }])
})

test('a part of an order is run on demand', async () => {
  const { status, out } = await run('--order', 's1', '--partial')

  expect(status).toBe(1)
  expect(out).toContain('Step 1 of 1: s1 to ZODB-3.2')
  expect((await run('--order', 'c1', '--partial')).status).toBe(0)
  expect((await run('--order', '', '--partial')).status).toBe(0)
})

test('where any acceptor will do, an attempt that another one makes good breaks nothing', async () => {
  const aim = ['run', 'zeo', '--from', 'ZODB-3.1', '--to', 'ZODB-3.9']
  // The clients of 3.9 are refused by s2 until it is upgraded, too.
  const safe = await ask(...aim, '--order', 'client=ZODB-3.2,s1,client,s2', '--json')
  expect(safe.status).toBe(0)
  const told = JSON.parse(safe.out)
  expect(told).toMatchObject({ verdict: 'safe', firstFailure: null })
  expect(told.outcomes.rejected).toBeGreaterThan(0)
  // Here old clients find no server that works.
  expect((await ask(...aim, '--order', 'server,client=ZODB-3.2,client')).status).toBe(1)
})

test('a longer order is run to its end', async () => {
  const { out } = await ask(
    'run',
    'zeo',
    '--order',
    'c1=ZODB-3.2,client=ZODB-3.3.1,client=ZODB-3.2,server',
    '--json',
  )

  expect(JSON.parse(out).rollout).toMatchObject({ state: 'done', step: { number: 9, of: 9 } })
})

test('what has to be kept decides', async () => {
  expect((await run('--order', 'server,client', '--keep', 'service')).status).toBe(0)
  expect((await run('--order', 'server,client', '--keep', 'working')).status).toBe(1)
})

describe('steps that are taken together', () => {
  test('are as many as the pace of their role allows', async () => {
    const { status, report: told } = await report('--order', 'client,server', '--pace', 'client=all')

    expect(status).toBe(0)
    expect(told).toMatchObject({ waves: [3, 1, 1], rollout: { state: 'done' } })
    const { out } = await run('--order', 'client,server', '--pace', 'client=2')
    expect(out).toContain('upgrades c1 + c2, c3, s1, s2; seed 7')
    expect(out).toContain('Steps 1 to 2 of 5: c1 and c2 to ZODB-3.2')
  })

  test('are judged together: nobody may be left without anybody', async () => {
    const file = 'test/cases/all-acceptors-together.yaml'
    expect((await ask('run', file)).status).toBe(0)
    expect((await ask('run', file, '--pace', '2')).status).toBe(0)
    const all = await ask('run', file, '--pace', 'all')
    expect(all.status).toBe(1)
    expect(all.out).toMatch(
      /unsafe {2}In step 3: p1 has nobody to connect to while s1, s2 and s3 are down\.$/m,
    )
  })

  test.each([
    ['sever=2', '--pace: unknown role “sever”, expected client or server (did you mean server?)'],
    ['0', '--pace: found “0”, expected a whole number from 1 on or all'],
  ])('at a pace that is none, %s, are misuse', async (pace, message) => {
    const { status, err } = await ask('run', 'zeo-2002', '--pace', pace)
    expect(status).toBe(2)
    expect(err).toContain(message)
  })
})

test('what an upgrade must keep and what it may lose come to other statuses', async () => {
  const floor = 'test/cases/run-ignores-the-floor.yaml'
  expect((await ask('run', floor)).out).toMatch(
    /^unsafe {2}In step 1: only 1 of server is up while s1 is down, where 2 are needed\.$/m,
  )
  const path = await ask('run', 'test/cases/run-takes-a-forbidden-path.yaml')
  expect(path.status).toBe(1)
  expect(path.out).toContain('this must not be: server old can be upgraded to next, not straight to new')
  // What nobody vouches for is unsupported where that is kept, and else a loss.
  const early = ['run', 'kubernetes-1.35', '--order', 'c1,apiserver,kubelet']
  const kept = await ask(...early, '--json')
  expect([kept.status, JSON.parse(kept.out).verdict]).toEqual([1, 'unsupported'])
  const lost = await ask(...early, '--keep', 'working', '--json')
  expect([lost.status, JSON.parse(lost.out).verdict]).toEqual([0, 'safe'])
})

test('a rollout is run to its end, however long it takes', async () => {
  const five = ['run', 'test/cases/run-ends-before-its-rollout.yaml', '--from', 'old', '--to', 'new']
  const { status, out } = await ask(...five, '--order', 'client,server')

  expect(status).toBe(1)
  expect(out).toContain('in step 6 of 6 (s1 to new).')
})

test('the command and the page run the same, whatever an upgrade is to lead from and to', async () => {
  const inThePage = digestsOfQuestions(readTexts())
  for (const question of questions) {
    const words = wordsOf(question)
    expect([words, JSON.parse((await ask('run', ...words, '--json')).out).digest]).toEqual([
      words,
      inThePage[words.join(' ')],
    ])
  }
})
