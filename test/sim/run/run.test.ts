import fc from 'fast-check'
import { describe, expect, it, vi } from 'vitest'
import { digest } from '#sim/engine/digest.ts'
import { callId, messageId } from '#sim/engine/names.ts'
import type { OfKind, TraceEvent } from '#sim/engine/trace-event.ts'
import type { Connection } from '#sim/engine/world.ts'
import { explorePair } from '#sim/rules/matrix.ts'
import { type Run, simulate, stateAfter, stateAt } from '#sim/run/run.ts'
import type { RunSpec } from '#sim/run/run-spec.ts'
import type { Latency } from '#sim/scenario/model.ts'
import { intervention, outage, runSpec, seed } from '../arbitraries.ts'
import { plain, worldFromZero } from '../from-zero.ts'
import { machinesIn } from '../machines.ts'
import { dialerOf, groupBy, only, pairOf, streamOf } from '../reading.ts'
import { runZeo } from '../zeo.ts'

// Many random examples take their time on a busy machine.
vi.setConfig({ testTimeout: 60_000 })

/** Checks what holds of every run. */
function everyRun(check: (spec: RunSpec) => void, specs = runSpec(), numRuns = 40) {
  fc.assert(fc.property(specs, check), { numRuns })
}

const traceOf = (spec: RunSpec) => simulate(spec).trace

describe('going to a time', () => {
  it('gives the state that a run from zero has there, however one scrubs', () => {
    const visits = fc.array(
      fc.record({ isTime: fc.boolean(), place: fc.double({ min: 0, max: 1.05, noNaN: true }) }),
      {
        minLength: 1,
        maxLength: 6,
      },
    )
    fc.assert(
      fc.property(runSpec(), visits, (spec, places) => {
        const run = simulate(spec)
        for (const { isTime, place } of places) {
          if (isTime) {
            const time = Math.round(place * spec.until)
            const there = worldFromZero(spec, (next) => next <= time)
            there.now = Math.max(there.now, Math.min(time, spec.until))
            expect(plain(stateAt(run, time))).toEqual(plain(there))
          } else {
            const moment = Math.min(Math.round(place * run.moments), run.moments)
            const there = worldFromZero(spec, (_, world) => world.moment < moment)
            expect(plain(stateAfter(run, moment))).toEqual(plain(there))
          }
        }
      }),
      { numRuns: 40 },
    )
  })

  it('gives it just before, at and just after the places from which it replays', () => {
    const run = runZeo()
    const zero = (time: number) => {
      const world = worldFromZero(run.spec, (next) => next <= time)
      world.now = Math.max(world.now, time)
      return plain(world)
    }
    const past = (moment: number) => plain(worldFromZero(run.spec, (_, world) => world.moment < moment))
    expect(run.checkpoints.length).toBeGreaterThan(2)
    for (const { now, moment } of run.checkpoints.slice(1)) {
      for (const time of [now - 1, now - 0.001, now, now + 1]) {
        expect(plain(stateAt(run, time))).toEqual(zero(time))
      }
      for (const near of [moment - 1, moment, moment + 1]) {
        expect(plain(stateAfter(run, near))).toEqual(past(near))
      }
    }
  })
})

describe('causes', () => {
  it('point backwards, in time and in the trace, and only a start and an intervention have none', () => {
    everyRun((spec) => {
      const trace = traceOf(spec)
      const isFirst = ({ kind }: TraceEvent) => kind === 'start' || kind === 'intervention'
      const faulty = [...trace].filter((event, place) => {
        const before = trace.event(place - 1) ?? event
        const cause = event.cause ?? -1
        const isCaused = isFirst(event) ? event.cause === null : cause >= 0 && cause < event.id
        return event.id !== place || !isCaused || event.at < before.at || event.moment < before.moment
      })
      expect(faulty).toEqual([])
    })
  })

  it('name the send of a delivery, which is not later than it', () => {
    everyRun((spec) => {
      const trace = traceOf(spec)
      for (const event of only(trace, 'deliver')) {
        const sent = trace.event(event.cause)
        expect(sent).toMatchObject({ kind: 'send', message: event.message, from: event.from, to: event.to })
        expect(sent?.at).toBeLessThanOrEqual(event.at)
      }
    })
  })

  it('are of the time of what they cause, but for what takes time', () => {
    const slow: TraceEvent['kind'][] = ['deliver', 'timer', 'lost', 'call']
    everyRun((spec) => {
      const trace = traceOf(spec)
      for (const event of trace) {
        const cause = trace.event(event.cause)
        if (cause !== undefined && !slow.includes(event.kind)) expect(event.at).toBe(cause.at)
      }
    })
  })

  it('of what became of an attempt lie in the connection itself', () => {
    everyRun((spec) => {
      const trace = traceOf(spec)
      for (const event of only(trace, 'attempt')) {
        const cause = trace.event(event.cause)
        const subject =
          cause?.kind === 'transition' ? cause.actor : cause && 'connection' in cause ? cause.connection : ''
        expect(subject).toContain(event.connection)
      }
    })
  })
})

describe('a machine in a trace', () => {
  it('goes somewhere whenever one of its timers fires: one that was cancelled never does', () => {
    everyRun((spec) => {
      const trace = traceOf(spec)
      const moved = new Set(only(trace, 'transition').map(({ cause }) => cause))
      expect(only(trace, 'timer').filter(({ id }) => !moved.has(id))).toEqual([])
    })
  })

  it('goes on from where it was, by an event that its chart knows', () => {
    everyRun((spec) => {
      const run = simulate(spec)
      const where = new Map<string, readonly string[]>()
      const begun = new Set<string>()
      for (const event of only(run.trace, 'transition', 'intervention')) {
        if (event.kind === 'intervention') {
          if (event.intervention.do === 'roll out') where.delete('rollout')
          continue
        }
        const before = where.get(event.actor)
        if (before) expect(event.from).toEqual(before)
        else if (event.actor !== 'rollout') {
          expect(begun).not.toContain(event.actor)
          begun.add(event.actor)
        }
        expect(event.to).not.toEqual(event.from)
        expect(event.event).not.toBe('')
        where.set(event.actor, event.to)
      }
      const end = stateAt(run, spec.until)
      for (const [id, actor] of machinesIn(end)) {
        const leaves = where.get(id)
        if (leaves) expect(actor.table.leaves(actor.state)).toEqual(leaves)
      }
    })
  })
})

const opening = ['dial', 'accept', 'refuse', 'close', 'reset']

describe('a stream', () => {
  it('carries nothing but a handshake before a handshake', () => {
    everyRun((spec) => {
      for (const kind of ['send', 'deliver'] as const) {
        for (const stream of groupBy(only(traceOf(spec), kind), streamOf).values()) {
          const first = stream.find(({ message }) => !opening.includes(message.kind))
          if (first) expect(first.message.kind).toBe('version')
        }
      }
    })
  })

  it('keeps its order and delivers nothing twice', () => {
    everyRun((spec) => {
      const trace = traceOf(spec)
      const sent = groupBy(only(trace, 'send'), streamOf)
      for (const [stream, deliveries] of groupBy(only(trace, 'deliver'), streamOf)) {
        const places = deliveries.map(({ message }) =>
          (sent.get(stream) ?? []).findIndex((send) => send.message.id === message.id),
        )
        expect(places).not.toContain(-1)
        expect(places).toEqual([...new Set(places)].sort((a, b) => a - b))
      }
    })
  })

  it('leaves nothing out: what is sent arrives, is told to be lost, or is still under way', () => {
    everyRun((spec) => {
      const run = simulate(spec)
      const fates = new Map<string, string[]>()
      const tell = (id: string | null, fate: string) => {
        if (id !== null) fates.set(id, [...(fates.get(id) ?? []), fate])
      }
      for (const { kind, message } of only(run.trace, 'deliver', 'lost')) tell(message.id, kind)
      for (const connection of stateAt(run, spec.until).connections.values()) {
        const { id } = connection
        for (const side of ['dialer', 'acceptor'] as const) {
          for (const { number } of connection[side].flights) tell(messageId(id, side, number), 'under way')
        }
      }
      for (const { message } of only(run.trace, 'send')) {
        const count = fates.get(message.id ?? '')?.length ?? 0
        // A goodbye to an end that is gone itself is no news.
        if (message.kind === 'close' || message.kind === 'reset') expect(count).toBeLessThanOrEqual(1)
        else expect(fates.get(message.id ?? ''), `${message.id} ${message.kind}`).toHaveLength(1)
      }
    })
  })

  it('takes a trip for everything, opening and closing included', () => {
    const calm = runSpec({
      interventions: (scenario, until) =>
        intervention(scenario, until).filter((it) => it.do !== 'cut' && it.do !== 'slow'),
    })
    everyRun((spec) => {
      const trace = traceOf(spec)
      const { shortest, longest } = boundsOf(spec.scenario.latency)
      for (const event of only(trace, 'deliver')) {
        const trip = event.at - (trace.event(event.cause)?.at ?? Number.NaN)
        expect(trip).toBeGreaterThanOrEqual(shortest - 0.002)
        expect(trip).toBeLessThanOrEqual(longest + 0.002)
      }
    }, calm)
  })

  it('delivers nothing to an end that is not there or is gone', () => {
    everyRun((spec) => {
      const states = new Map<string, string>()
      for (const event of only(traceOf(spec), 'transition', 'deliver')) {
        if (event.kind === 'transition') {
          if (event.actor.startsWith('end ')) states.set(event.actor, event.to[0] ?? '')
          continue
        }
        const side = pairOf(event.connection).startsWith(`${event.to}-`) ? 'dialer' : 'acceptor'
        const state = states.get(`end ${event.connection} ${side}`)
        if (event.message.kind === 'dial') expect(state).toBeUndefined()
        else expect(['handshake.closed', 'handshake.rejected']).not.toContain(state)
      }
    })
  })
})

function boundsOf(latency: Latency): { shortest: number; longest: number } {
  switch (latency.kind) {
    case 'fixed':
      return { shortest: latency.ms, longest: latency.ms }
    case 'uniform':
      return { shortest: latency.min, longest: latency.max }
    case 'log-normal':
      return { shortest: 0, longest: Infinity }
  }
}

describe('a queue', () => {
  it('hands every message on exactly once, in order, or tells that it is lost', () => {
    everyRun((spec) => {
      const run = simulate(spec)
      const { connections } = stateAt(run, spec.until)
      const told = (event: OfKind<'send' | 'hold' | 'lost'>) => `${event.message.kind} ${event.message.call}`
      const sends = groupBy(only(run.trace, 'send'), streamOf)
      const losses = groupBy(
        only(run.trace, 'lost').filter(({ message }) => message.id === null),
        streamOf,
      )
      for (const [stream, holds] of groupBy(only(run.trace, 'hold'), streamOf)) {
        const connection = connections.get(holds[0]?.connection ?? '')
        const side = connection?.pair.dialer === holds[0]?.from ? 'dialer' : 'acceptor'
        const kept = (connection?.[side].held ?? []).map(
          ({ content, call }) =>
            `${content.kind} ${call === 0 || !connection ? null : callId(connection.id, call)}`,
        )
        const held = holds.map(told)
        const passed = (sends.get(stream) ?? []).map(told).filter((name) => held.includes(name))
        const lost = (losses.get(stream) ?? []).map(told).filter((name) => held.includes(name))
        expect([...passed, ...lost, ...kept]).toEqual(held)
      }
    })
  })

  it('is empty as soon as its end is open, and sends its calls in the order in which they were made', () => {
    everyRun((spec) => {
      const run = simulate(spec)
      const made = groupBy(
        only(run.trace, 'call').filter(({ status }) => status === 'made'),
        ({ connection }) => connection,
      )
      for (const [id, connection] of stateAt(run, spec.until).connections) {
        const end = [...run.trace].findLast(
          (event): event is OfKind<'transition'> =>
            event.kind === 'transition' && event.actor === `end ${id} dialer`,
        )
        if (end?.to[0] !== 'handshake.open') continue
        expect(end.to).toContain('queue.passing')
        expect(connection.dialer.held).toEqual([])
        const sent = only(run.trace, 'send').filter(
          ({ connection, message }) => connection === id && message.kind === 'call',
        )
        expect(sent.map(({ message }) => message.call)).toEqual((made.get(id) ?? []).map(({ call }) => call))
      }
    })
  })
})

describe('a call', () => {
  it('is answered once, fails once, or waits: never two of them, never none', () => {
    everyRun((spec) => {
      const run = simulate(spec)
      const waiting = [...stateAt(run, spec.until).connections.values()].flatMap(({ id, calls }) =>
        calls.map(({ number }) => callId(id, number)),
      )
      for (const [id, events] of groupBy(only(run.trace, 'call'), ({ call }) => call)) {
        const statuses = events.map(({ status }) => status)
        if (statuses[0] === 'skipped') expect(statuses).toEqual(['skipped'])
        else if (waiting.includes(id)) expect(statuses).toEqual(['made'])
        else
          expect([
            ['made', 'answered'],
            ['made', 'failed'],
          ]).toContainEqual(statuses)
      }
    })
  })

  it('is not made where the agreed version does not have it', () => {
    everyRun((spec) => {
      const agreed = new Set<string>()
      for (const event of only(traceOf(spec), 'transition', 'call')) {
        if (event.kind === 'transition') {
          if (event.to[0] === 'handshake.open') agreed.add(event.actor)
        } else if (event.status === 'skipped') expect(agreed).toContain(`end ${event.connection} dialer`)
      }
    })
  })
})

describe('a cut', () => {
  it('lets nothing through, and loses nothing once it is healed', () => {
    everyRun((spec) => {
      const run = simulate(spec)
      const cut = new Set<string>()
      for (const event of only(run.trace, 'intervention', 'deliver')) {
        if (event.kind === 'deliver') expect(cut).not.toContain(pairOf(event.connection))
        else if (event.intervention.do === 'cut') cut.add(event.intervention.pair)
        else if (event.intervention.do === 'heal') cut.delete(event.intervention.pair)
      }
      for (const { pair, dialer, acceptor } of stateAt(run, spec.until).connections.values()) {
        if (cut.has(pair.id)) continue
        const late = [...dialer.flights, ...acceptor.flights].filter(
          ({ arrivesAt }) => arrivesAt <= spec.until,
        )
        expect(late).toEqual([])
      }
    })
  })
})

describe('what became of an attempt', () => {
  it('is told once', () => {
    everyRun((spec) => {
      for (const [connection, told] of groupBy(
        only(traceOf(spec), 'attempt'),
        ({ connection }) => connection,
      )) {
        expect(
          told.map(({ outcome }) => outcome),
          connection,
        ).toHaveLength(1)
      }
    })
  })

  it('is among what the checker finds for its two releases, whatever else goes on', () => {
    everyRun((spec) => {
      const run = simulate(spec)
      const found = new Map<string, string[]>()
      const [link] = spec.scenario.links
      const [clients, servers] = spec.scenario.roles
      if (link === undefined || clients === undefined || servers === undefined) return
      const releases = releasesThatMet(run)
      for (const { connection, outcome } of only(run.trace, 'attempt')) {
        if (outcome === 'refused' || outcome === 'interrupted') continue
        const { dialer, acceptor } = releases.get(connection) ?? {}
        const key = `${dialer?.name} ${acceptor?.name}`
        if (!found.has(key)) {
          const a = clients.releases.find(({ name }) => name === dialer?.name)
          const b = servers.releases.find(({ name }) => name === acceptor?.name)
          if (a === undefined || b === undefined) throw new Error(`${connection} has no releases`)
          found.set(key, Object.keys(explorePair(spec.scenario, link, a, b).outcomes))
        }
        expect(found.get(key), `${connection} ${key}`).toContain(outcome)
      }
    })
  })
})

/** Which releases met in each connection, once its dial had arrived. */
const releasesOn = (connection: Connection | undefined) =>
  connection && { dialer: connection.dialer.release, acceptor: connection.acceptor.release }

function releasesThatMet(run: Run) {
  const dials = only(run.trace, 'deliver').filter(({ message }) => message.kind === 'dial')
  return new Map(
    dials.map(({ connection, moment }) => [
      connection,
      releasesOn(stateAfter(run, moment).connections.get(connection)),
    ]),
  )
}

describe('a run', () => {
  it('is the same for the same scenario, seed and interventions', () => {
    everyRun((spec) => {
      expect(digest(traceOf(structuredClone(spec)))).toBe(digest(traceOf(spec)))
    })
  })

  it('differs with the seed', () => {
    fc.assert(
      fc.property(runSpec(), seed, (spec, other) => {
        fc.pre(other !== spec.seed)
        expect(digest(traceOf({ ...spec, seed: other }))).not.toBe(digest(traceOf(spec)))
      }),
      { numRuns: 20 },
    )
  })

  it('begins as a shorter one', () => {
    fc.assert(
      fc.property(runSpec(), fc.integer({ min: 0, max: 8_000 }), (spec, until) => {
        const shorter = [...traceOf({ ...spec, cut: until })]
        const whole = [...traceOf(spec)]
        expect(shorter).toEqual(whole.slice(0, shorter.length))
        expect(whole.slice(shorter.length).every(({ at }) => at > until)).toBe(true)
      }),
      { numRuns: 40 },
    )
  })

  it('is not changed before the time of one more intervention', () => {
    const specs = runSpec().chain((spec) =>
      fc.tuple(
        fc.constant(spec),
        intervention(spec.scenario, spec.until),
        fc.nat({ max: spec.interventions.length }),
      ),
    )
    fc.assert(
      fc.property(specs, ([spec, extra, place]) => {
        const upTo = (trace: Iterable<TraceEvent>) => [...trace].filter(({ at }) => at < extra.at)
        const interventions = spec.interventions.toSpliced(place, 0, extra)
        expect(upTo(traceOf({ ...spec, interventions }))).toEqual(upTo(traceOf(spec)))
      }),
      { numRuns: 40 },
    )
  })

  it('leaves other dialers alone when something happens to the line of one', () => {
    const specs = runSpec().chain((spec) =>
      fc.tuple(
        fc
          .array(outage(spec.scenario, spec.until), { maxLength: 4 })
          .map((outages) => ({ ...spec, interventions: [...spec.interventions, ...outages.flat()] })),
        intervention(spec.scenario, spec.until).filter((it) => 'pair' in it),
      ),
    )
    fc.assert(
      fc.property(specs, ([spec, extra]) => {
        const touched = 'pair' in extra ? extra.pair.split('-')[0] : ''
        const others = (trace: Iterable<TraceEvent>) =>
          [...trace]
            .filter((event) => dialerOf(event) !== null && dialerOf(event) !== touched)
            .map(({ id: _, moment: __, cause: ___, ...what }) => what)
        const interventions = [...spec.interventions, extra]
        expect(others(traceOf({ ...spec, interventions }))).toEqual(others(traceOf(spec)))
      }),
      { numRuns: 40 },
    )
  })
})
