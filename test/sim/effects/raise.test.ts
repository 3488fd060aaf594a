// Levels and operations within a run: what raises them, and what they change.
import fc from 'fast-check'
import { describe, expect, it, vi } from 'vitest'
import type { Intervention } from '#sim/engine/intervention.ts'
import { type Run, simulate, stateAfter, stateAt } from '#sim/run/run.ts'
import type { Scenario } from '#sim/scenario/model.ts'
import { narrate } from '#sim/views/narrate.ts'
import { summarise } from '#sim/views/summary.ts'
import { viewOf } from '#sim/views/view.ts'
import { plain, worldFromZero } from '../from-zero.ts'
import { change, levelled, levelledSpec } from '../levelled.ts'
import { only } from '../reading.ts'
import { run } from '../small.ts'

// Many random examples take their time on a busy machine.
vi.setConfig({ testTimeout: 60_000 })

const rollOut = (...steps: string[]): Intervention => ({
  at: 1_000,
  do: 'roll out',
  steps: steps.map((step) => {
    const [node = '', to = ''] = step.split(' ')
    return { node, to }
  }),
})

const moves = ({ trace }: Run) =>
  only(trace, 'level', 'operation').map((event) =>
    event.kind === 'level'
      ? `${event.at} ${event.node ?? 'all'} ${event.level} ${event.from} ${event.to}`
      : `${event.at} ${event.operation} ${event.to}`,
  )

const transitions = ({ trace }: Run, actor: string) =>
  only(trace, 'transition')
    .filter((event) => event.actor === actor)
    .map(({ at, to }) => `${at} ${to.join(' ')}`)

/** What the acceptor of the last connection of a pair offers. */
const offerOf = (simulated: Run, pair: string, time: number) => {
  const view = viewOf(simulated.cluster, stateAt(simulated, time)).pairs.find(({ id }) => id === pair)
  return `${view?.connection} ${view?.ends.acceptor?.rules.offers}`
}

const told = ({ cluster, trace }: Run) =>
  [...trace].flatMap((event) => {
    const sentence = narrate(cluster, trace, event)
    return sentence?.isNews ? [sentence.text] : []
  })

const upgraded = ['b1 r2', 'b2 r2']

describe('a level that rises by itself and takes its time', () => {
  it('passes every value up to the highest that all members allow, and stays where one holds it down', () => {
    const slow = change(levelled, 'flags', { isTransitional: true })
    const risen = (...steps: string[]) =>
      moves(run(slow, rollOut(...steps))).filter((each) => each.includes('flags'))
    expect(risen(...upgraded).map((each) => each.replace(/^\d+ /, ''))).toEqual([
      'all flags f1 f2',
      'all flags f2 f3',
    ])
    expect(risen('b1 r2')).toEqual([])
  })
})

describe('a level that an operator raises', () => {
  it('is raised at once by its step, and the rollout goes on when the cluster has settled', () => {
    const simulated = run(levelled, rollOut(...upgraded, 'fcv y', 'repair running'))
    expect(transitions(simulated, 'rollout').slice(4)).toEqual([
      '2700 upgrading',
      '2700 settling',
      '3200 upgrading',
      '3200 settling',
      '3700 done',
    ])
    expect(moves(simulated)).toContain('2700 all fcv x y')
    expect(only(simulated.trace, 'level').find((event) => event.level === 'fcv')).toMatchObject({
      cause: only(simulated.trace, 'transition').find(({ at, actor }) => at === 2_700 && actor === 'rollout')
        ?.id,
    })
  })

  it('is what new connections go by, and old ones are left alone', () => {
    const simulated = run(
      levelled,
      rollOut(...upgraded),
      { at: 8_000, do: 'upgrade', node: 'fcv', to: 'y' },
      { at: 9_000, do: 'reset', pair: 'c1-b1' },
    )
    expect(offerOf(simulated, 'c1-b1', 8_900)).toMatch(/ A$/)
    expect(offerOf(simulated, 'c1-b1', 9_500)).toMatch(/ B$/)
    expect(offerOf(simulated, 'c1-b2', 9_500)).toMatch(/ A$/)
  })

  it('closes the connections of its members where it is said to, and they are dialled again', () => {
    const dropping = change(levelled, 'fcv', { dropsConnections: true })
    const simulated = run(dropping, rollOut(...upgraded, 'fcv y'))
    const before = viewOf(simulated.cluster, stateAt(simulated, 2_699))
    const after = viewOf(simulated.cluster, stateAt(simulated, 4_000))
    for (const [i, { id, connection, status }] of after.pairs.entries()) {
      expect(connection).not.toBe(before.pairs[i]?.connection)
      expect(status).toBe('open')
      expect(offerOf(simulated, id, 4_000)).toMatch(/ B$/)
    }
    expect(summarise(simulated)).toMatchObject({ verdict: 'safe', rollout: { state: 'done' } })
  })

  it('leaves connections alone whose ends are no members of it', () => {
    const elsewhere: Scenario = change(
      { ...levelled, nodes: [...levelled.nodes, { id: 'c2', role: 'client', release: 'r1' }] },
      'fcv',
      { dropsConnections: true, members: ['client'] },
    )
    const simulated = run(elsewhere, { at: 1_000, do: 'upgrade', node: 'fcv', to: 'y' })
    const { latest } = stateAt(simulated, 3_000)
    expect(latest.get('c2-b2')).toBe('c2-b2#2')
    expect(latest.get('b1-b2')).toBe('b1-b2#1')
  })
})

describe('a level in the configuration of each node', () => {
  it('is read when the node is restarted, with the release that it had', () => {
    const simulated = run(levelled, rollOut(...upgraded, 'b1.ibp 2'))
    expect(transitions(simulated, 'node b1').slice(4)).toEqual([
      '2700 draining',
      '2800 down',
      '3000 starting',
      '3050 running',
    ])
    expect(moves(simulated)).toContain('3000 b1 ibp 1 2')
    expect(transitions(simulated, 'rollout').slice(4)).toEqual([
      '2700 upgrading',
      '3050 settling',
      '3550 done',
    ])
    expect(offerOf(simulated, 'c1-b1', 8_000)).toMatch(/ B$/)
    expect(offerOf(simulated, 'c1-b2', 8_000)).toMatch(/ A$/)
  })

  it('keeps a node from starting whose release cannot run there, and nobody overlooks it', () => {
    const simulated = run(levelled, rollOut('b1.ibp 2', 'b2 r2'))
    expect(transitions(simulated, 'node b1').slice(2)).toEqual(['1300 starting', '1300 crashed'])
    expect(only(simulated.trace, 'no start')).toMatchObject([
      { node: 'b1', release: 'r1', level: 'ibp', value: '2', severity: 'error' },
    ])
    const { verdict, refusals, rollout } = summarise(simulated)
    expect(verdict).toBe('unsafe')
    expect(refusals).toMatchObject([
      { node: 'b1', at: 1_300, reason: 'r1 cannot run at ibp 2', rollout: { step: 0 } },
    ])
    expect(rollout).toMatchObject({ state: 'upgrading', step: 0 })
    expect(told(simulated)).toEqual(
      expect.arrayContaining([
        'b1 takes on no new work and finishes what it has begun: it is to be restarted with ibp 2',
        'b1 has ibp 2 in its configuration, in place of 1',
        'b1 does not start: r1 cannot run at ibp 2',
        'b1 stays down',
      ]),
    )
  })

  it('lets the node start when it is given a release that can', () => {
    const simulated = run(
      levelled,
      rollOut('b1.ibp 2'),
      { at: 3_000, do: 'restart', node: 'b1' },
      { at: 4_000, do: 'upgrade', node: 'b1', to: 'r2' },
    )
    expect(only(simulated.trace, 'no start').map(({ at }) => at)).toEqual([1_300, 3_000])
    expect(transitions(simulated, 'node b1').at(-1)).toBe('4050 running')
    expect(transitions(simulated, 'rollout').at(-1)).toBe('4550 done')
  })

  it('keeps a node from starting, too, above which a level is raised meanwhile', () => {
    const simulated = run(
      levelled,
      { at: 1_000, do: 'upgrade', node: 'b1', to: 'r1' },
      { at: 1_310, do: 'upgrade', node: 'fcv', to: 'y' },
    )
    expect(transitions(simulated, 'node b1').slice(2)).toEqual(['1300 starting', '1310 crashed'])
    expect(stateAt(simulated, 5_000).nodes.get('b1')?.timer).toBeNull()
  })
})

describe('a level that rises by itself', () => {
  const flags = (simulated: Run) => moves(simulated).filter((move) => move.includes('flags'))

  it('rises one place after the other as soon as every member can run there', () => {
    expect(flags(run(levelled, rollOut(...upgraded)))).toEqual([
      '2200 all flags f1 f2',
      '2200 all flags f2 f3',
    ])
  })

  it('waits for members that are down, or does not, as is said', () => {
    const interventions: Intervention[] = [
      { at: 500, do: 'kill', node: 'b2' },
      { at: 1_000, do: 'upgrade', node: 'b1', to: 'r2' },
    ]
    expect(flags(run(levelled, ...interventions))).toEqual([])
    const hasty = change(levelled, 'flags', { waitsForAll: false })
    expect(flags(run(hasty, ...interventions))).toEqual(['1350 all flags f1 f2', '1350 all flags f2 f3'])
    // The one that kept it from rising goes down.
    const late: Intervention[] = [
      { at: 1_000, do: 'upgrade', node: 'b1', to: 'r2' },
      { at: 3_000, do: 'kill', node: 'b2' },
    ]
    expect(flags(run(hasty, ...late))[0]).toBe('3000 all flags f1 f2')
  })

  it('never falls, so that an older release does not start any more', () => {
    const back = run(levelled, rollOut(...upgraded, 'b1 r1'))
    expect(flags(back)).toHaveLength(2)
    expect(only(back.trace, 'no start')).toMatchObject([{ node: 'b1', level: 'flags', value: 'f3' }])
  })
})

describe('an operation', () => {
  it('begins and is done by its two steps', () => {
    const simulated = run(levelled, rollOut('repair running', 'repair done'))
    expect(moves(simulated)).toEqual(['1000 repair running', '1500 repair done'])
    expect(told(simulated)).toEqual(expect.arrayContaining(['repair begins', 'repair is done']))
  })
})

describe('what is said of a level', () => {
  it('tells who raised it, and what that does', () => {
    const dropping = change(levelled, 'fcv', { dropsConnections: true })
    const simulated = run(dropping, rollOut(...upgraded, 'fcv y', 'fcv x'))
    expect(told(simulated)).toEqual(
      expect.arrayContaining([
        'flags rises by itself from f1 to f2',
        'fcv is raised from x to y, and its members close their connections',
        'fcv is lowered from y to x, and its members close their connections',
      ]),
    )
  })

  it('is in the view of every moment', () => {
    const simulated = run(levelled, rollOut(...upgraded, 'b1.ibp 2', 'repair running'))
    const at = (time: number) => viewOf(simulated.cluster, stateAt(simulated, time))
    expect(at(0).levels).toEqual([
      { level: 'fcv', node: null, value: 'x', next: null },
      { level: 'flags', node: null, value: 'f1', next: null },
      { level: 'ibp', node: 'b1', value: '1', next: null },
      { level: 'ibp', node: 'b2', value: '1', next: null },
    ])
    expect(at(2_900).levels).toContainEqual({ level: 'ibp', node: 'b1', value: '1', next: '2' })
    expect(at(3_000).levels).toContainEqual({ level: 'ibp', node: 'b1', value: '2', next: null })
    expect(at(3_549).operations).toEqual([{ operation: 'repair', value: 'not yet' }])
    expect(at(3_550).operations).toEqual([{ operation: 'repair', value: 'running' }])
  })
})

describe('going to a time', () => {
  it('gives the state that a run from zero has there, levels and operations included', () => {
    const share = fc.double({ min: 0, max: 1, noNaN: true })
    fc.assert(
      fc.property(levelledSpec, share, (spec, place) => {
        const simulated = simulate(spec)
        const time = Math.round(place * spec.until)
        const there = worldFromZero(spec, (next) => next <= time)
        there.now = Math.max(there.now, time)
        expect(plain(stateAt(simulated, time))).toEqual(plain(there))
        const moment = Math.round(place * simulated.moments)
        const past = worldFromZero(spec, (_, world) => world.moment < moment)
        expect(plain(stateAfter(simulated, moment))).toEqual(plain(past))
      }),
      { numRuns: 60 },
    )
  })

  it('finds levels and operations where their events took them last', () => {
    fc.assert(
      fc.property(levelledSpec, (spec) => {
        const simulated = simulate(spec)
        const { levels, operations } = viewOf(simulated.cluster, stateAt(simulated, spec.until))
        for (const { level, node, value } of levels) {
          const events = only(simulated.trace, 'level').filter(
            (event) => event.level === level && event.node === node,
          )
          let here = spec.scenario.levels?.find(({ name }) => name === level)?.start
          for (const { from, to } of events) {
            expect(from).toBe(here)
            here = to
          }
          expect(value).toBe(here)
        }
        const last = only(simulated.trace, 'operation').at(-1)
        expect(operations).toEqual([{ operation: 'repair', value: last?.to ?? 'not yet' }])
      }),
      { numRuns: 60 },
    )
  })

  it('never finds a node running that cannot run where it started', () => {
    fc.assert(
      fc.property(levelledSpec, (spec) => {
        const { trace } = simulate(spec)
        for (const event of only(trace, 'no start')) {
          const next = [...trace].find(
            (each) => each.id > event.id && each.kind === 'transition' && each.actor === `node ${event.node}`,
          )
          expect(next).toMatchObject({ event: 'cannot run', to: ['crashed'], cause: event.id })
        }
      }),
      { numRuns: 60 },
    )
  })
})
