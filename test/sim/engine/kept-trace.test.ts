// The events that a trace gives are those that it was told, whatever happens in a run.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { handlers } from '#sim/effects/handlers.ts'
import { buildCluster, type Cluster } from '#sim/engine/cluster.ts'
import { digest } from '#sim/engine/digest.ts'
import type { Intervention } from '#sim/engine/intervention.ts'
import { keepTrace } from '#sim/engine/kept-trace.ts'
import { begin, type Listener, type Sim, scheduleAt, tick } from '#sim/engine/kernel.ts'
import type { Trace } from '#sim/engine/trace.ts'
import type { TraceEvent } from '#sim/engine/trace-event.ts'
import { createWorld } from '#sim/engine/world.ts'
import { looks } from '#sim/observed/looks.ts'
import { runOf, simulate } from '#sim/run/run.ts'
import type { RunSpec } from '#sim/run/run-spec.ts'
import { readScenario, shipped } from '../../scenarios/shipped.ts'
import { runSpec } from '../arbitraries.ts'
import { slowDigest } from '../slow-digest.ts'

/** The events of a run, as its kernel tells of them, and as a trace keeps them. */
interface Told {
  readonly told: readonly TraceEvent[]
  readonly kept: Trace
}

function bothWays({ scenario, seed, interventions }: RunSpec, most = 2_000): Told {
  const cluster = buildCluster(scenario, seed)
  const told: TraceEvent[] = []
  const kept = keepTrace(cluster.pairs)
  const listen: Listener = (...parts) => {
    told.push(plainEvent(cluster, told.length, parts))
    kept.add(...parts)
  }
  const sim: Sim = { cluster, world: createWorld(cluster), handlers, looks, listen }
  for (const each of interventions) scheduleAt(sim, each.at, { kind: 'intervene', intervention: each })
  begin(sim)
  while (told.length < most && sim.world.eventQueue.size > 0) tick(sim)
  return { told, kept }
}

/** An event as it is told in parts, put together in the most obvious way. */
function plainEvent(cluster: Cluster, id: number, parts: Parameters<Listener>): TraceEvent {
  const [{ now: at, moment }, fact, cause, told, side, message, call] = parts
  const place = { id, at, moment, cause }
  if (told === null) return { ...fact, ...place } as TraceEvent
  const { id: connection } = told
  const { dialer = '', acceptor = '' } = cluster.pairs.get(connection.split('#')[0] ?? '') ?? {}
  const [own, peer] = side === 'dialer' ? [dialer, acceptor] : [acceptor, dialer]
  const named = call === 0 ? null : `${connection} call ${call}`
  if ('message' in fact) {
    const letter = {
      ...fact.message,
      id: message === 0 ? null : `${connection} ${side} ${message}`,
      call: named,
    }
    return { ...fact, ...place, connection, from: own, to: peer, message: letter } as TraceEvent
  }
  const others = {
    call: { connection, node: own, call: named },
    heard: { connection, node: own },
    attempt: { connection },
  }
  const more = { ...others, timer: { actor: `end ${connection} ${side}` } }
  const about: Readonly<Record<string, object>> = { ...more, transition: more.timer }
  return { ...fact, ...place, ...about[fact.kind] } as TraceEvent
}

function expectSame({ told, kept }: Told): void {
  expect([...kept]).toEqual(told)
  expect(digest(kept)).toBe(slowDigest(told))
  expect(kept.size).toBe(told.length)
  expect(kept.event(told.length - 1)).toEqual(told.at(-1))
  for (const none of [-1, told.length, null, undefined]) expect(kept.event(none)).toBeUndefined()
}

describe('a trace gives the events that it was told', () => {
  test.each(shipped)('of %s', (name) => {
    expectSame(bothWays(runOf(readScenario(name)), 3_000))
  })

  test('of a run that is longer than what is kept in one piece', () => {
    const { scenario, ...rest } = runOf(readScenario('zeo-2002'))
    const traffic = {
      ...scenario.traffic,
      repeat: scenario.traffic.repeat.map((each) => ({ ...each, every: 5 })),
    }
    const both = bothWays({ ...rest, scenario: { ...scenario, traffic } }, 70_000)
    expect(both.told.length).toBeGreaterThan(2 ** 16)
    expectSame(both)
  })

  test('of any cluster, with faults', () => {
    fc.assert(
      fc.property(runSpec(), (spec) => expectSame(bothWays(spec))),
      { numRuns: 60 },
    )
  })
})

test('what is asked for of a trace is what a look at every event would give', () => {
  const kinds = fc.subarray<TraceEvent['kind']>(['send', 'deliver', 'transition', 'call', 'attempt', 'lost'])
  fc.assert(
    fc.property(runSpec(), kinds, fc.nat(600), (spec, kinds, number) => {
      const { told: all, kept } = bothWays(spec, 600)
      const isMeant = ({ kind }: TraceEvent) => kinds.includes(kind)
      expect([...kept.ofKind(kinds)]).toEqual(all.filter(isMeant))
      expect([...kept.ofKind(kinds, number)]).toEqual(all.slice(number).filter(isMeant))
      const isOdd = ({ id }: TraceEvent) => id % 2 === 1
      expect(kept.lastOf('send', isOdd)).toEqual(all.findLast((each) => each.kind === 'send' && isOdd(each)))
      const before = Math.min(number, all.length)
      expect(kept.lastOf('deliver', undefined, before)).toEqual(
        all.slice(0, before).findLast(({ kind }) => kind === 'deliver'),
      )
      expect(kept.until(number)).toBe(all.filter(({ moment }) => moment <= number).length)
      const times = new Map(all.map(({ moment, at }) => [moment, at]))
      expect([...kept.moments()]).toEqual(Array.from(times, ([moment, at]) => ({ moment, at })))
    }),
    { numRuns: 60 },
  )
})

test('a digest does not depend on the order in which the fields of an intervention were written', () => {
  const { scenario, interventions, ...rest } = runOf(readScenario('zeo-2002'), { cut: 2_000 })
  const turned = interventions.map((each) => Object.fromEntries(Object.entries(each).toReversed()))
  const run = (asked: readonly Intervention[]) => simulate({ ...rest, scenario, interventions: asked })
  expect(interventions.length).toBeGreaterThan(0)
  expect(digest(run(turned as unknown as Intervention[]).trace)).toBe(digest(run(interventions).trace))
})
