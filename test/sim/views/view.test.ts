// What there is to see of a moment, against what the trace has told up to it.

import fc from 'fast-check'
import { describe, expect, it, vi } from 'vitest'
import type { TraceEvent } from '#sim/engine/trace-event.ts'
import { type Run, simulate, stateAfter, stateAt } from '#sim/run/run.ts'
import type { RunSpec } from '#sim/run/run-spec.ts'
import { outcomes } from '#sim/scenario/outcome.ts'
import { type ClusterView, viewOf } from '#sim/views/view.ts'
import { runSpec } from '../arbitraries.ts'
import { only } from '../reading.ts'
import { run, small } from '../small.ts'
import { runZeo, zeo } from '../zeo.ts'

// Many random examples take their time on a busy machine.
vi.setConfig({ testTimeout: 60_000 })

/** Looks at a random moment of a random run. */
function everyView(check: (view: ClusterView, past: readonly TraceEvent[], run: Run, spec: RunSpec) => void) {
  const place = fc.double({ min: 0, max: 1, noNaN: true })
  fc.assert(
    fc.property(runSpec(), place, (spec, share) => {
      const run = simulate(spec)
      const moment = Math.round(share * run.moments)
      const past = [...run.trace].filter((event) => event.moment <= moment)
      check(viewOf(run.cluster, stateAfter(run, moment)), past, run, spec)
    }),
    { numRuns: 60 },
  )
}

const lastState = (past: readonly TraceEvent[], actor: string) =>
  only(past, 'transition').findLast((event) => event.actor === actor)?.to[0]

describe('the view of a moment', () => {
  it('has the nodes where their machines went last', () => {
    everyView(({ nodes }, past, _, { scenario }) => {
      expect(nodes.map(({ id }) => id)).toEqual(scenario.nodes.map(({ id }) => id))
      for (const { id, state } of nodes) expect(state).toBe(lastState(past, `node ${id}`) ?? 'running')
    })
  })

  it('has the last attempt of every pair, what became of it, and where its ends stand', () => {
    everyView(({ pairs }, past) => {
      for (const { id, connection, outcome, ends, connector } of pairs) {
        const dial = only(past, 'send').findLast(
          (event) => event.message.kind === 'dial' && event.connection.startsWith(`${id}#`),
        )
        expect(connection).toBe(dial?.connection ?? null)
        const attempt = only(past, 'attempt').find((event) => event.connection === connection)
        expect(outcome).toBe(attempt?.outcome ?? null)
        for (const side of ['dialer', 'acceptor'] as const) {
          const state = lastState(past, `end ${connection} ${side}`)
          if (state) expect(`handshake.${ends[side]?.state}`).toBe(state)
        }
        if (connection) expect(['trying', 'testing', 'notified', 'waiting', 'idle']).toContain(connector)
      }
    })
  })

  it('calls a pair by its outcome while both of its ends are there, and never by another', () => {
    everyView(({ pairs }) => {
      for (const { status, outcome, ends, reason } of pairs) {
        const isGone = [ends.dialer, ends.acceptor].some((end) =>
          /^(closed|rejected)$/.test(end?.state ?? ''),
        )
        const told = outcomes.find((name) => name === outcome)
        if (ends.dialer && !isGone) expect(status).toBe(told ?? (outcome === null ? 'handshake' : 'down'))
        else expect(status).toBe(outcome === 'rejected' ? 'rejected' : 'down')
        expect(reason).toMatch(/^\S.*\S$/)
        expect(reason).not.toMatch(/undefined|null|NaN/)
      }
    })
  })

  it('has exactly the messages that were sent and have not arrived', () => {
    everyView(({ flights, time, pairs }, past) => {
      const landed = new Set(only(past, 'deliver', 'lost').map(({ message }) => message.id))
      const flying = only(past, 'send').filter(({ message }) => !landed.has(message.id))
      const ids = flights.map(({ message }) => message.id)
      // A goodbye that finds its end gone leaves without a word.
      const told = flying.filter(({ message }) => !['close', 'reset'].includes(message.kind))
      for (const { message } of told) expect(ids).toContain(message.id)
      for (const flight of flights) {
        expect(flying).toContainEqual(
          expect.objectContaining({
            id: flight.sent,
            message: flight.message,
            at: flight.sentAt,
            from: flight.from,
          }),
        )
        const cut = pairs.find(({ id }) => id === flight.pair)?.cut ?? false
        expect(flight.stuck).toBe(cut && flight.arrivesAt <= time)
        if (!cut) expect(flight.arrivesAt).toBeGreaterThanOrEqual(time)
      }
    })
  })

  it('has the calls that wait for an answer, and the messages that are held', () => {
    everyView(({ pairs }, past) => {
      for (const { connection, waiting, ends } of pairs) {
        const open = new Set<string>()
        for (const { call, status } of only(past, 'call').filter(
          (event) => event.connection === connection,
        )) {
          if (status === 'made') open.add(call)
          else open.delete(call)
        }
        expect(waiting.map(({ id }) => id)).toEqual([...open])
        for (const end of [ends.dialer, ends.acceptor]) {
          if (end && end.held.length > 0) expect(['holding', 'flushing']).toContain(end.queue)
        }
      }
    })
  })

  it('says when a connector tries again, and it does, if nothing comes between', () => {
    everyView(({ pairs, time }, past, run, spec) => {
      for (const { connector, retryAt, id } of pairs) {
        if (connector !== 'waiting') expect(retryAt).toBeNull()
        else {
          expect(retryAt).toBeGreaterThanOrEqual(time)
          const service = [...run.cluster.services.values()].find(({ pairs }) =>
            pairs.some((pair) => pair.id === id),
          )
          const next = [...run.trace].find(
            (event) =>
              event.id >= past.length &&
              event.kind === 'transition' &&
              event.actor === `connector ${service?.id}`,
          )
          if (next?.kind !== 'transition' || next.event !== 'disconnectPoll') {
            expect(next?.kind === 'transition' ? next.event : (retryAt ?? 0) > spec.until).toBeTruthy()
          } else expect(next.at).toBe(retryAt)
        }
      }
    })
  })
})

describe('the view of ZEO 2002', () => {
  it('shows the client that hangs, the server that believes, and the call that never returns', () => {
    const hanging = runZeo({ interventions: [{ at: 1_000, do: 'upgrade', node: 's1', to: 'ZODB-3.2' }] })
    const view = viewOf(hanging.cluster, stateAt(hanging, 20_000))
    expect(view.pairs.find(({ id }) => id === 'c1-s1')).toMatchObject({
      status: 'half-open',
      reason: 's1 believes Z200 is agreed; c1 does not accept Z201 and stays in its handshake without a word',
      ends: {
        dialer: { state: 'stalled', version: null, heard: 'Z201', release: 'ZODB-3.1' },
        acceptor: { state: 'open', version: 'Z200', heard: 'Z200', release: 'ZODB-3.2' },
      },
      waiting: [{ name: 'register' }],
      connector: 'testing',
    })
    expect(view.pairs.find(({ id }) => id === 'c1-s2')).toMatchObject({ status: 'open', waiting: [] })
  })

  it('shows what is lost at the lower version', () => {
    const degraded = runZeo({ interventions: [{ at: 1_000, do: 'upgrade', node: 'c1', to: 'ZODB-3.2' }] })
    const { nodes, pairs } = viewOf(degraded.cluster, stateAt(degraded, zeo.until))
    expect(nodes.find(({ id }) => id === 'c1')).toMatchObject({ release: 'ZODB-3.2', next: null })
    expect(pairs.find(({ id }) => id === 'c1-s1')).toMatchObject({
      status: 'degraded',
      lost: ['no lastTransaction and getInvalidations: every reconnect verifies the whole cache'],
    })
  })

  it('follows a rollout step by step', () => {
    const rolling = runZeo()
    const at = (time: number) => viewOf(rolling.cluster, stateAt(rolling, time)).rollout
    expect(at(999)).toBeNull()
    expect(at(1_000)).toMatchObject({ state: 'upgrading', step: 0, steps: zeo.upgrade.steps })
    // Drained, replaced and started 1.5 s later; then 6 s to settle.
    expect(at(2_500)).toMatchObject({ state: 'settling', step: 0 })
    expect(at(8_500)).toMatchObject({ state: 'upgrading', step: 1 })
    expect(at(zeo.until)).toMatchObject({ state: 'done', step: 4 })
  })
})

describe('a pair', () => {
  const pairAt = (time: number, ...interventions: Parameters<typeof run>[1][]) => {
    const simulated = run(small, ...interventions)
    return viewOf(simulated.cluster, stateAt(simulated, time)).pairs[0]
  }

  it('is told to be cut, and slowed', () => {
    expect(pairAt(100)).toMatchObject({ cut: false, slowed: false })
    expect(pairAt(100, { at: 50, do: 'cut', pair: 'c1-s1' })).toMatchObject({ cut: true })
    const latency = { kind: 'fixed', ms: 500 } as const
    expect(pairAt(100, { at: 50, do: 'slow', pair: 'c1-s1', latency })).toMatchObject({ slowed: true })
  })

  it('is down while a node is, and says which', () => {
    expect(pairAt(100, { at: 50, do: 'kill', node: 's1' })).toMatchObject({
      status: 'down',
      reason: 's1 is dead',
    })
    expect(pairAt(200, { at: 50, do: 'upgrade', node: 'c1', to: 'r1' })).toMatchObject({
      status: 'down',
      reason: 'c1 is down',
    })
  })

  it('is in its handshake while its line is cut, and says that nothing arrives', () => {
    expect(pairAt(100, { at: 5, do: 'cut', pair: 'c1-s1' })).toMatchObject({
      status: 'handshake',
      reason: 'the line is cut: nothing arrives',
    })
  })
})
