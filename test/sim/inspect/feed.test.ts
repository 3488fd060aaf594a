import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { digest } from '#sim/engine/digest.ts'
import { createFeed } from '#sim/inspect/feed.ts'
import { historyOf } from '#sim/inspect/history.ts'
import type { Inspection } from '#sim/inspect/inspection.ts'
import { type Run, stateAfter } from '#sim/run/run.ts'
import { machinesIn } from '../machines.ts'
import { runZeo } from '../zeo.ts'
import { leavesOf, listener, say, stateOf } from './told.ts'

const run = runZeo({ until: 20_000 })
const all = { machines: 1_000, events: 100_000, stride: 100_000 }

/** The events of every machine, as they are told of when the run is played from its start to its end. */
function played(of: Run) {
  const told = listener()
  const feed = createFeed(told.sink, all)
  for (let moment = 0; moment <= of.moments; moment++) feed.show(of, moment)
  return told
}

describe('played', () => {
  test('tells of every transition of the trace, in its order', () => {
    const { records } = played(run)

    const told = records.flatMap((record) =>
      record.kind === 'snapshot' && record.transition !== null
        ? [
            {
              id: record.transition,
              actor: record.actor.id,
              to: leavesOf(record.snapshot.value),
              at: record.at,
            },
          ]
        : [],
    )
    const inTrace = [...run.trace].flatMap((event) =>
      event.kind === 'transition' && event.moment > 0
        ? [{ id: event.id, actor: event.actor, to: event.to, at: event.at }]
        : [],
    )
    expect(inTrace.length).toBeGreaterThan(50)
    expect(told).toEqual(inTrace)
  })

  test('tells of the event before each state, by its name in the machine', () => {
    const { records } = played(run)

    for (const [place, record] of records.entries()) {
      if (record.kind !== 'snapshot') continue
      const before = records[place - 1]
      expect(before?.kind === 'event' && before.actor.id === record.actor.id && before.event).toBe(
        record.event,
      )
    }
    const types = new Set(records.flatMap((record) => (record.kind === 'event' ? [record.event.type] : [])))
    expect(types).toContain('xstate.after.settle.rollout.settling')
    expect(types).toContain('version')
  })

  test('ends with the machines and the states of the run', () => {
    const { known } = played(run)

    const world = stateAfter(run, run.moments)
    expect([...known.keys()].sort()).toEqual([...machinesIn(world).keys()].sort())
    for (const [id, { table, state }] of machinesIn(world)) {
      const told = known.get(id)
      expect(told && stateOf(told.snapshot)).toBe(stateOf(table.snapshot(state)))
    }
  })

  test('says from which machine an event comes', () => {
    const { records } = played(run)

    const sources = records.flatMap((record) =>
      record.kind === 'event' ? [`${record.source} → ${record.actor.id}: ${record.event.type}`] : [],
    )
    expect(sources).toContain('end c1-s1#1 dialer → end c1-s1#1 acceptor: version')
    expect(sources).toContain('end c1-s1#1 dialer → connector c1-s1: attempt connected')
    expect(sources).toContain('rollout → node s1: upgrade')
    expect(sources).toContain('node s1 → rollout: node running')
    expect(sources).toContain('node s1 → node s1: xstate.after.drain.node.draining')
    expect(sources).toContain('null → end c1-s1#1 dialer: send')
    expect(sources).toContain('null → rollout: begin')
  })
})

test('whoever watches does not change the run', () => {
  const before = digest(run.trace)
  played(run)
  expect(digest(runZeo({ until: 20_000 }).trace)).toBe(before)
})

test('the history of a machine is all that it was ever handed', () => {
  const { records } = played(run)
  const actor = 'end c1-s1#2 dialer'

  const own = records.filter((record) => record.actor.id === actor && record.kind !== 'gone')
  const history = historyOf(run, actor, own.at(-1)?.moment ?? 0, 10_000)

  expect(history.isWhole).toBe(true)
  expect(history.records.map(say)).toEqual(own.map(say))
})

test('the history of a machine goes back to the start of the run', () => {
  const { records, isWhole } = historyOf(run, 'node s1', run.moments, 10_000)

  expect(isWhole).toBe(true)
  expect(records[0]).toMatchObject({ kind: 'actor', at: 0, snapshot: { value: 'running' } })
  expect(records.flatMap((record) => (record.kind === 'snapshot' ? [record.snapshot.value] : []))).toEqual([
    'draining',
    'down',
    'starting',
    'running',
  ])
})

const stateIn = (record?: Inspection) => record && 'snapshot' in record && stateOf(record.snapshot)

test('of a long history the last events are told, and how the machine was before them', () => {
  const whole = historyOf(run, 'connector c1-s1', run.moments, 10_000).records

  const { records, isWhole } = historyOf(run, 'connector c1-s1', run.moments, 3)

  expect(isWhole).toBe(false)
  expect(records.slice(1).map(say)).toEqual(whole.slice(-6).map(say))
  const before = whole.at(-7)
  expect(records[0]).toMatchObject({ kind: 'actor', moment: before?.moment })
  expect(stateIn(records[0])).toBe(stateIn(before))
})

describe('wherever one goes', () => {
  const ids = [
    ...new Set([...run.trace].flatMap((event) => (event.kind === 'transition' ? [event.actor] : []))),
  ]
  const visit = fc.oneof(
    fc.record({ moment: fc.nat({ max: run.moments }) }),
    fc.record({ by: fc.integer({ min: -3, max: 3 }) }),
    fc.record({ selected: fc.constantFrom(...ids) }),
    fc.record({ filter: fc.constantFrom('', 'c1', 'open', 'node', 'stalled', 'end dialer') }),
  )

  test.each([all, { ...all, stride: 10, events: 30 }])(
    'the states, and the events of the selected machine, are those at that moment: %j',
    (limits) => {
      const whole = played(run).records
      fc.assert(
        fc.property(fc.array(visit, { maxLength: 40 }), (visits) => {
          const told = listener()
          const feed = createFeed(told.sink, limits)
          let moment = 0
          let choice = { filter: '', selected: null as string | null }
          feed.show(run, moment)
          for (const step of visits) {
            if ('moment' in step) moment = step.moment
            if ('by' in step) moment = Math.min(Math.max(moment + step.by, 0), run.moments)
            if ('selected' in step) choice = { ...choice, selected: step.selected }
            if ('filter' in step) choice = { ...choice, filter: step.filter }
            const status =
              'selected' in step
                ? feed.select(step.selected)
                : 'filter' in step
                  ? feed.filter(step.filter)
                  : feed.show(run, moment)

            const actors = machinesIn(stateAfter(run, moment))
            expect(status.there).toBe(actors.size)
            expect(status.told).toBe(told.known.size)
            for (const [id, { snapshot }] of told.known) {
              const actor = actors.get(id)
              expect(stateOf(snapshot)).toBe(actor && stateOf(actor.table.snapshot(actor.state)))
            }
            if (choice.filter === '') expect(told.known.size).toBe(actors.size)
            const selected = choice.selected ?? ''
            expect(told.known.has(selected)).toBe(actors.has(selected))
            const events = whole.flatMap((record) =>
              record.kind === 'event' &&
              record.actor.id === selected &&
              record.moment <= moment &&
              record.moment > 0
                ? [record.event.type]
                : [],
            )
            const seen = told.known.get(selected)?.events.filter((event) => event.moment > 0)
            if (seen === undefined) continue
            expect(seen.length).toBeGreaterThanOrEqual(Math.min(events.length, 20, limits.events))
            expect(seen.map(({ type }) => type)).toEqual(events.slice(events.length - seen.length))
          }
        }),
      )
    },
  )
})

test('another run is told of anew, and what it lacks is taken back', () => {
  const other = runZeo({ until: 20_000, interventions: [{ at: 0, do: 'kill', node: 'c1' }] })
  const told = listener()
  const feed = createFeed(told.sink, all)
  feed.show(run, run.moments)

  feed.show(other, other.moments)

  const actors = machinesIn(stateAfter(other, other.moments))
  expect([...told.known.keys()].sort()).toEqual([...actors.keys()].sort())
  for (const [id, { table, state }] of actors)
    expect(told.known.get(id)?.snapshot.value).toEqual(table.snapshot(state).value)
})

test('no more machines are told of than the inspector can take, but the selected one always is', () => {
  const told = listener()
  const feed = createFeed(told.sink, { ...all, machines: 4 })

  const first = feed.show(run, run.moments)
  const actors = machinesIn(stateAfter(run, run.moments))
  expect(first).toMatchObject({ there: actors.size, matching: actors.size, told: 4 })

  const last = [...actors.keys()].at(-1) ?? ''
  feed.select(last)
  expect(feed.filter('connector c1')).toMatchObject({ matching: 2, told: 3 })
  expect([...told.known.keys()].sort()).toEqual(['connector c1-s1', 'connector c1-s2', last].sort())
})

test('a filter is looked for in names and states', () => {
  const told = listener()
  const feed = createFeed(told.sink, all)
  feed.filter('DIALER stalled')

  feed.show(run, run.moments)

  expect(told.known.size).toBeGreaterThan(0)
  for (const { snapshot } of told.known.values())
    expect(leavesOf(snapshot.value)).toContain('handshake.stalled')
})
