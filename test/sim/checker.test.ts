import fc from 'fast-check'
import { describe, expect, it, vi } from 'vitest'
import type { EndRules } from '#machines/rules.ts'
import { type Exploration, explore } from '#sim/checker.ts'
import { matrix } from '#sim/matrix.ts'
import { outcomes } from '#sim/outcome.ts'
import { anyEndRules } from './arbitraries.ts'
import { endingAfter, everyEnding } from './brute-force.ts'
import { zeo } from './zeo.ts'

// Many random examples take their time on a busy machine.
vi.setConfig({ testTimeout: 60_000 })

const nothingLost = () => []

function exploreRules(dialer: EndRules, acceptor: EndRules, calls: number): Exploration {
  return explore({ dialer, acceptor }, calls, nothingLost)
}

/** A walk remembers nothing: it takes too long where tries follow tries. */
const most = 2_000n

describe('the checker and a brute-force walk', () => {
  it('count the same schedules for every outcome', () => {
    fc.assert(
      fc.property(anyEndRules, anyEndRules, fc.nat({ max: 2 }), (dialer, acceptor, calls) => {
        const explored = exploreRules(dialer, acceptor, calls)
        fc.pre(explored.schedules <= most)
        const counted = new Map<string, bigint>()
        const endings = everyEnding(dialer, acceptor, calls)
        for (const { outcome } of endings) counted.set(outcome, (counted.get(outcome) ?? 0n) + 1n)
        expect(new Map(Object.entries(explored.outcomes))).toEqual(counted)
        expect(explored.schedules).toBe(BigInt(endings.length))
      }),
      { numRuns: 2_000 },
    )
  })

  it('end the schedule that the checker shows in the same way, and no schedule worse', () => {
    fc.assert(
      fc.property(anyEndRules, anyEndRules, fc.nat({ max: 2 }), (dialer, acceptor, calls) => {
        const explored = exploreRules(dialer, acceptor, calls)
        const { outcome, ends, calls: made, schedule } = explored
        const standing = ({ state, version }: Exploration['ends']['dialer']) => ({ state, version })
        expect(endingAfter(dialer, acceptor, calls, schedule)).toEqual({
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
      { numRuns: 1_000 },
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
      calls: { made: 2, answered: 2 },
    })
    expect(pairs.get('ZODB-3.1 to ZODB-3.2')).toMatchObject({
      outcome: 'half-open',
      negotiated: 'Z200',
      rejectedBy: null,
      ends: {
        dialer: { state: 'stalled', version: null },
        acceptor: { state: 'open', version: 'Z200' },
      },
      calls: { made: 2, answered: 0 },
    })
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
    expect(exploreRules(waits, waits, 2)).toMatchObject({
      outcome: 'stalled',
      ends: { dialer: { state: 'awaiting' }, acceptor: { state: 'awaiting' } },
      calls: { made: 2, answered: 0 },
    })
  })

  it('is half-open where both believe in a version, and not in the same one', () => {
    const trusts: EndRules = { ...rules, accepts: ['A', 'B'] }
    expect(exploreRules(trusts, { ...trusts, offers: 'B' }, 1)).toMatchObject({
      outcome: 'half-open',
      ends: { dialer: { version: 'B' }, acceptor: { version: 'A' } },
    })
  })

  it('is degraded where the agreed version lacks something, and says so only of that version', () => {
    const tables = { dialer: rules, acceptor: rules }
    const lacking = (version: string) => explore(tables, 1, (agreed) => (agreed === version ? ['x'] : []))
    expect(lacking('A').outcome).toBe('degraded')
    expect(lacking('B').outcome).toBe('open')
  })
})
