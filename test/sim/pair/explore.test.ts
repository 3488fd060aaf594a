import fc from 'fast-check'
import { describe, expect, it, vi } from 'vitest'
import type { EndRules } from '#machines/rules.ts'
import { type Exploration, explore } from '#sim/pair/explore.ts'
import { matrix } from '#sim/rules/matrix.ts'
import { outcomes } from '#sim/scenario/outcome.ts'
import { anyEndRules } from '../arbitraries.ts'
import { type Application, endingAfter, everyEnding } from '../brute-force.ts'
import { zeo } from '../zeo.ts'
import { application } from './application.ts'

// Many random examples take their time on a busy machine.
vi.setConfig({ testTimeout: 60_000 })

const nothingLost = () => []

const silent: Application = { test: [], start: [], repeat: [], fate: () => 'made' }

function exploreRules(
  dialer: EndRules,
  acceptor: EndRules,
  calls: Application,
  offers?: string,
): Exploration {
  const { fate, repeat, ...others } = calls
  return explore({
    rules: { dialer, acceptor },
    calls: { ...others, repeat: repeat.map(([name]) => name) },
    fateOf: fate,
    lostAt: nothingLost,
    offers,
  })
}

/** Ends that hold few replies, for which calls are not repeated more often than twice. */
const patientWith = (rules: EndRules): EndRules =>
  rules.queue === undefined ? rules : { ...rules, queue: { ...rules.queue, bound: 1 } }

/** A walk remembers nothing: it takes too long where tries follow tries. */
const most = 1_000n

describe('the checker and a brute-force walk', () => {
  const pairs = [anyEndRules, anyEndRules.map(patientWith), application] as const

  it('count the same schedules for every outcome, and come to rest in the same ways', () => {
    let compared = 0
    fc.assert(
      fc.property(...pairs, (dialer, acceptor, calls) => {
        const explored = exploreRules(dialer, acceptor, calls)
        fc.pre(explored.schedules <= most)
        const counted = new Map<string, bigint>()
        const rests = new Set<string>()
        const endings = everyEnding(dialer, acceptor, calls)
        for (const { outcome, dialer, acceptor, tested } of endings) {
          counted.set(outcome, (counted.get(outcome) ?? 0n) + 1n)
          rests.add(JSON.stringify([outcome, dialer, acceptor, tested]))
        }
        expect(new Map(Object.entries(explored.outcomes))).toEqual(counted)
        expect(explored.schedules).toBe(BigInt(endings.length))
        const found = explored.rests.map(({ outcome, ends, isTested }) =>
          JSON.stringify([outcome, ends.dialer, ends.acceptor, isTested]),
        )
        expect(new Set(found)).toEqual(rests)
        compared++
      }),
      { numRuns: 1_000 },
    )
    expect(compared).toBe(1_000)
  })

  it('end the schedule that the checker shows in the same way, and no schedule worse', () => {
    fc.assert(
      fc.property(...pairs, (dialer, acceptor, calls) => {
        const explored = exploreRules(dialer, acceptor, calls)
        const { outcome, ends, calls: made, schedule } = explored
        const standing = ({ state, version }: Exploration['ends']['dialer']) => ({ state, version })
        const { tested: _, ...ending } = endingAfter(dialer, acceptor, calls, schedule)
        expect(ending).toEqual({
          outcome,
          dialer: standing(ends.dialer),
          acceptor: standing(ends.acceptor),
          ...made,
        })
        fc.pre(explored.schedules <= most)
        const rank = outcomes.indexOf(outcome)
        for (const ending of everyEnding(dialer, acceptor, calls)) {
          expect(outcomes.indexOf(ending.outcome)).toBeLessThanOrEqual(rank)
        }
      }),
      { numRuns: 500 },
    )
  })
})

describe('the matrix of ZEO 2002', () => {
  const answers = (scenario = zeo) =>
    new Map(matrix(scenario).map((pair) => [`${pair.dialer} to ${pair.acceptor}`, pair]))

  it('finds the four answers', () => {
    const pairs = answers()
    expect([...pairs.keys()]).toEqual([
      'ZODB-3.1 to ZODB-3.1',
      'ZODB-3.1 to ZODB-3.2',
      'ZODB-3.2 to ZODB-3.1',
      'ZODB-3.2 to ZODB-3.2',
    ])
    expect(pairs.get('ZODB-3.1 to ZODB-3.1')).toMatchObject({ outcome: 'open', negotiated: 'Z200', lost: [] })
    expect(pairs.get('ZODB-3.2 to ZODB-3.2')).toMatchObject({ outcome: 'open', negotiated: 'Z201', lost: [] })
    expect(pairs.get('ZODB-3.2 to ZODB-3.1')).toMatchObject({
      outcome: 'degraded',
      negotiated: 'Z200',
      lost: ['no lastTransaction and getInvalidations: every reconnect verifies the whole cache'],
      // register, get_info, zeoVerify in place of lastTransaction, and load twice.
      calls: { made: 5, answered: 5 },
    })
    expect(pairs.get('ZODB-3.1 to ZODB-3.2')).toMatchObject({
      outcome: 'half-open',
      negotiated: 'Z200',
      rejectedBy: null,
      ends: {
        dialer: { state: 'stalled', version: null },
        acceptor: { state: 'open', version: 'Z200' },
      },
      // register alone: nothing else is called before it is answered.
      calls: { made: 1, answered: 0 },
    })
  })

  it('has as many delivery orders as a walk through all of them', () => {
    const calls: Application = {
      test: ['register'],
      start: ['get_info', 'lastTransaction'],
      repeat: [['load', 2]],
      fate: () => 'made',
    }
    const rulesOf = (role: number, release: string) =>
      zeo.roles[role]?.releases.find(({ name }) => name === release)?.rules
    for (const { dialer, acceptor, schedules } of answers().values()) {
      const [client, server] = [rulesOf(0, dialer), rulesOf(1, acceptor)]
      if (client === undefined || server === undefined) throw new Error('no such release')
      expect(everyEnding(client, server, calls)).toHaveLength(schedules)
    }
  })

  it('lets no delivery order change an answer', () => {
    for (const { outcome, outcomes, schedules } of answers().values()) {
      expect(outcomes).toEqual({ [outcome]: schedules })
      expect(schedules).toBeGreaterThan(1)
    }
  })

  it('has the old client close where it does what its authors’ comment says', () => {
    const roles = zeo.roles.map((role) => ({
      ...role,
      releases: role.releases.map((release) => ({
        ...release,
        rules: { ...release.rules, otherwise: 'close' as const },
      })),
    }))
    const pairs = answers({ ...zeo, roles })
    expect(pairs.get('ZODB-3.1 to ZODB-3.2')).toMatchObject({
      outcome: 'rejected',
      negotiated: null,
      rejectedBy: 'dialer',
      ends: { dialer: { state: 'rejected', version: null }, acceptor: { state: 'closed', version: null } },
    })
    expect(pairs.get('ZODB-3.2 to ZODB-3.1')?.outcome).toBe('degraded')
  })
})

describe('the outcome of a pair', () => {
  const rules: EndRules = {
    versions: ['A', 'B'],
    speaks: 'at once',
    offers: 'A',
    answers: 'theirs',
    accepts: ['A'],
    otherwise: 'close',
    meanwhile: 'queue',
  }

  it('is stalled where both wait for the other to speak', () => {
    const waits: EndRules = { ...rules, speaks: 'after the peer' }
    const calls = { ...silent, test: ['ping', 'load'] }
    expect(exploreRules(waits, waits, calls)).toMatchObject({
      outcome: 'stalled',
      ends: { dialer: { state: 'awaiting' }, acceptor: { state: 'awaiting' } },
      calls: { made: 2, answered: 0 },
    })
  })

  it('is half-open where both believe in a version, and not in the same one', () => {
    const trusts: EndRules = { ...rules, accepts: ['A', 'B'] }
    expect(exploreRules(trusts, { ...trusts, offers: 'B' }, silent)).toMatchObject({
      outcome: 'half-open',
      ends: { dialer: { version: 'B' }, acceptor: { version: 'A' } },
    })
  })

  it('is degraded where the agreed version lacks something, and says so only of that version', () => {
    const tables = { dialer: rules, acceptor: rules }
    const lacking = (version: string) =>
      explore({
        rules: tables,
        calls: { test: [], start: [], repeat: [] },
        fateOf: () => 'made',
        lostAt: ({ dialer }) => (dialer === version ? ['x'] : []),
      })
    expect(lacking('A').outcome).toBe('degraded')
    expect(lacking('B').outcome).toBe('open')
  })
})
