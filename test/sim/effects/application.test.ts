import { describe, expect, it } from 'vitest'
import type { TraceEvent } from '#sim/engine/trace-event.ts'
import type { Scenario } from '#sim/scenario/model.ts'
import { only, pairOf } from '../reading.ts'
import { easy, link, release, role, run, small } from '../small.ts'
import { runZeo } from '../zeo.ts'

const told = (trace: Iterable<TraceEvent>) =>
  only(trace, 'call').map(
    ({ at, connection, name, status }) => `${at} ${pairOf(connection)} ${name} ${status}`,
  )

describe('a dialer', () => {
  it('makes its test call as soon as the socket connects, and its first calls when it is answered', () => {
    const { trace } = run({ ...small, traffic: { test: ['ping'], start: ['load'], repeat: [] } })
    expect(told(trace)).toEqual([
      '20 c1-s1 ping made',
      // Held until the server’s version comes at 20; there at 30, back at 40.
      '40 c1-s1 ping answered',
      '40 c1-s1 load made',
      '60 c1-s1 load answered',
    ])
  })

  it('makes its first calls once the connection is open where there is nothing to test it with', () => {
    const { trace } = run({ ...small, traffic: { test: [], start: ['load'], repeat: [] } })
    expect(told(trace)).toEqual(['20 c1-s1 load made', '40 c1-s1 load answered'])
  })

  it('does not miss a call that its release never knew', () => {
    const { trace } = runZeo({ until: 500 })
    const names = only(trace, 'call').map(({ name, status }) => `${name} ${status}`)
    expect(names).toContain('zeoVerify made')
    expect(names.filter((name) => name.endsWith('skipped'))).toEqual([])
  })

  it('makes the calls of its own role only', () => {
    const chain: Scenario = {
      ...small,
      roles: ['client', 'server', 'store'].map((name) => role(name, release('r1', easy))),
      links: [link('client', 'server'), link('server', 'store')],
      calls: [...small.calls, { name: 'fetch', by: 'server', since: 'A', without: null, fallback: null }],
      traffic: { test: ['ping', 'fetch'], start: [], repeat: [] },
      nodes: [...small.nodes, { id: 'd1', role: 'store', release: 'r1' }],
    }
    const made = only(run(chain).trace, 'call').map(({ connection, name }) => `${pairOf(connection)} ${name}`)
    expect(new Set(made)).toEqual(new Set(['c1-s1 ping', 's1-d1 fetch']))
  })

  it('repeats a call for as long as its connection is open', () => {
    const busy = { ...small, traffic: { test: ['ping'], start: [], repeat: [{ call: 'load', every: 100 }] } }
    const { trace } = run(busy, { at: 450, do: 'kill', node: 's1' })
    const loads = only(trace, 'call').filter(({ name, status }) => name === 'load' && status === 'made')
    expect(loads.map(({ at }) => at)).toEqual([140, 240, 340, 440])
  })

  it('sees a call fail whose answer can no longer come', () => {
    const { trace } = run(
      { ...small, traffic: { test: ['ping'], start: ['load'], repeat: [] } },
      { at: 45, do: 'kill', node: 's1' },
    )
    // The call that was on its way meets a dead node; the news of that arrives a trip later.
    expect(told(trace)).toContain('55 c1-s1 load failed')
  })

  it('does without a call that the agreed version lacks, and makes its fallback', () => {
    const { trace } = run({
      ...small,
      roles: [role('client', release('r1', easy)), role('server', release('r1', { ...easy, offers: 'A' }))],
      calls: [...small.calls, { name: 'quick', by: 'client', since: 'B', without: 'slow', fallback: 'load' }],
      traffic: { test: ['ping'], start: ['quick'], repeat: [] },
    })
    expect(told(trace)).toContain('40 c1-s1 quick skipped')
    expect(told(trace)).toContain('60 c1-s1 load answered')
    expect(only(trace, 'attempt')).toMatchObject([
      { outcome: 'degraded', reason: expect.stringContaining('slow') },
    ])
  })
})
