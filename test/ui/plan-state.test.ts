/** What going to mixed states, and another target of an upgrade, do to the workbench and to its links. */
import { describe, expect, test } from 'vitest'
import { simulate, stateAfter } from '#sim/run/run.ts'
import { viewOf } from '#sim/views/view.ts'
import { changeOfTarget } from '#ui/plan/change-of-target.ts'
import { stateOfRun } from '#ui/plan/here.ts'
import { answerFor } from '#ui/planning/compute.ts'
import { statesOf } from '#ui/planning/states-of.ts'
import { failureAfter } from '#ui/session/moments.ts'
import { openPair, openSession, openTarget, type Session, specOf, wholeOf } from '#ui/session/session.ts'
import { begin, type Change, change, type State } from '#ui/session/state.ts'
import { encodeSession } from '#ui/share/write-link.ts'
import { chartOf } from '#ui/timeline/chart.ts'
import { shipped as names, readScenario } from '../scenarios/shipped.ts'
import { zeo } from '../sim/zeo.ts'
import { made } from './made.ts'
import { openLink } from './open-link.ts'

const order = (...nodes: string[]) => nodes.map((node) => ({ node, to: 'ZODB-3.2' }))
const session = openSession(zeo)
const start = begin(made(session))
const reach = (...changes: Change[]): State => changes.reduce(change, start)
const viewAt = ({ run, moment }: State) => viewOf(run.cluster, stateAfter(run, moment))
const releases = (state: State) =>
  viewAt(state)
    .nodes.map(({ release }) => release.at(-1))
    .join('')

const shipped = names.map(readScenario)
const long = readScenario('zeo')
const mongo = readScenario('mongodb-7.0')

describe('going to a mixed state', () => {
  test('shows it once the cluster has settled, and nothing plays', () => {
    const state = reach({ do: 'play' }, { do: 'reach', session, steps: 2 })
    expect(releases(state)).toBe('11122')
    expect(state).toMatchObject({ playing: false, session, past: [] })
    expect(releases(reach({ do: 'reach', session, steps: 0 }))).toBe('11111')
    expect(releases(reach({ do: 'reach', session, steps: 5 }))).toBe('22222')
  })

  test('of another order revises the session, which undo takes back', () => {
    const other: Session = { ...session, steps: order('c2', 's1', 'c1', 'c3', 's2') }
    const state = reach({ do: 'reach', session: other, steps: 2 })
    expect(releases(state)).toBe('12121')
    expect(state.session).toBe(other)
    expect(change(state, { do: 'undo' }).session).toBe(session)
  })

  test('finds the run there on the lattice', () => {
    const { lattice } = answerFor(zeo)
    const countsAt = (state: State) => {
      const key = stateOfRun(lattice, viewAt(state))
      return lattice.states.find((each) => each.key === key)?.counts.map((counts) => counts[1])
    }
    expect(countsAt(start)).toEqual([0, 0])
    for (const [steps, counts] of [
      [1, [0, 1]],
      [2, [0, 2]],
      [4, [2, 2]],
      [5, [3, 2]],
    ] as const) {
      expect(countsAt(reach({ do: 'reach', session, steps }))).toEqual(counts)
    }
  })

  test('finds a run that was upgraded by hand, too, and one that is nowhere on the lattice', () => {
    const { lattice } = answerFor(zeo)
    const byHand = reach(
      { do: 'seek', time: 100 },
      { do: 'intervene', intervention: { do: 'upgrade', node: 'c2', to: 'ZODB-3.2' } },
      { do: 'seek', time: 990 },
      { do: 'seek', time: 2_500 },
    )
    const key = stateOfRun(lattice, viewAt(byHand))
    expect(lattice.states.find((each) => each.key === key)?.counts[0]).toEqual([2, 1])
    const { lattice: other } = answerFor({ ...zeo, upgrade: { ...zeo.upgrade, steps: order('s1') } })
    expect(stateOfRun(other, viewAt(byHand))).toBeNull()
  })

  test('levels and operations are steps like others', () => {
    const { lattice } = answerFor(mongo)
    const done = change(begin(made(openSession(mongo))), {
      do: 'reach',
      session: openSession(mongo),
      steps: 5,
    })
    expect(done.session.steps.at(-1)).toEqual({ node: 'fcv', to: '7.0' })
    const before = change(done, { do: 'reach', session: done.session, steps: 4 })
    expect(stateOfRun(lattice, viewAt(done))).toBe(lattice.goal)
    expect(stateOfRun(lattice, viewAt(before))).not.toBe(lattice.goal)
  })
})

test('the timeline tells of every release on a way through several', () => {
  const kafka = readScenario('kafka-4.0')
  const { run } = begin(made(openSession(kafka)))
  const lane = chartOf(run).lanes.find(({ node }) => node === 'b1')
  expect(lane?.releases.map(({ name }) => name)).toEqual(['kafka-2.0', 'kafka-3.9', 'kafka-4.0'])
})

describe('going to where a state goes wrong', () => {
  test('selects the pair that fails, at the moment from which that is final', () => {
    const state = reach({ do: 'reach failure', session, steps: 1, pairs: ['c2-s1'] })
    expect(state).toMatchObject({ mode: 'debug', selection: { kind: 'pair', id: 'c2-s1' } })
    expect(viewAt(state).pairs.find(({ id }) => id === 'c2-s1')?.status).toBe('half-open')
  })

  test('takes another failure of that state where none of the pairs has one', () => {
    const { run } = start
    const pair = failureAfter(run, 1, ['c9-s9'])?.selection
    expect(pair?.kind === 'pair' && pair.id).toMatch(/-s1$/)
  })

  test('shows the state itself where nothing goes wrong', () => {
    const safe: Session = { ...session, steps: order('c1', 'c2', 'c3', 's1', 's2') }
    const state = reach({ do: 'reach failure', session: safe, steps: 2, pairs: [] })
    expect(failureAfter(state.run, 2, [])).toBeNull()
    expect(releases(state)).toBe('22111')
  })

  test('selects the event where a rule is broken that no connection shows', () => {
    const data = openSession(readScenario('zeo-2005-data'))
    const state = change(begin(made(data)), { do: 'reach failure', session: data, steps: 2, pairs: [] })
    const { selection } = state
    expect(selection?.kind === 'event' && state.run.trace.event(selection.id)?.kind).toBe('rule')
  })
})

describe('the Plan mode', () => {
  test('is about a whole cluster, also where a pair was on its own', () => {
    const choice = { link: 'client-server', dialer: 'ZODB-3.1', acceptor: 'ZODB-3.2' }
    const pair = openPair(zeo, choice) as Session
    const state = change(begin(made(pair)), { do: 'mode', mode: 'plan' })
    expect(state).toMatchObject({ mode: 'plan', session: { scenario: zeo } })
    expect(change(state, { do: 'undo' }).session).toBe(pair)
  })

  test('knows about how many states there are to look at', () => {
    expect(statesOf(zeo)).toBe(12)
    expect(statesOf(mongo)).toBe(24)
    const many = Array.from({ length: 1_000 }, (_, i) => ({
      id: `c${i}`,
      role: 'client',
      release: 'ZODB-3.1',
    }))
    const steps = many.map(({ id }) => ({ node: id, to: 'ZODB-3.2' }))
    expect(statesOf({ ...zeo, nodes: many, upgrade: { ...zeo.upgrade, steps } })).toBe(1_001)
  })
})

describe('another target', () => {
  const from = 'ZODB-3.1'
  const to = 'ZEO-5.4'
  const revise = (one: Session, target: Parameters<typeof changeOfTarget>[1]) => {
    const { session: next } = changeOfTarget(one, target) as Extract<Change, { do: 'revise' }>
    return next
  }

  test('has its own upgrade, and knows the scenario that it is of', () => {
    const retargeted = openTarget(long, { from, to })
    expect(retargeted.steps).toHaveLength(long.nodes.length)
    expect(new Set(retargeted.steps.map((step) => step.to))).toEqual(new Set([to]))
    expect(wholeOf(retargeted)).toBe(long)
    expect(openTarget(long, {})).toEqual(openSession(long))
  })

  test('of the same way keeps the order, and of another one begins anew', () => {
    const mine: Session = { ...session, steps: order('c3', 's2', 'c1', 'c2', 's1'), seed: 3 }
    const kept = revise(mine, { keep: ['open', 'supported'] })
    expect(kept).toMatchObject({ steps: mine.steps, seed: 3 })
    expect(kept.scenario.upgrade.keep).toEqual(['open', 'supported'])
    expect(revise(kept, {})).toEqual(mine)
    const retargeted = revise(openSession(long), { from, to })
    expect(retargeted.steps).toEqual(retargeted.scenario.upgrade.steps)
  })

  test('of more steps gives the run the time for them', () => {
    const endOf = (session: Session) => simulate(specOf(session)).end
    const straight = openTarget(long, { from, to })
    const through = { ...straight, steps: [...straight.steps, ...straight.steps] }
    expect(endOf(through)).toMatchObject({ why: 'at rest' })
    expect(endOf(through).at).toBeGreaterThan(endOf(straight).at)
  })

  test('is in the link, and so is the mode', () => {
    const retargeted = openTarget(long, { from, to, keep: ['service', 'supported'] })
    const opened = openLink(encodeSession(retargeted, { mode: 'plan' }), [long])
    expect(opened).toEqual({ ok: true, session: retargeted, view: { mode: 'plan' } })
  })

  test.each([
    ['a release that nobody has', { from: 'ZODB-9' }],
    ['one that is no role’s', { to: '' }],
  ])('of %s opens nothing', (_, target) => {
    const bad = { ...openSession(long), target: { choice: target, whole: long } }
    expect(openLink(encodeSession(bad), [long]).ok).toBe(false)
  })

  test('leads through steps of levels, operations and nodes that take several, in any order', () => {
    for (const scenario of shipped) {
      const { steps } = scenario.upgrade
      for (const mine of [steps, steps.toReversed(), [...steps, ...steps]]) {
        const opened = openLink(encodeSession({ ...openSession(scenario), steps: mine }), shipped)
        expect(opened.ok && opened.session.steps).toEqual(mine)
      }
    }
  })
})
