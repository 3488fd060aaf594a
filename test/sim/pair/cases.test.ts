// Small scenarios in which run and matrix once disagreed, or both were wrong, with what is right.

import { describe, expect, it } from 'vitest'
import { matrix } from '#sim/rules/matrix.ts'
import { simulate } from '#sim/run/run.ts'
import { summarise } from '#sim/views/summary.ts'
import { only } from '../reading.ts'
import { attemptsOf, cells, meetingOf, read, readCase, runOf } from './cases.ts'

const seeds = [1, 2, 3, 7]

describe('the calls of an exploration', () => {
  it('are none where the scenario has no traffic', () => {
    const scenario = readCase('call-that-nobody-declared')
    expect(cells(scenario)).toEqual(['old → old: open V1', 'old → new: open V2'])
    expect(matrix(scenario).map(({ calls }) => calls)).toEqual([
      { made: 0, answered: 0 },
      { made: 0, answered: 0 },
    ])
    expect(attemptsOf(runOf(scenario))).toEqual(['open'])
  })

  it('are those of the traffic, each once, and twice where they are repeated', () => {
    const scenario = read(`
      versions: [V1]
      roles: { client: { r: { speaks: at once, offers: V1, accepts: V1 } }, server: { r: { speaks: after the peer, offers: V1, accepts: V1 } } }
      links: [{ from: client, to: server }]
      calls: { client: { hello: V1, info: V1, load: V1 } }
      traffic: { test: hello, start: [info, load], repeat: { load: 1 s } }
      cluster: { client: r, server: r }
    `)
    expect(matrix(scenario)[0]?.calls).toEqual({ made: 5, answered: 5 })
  })

  it('cannot be repeated in the time in which a queue is sent', () => {
    const scenario = read(`
      versions: [V1]
      roles:
        client: { r: { speaks: at once, offers: V1, accepts: V1, meanwhile: { queue: 1, when full: close } } }
        server: { r: { speaks: after the peer, offers: V1, accepts: V1, meanwhile: { queue: 1, when full: close } } }
      links: [{ from: client, to: server }]
      calls: { client: { load: V1 } }
      traffic: { repeat: { load: 1 s } }
      cluster: { client: r, server: r }
    `)
    expect(cells(scenario)).toEqual(['r → r: open V1'])
    expect(new Set(attemptsOf(runOf(scenario)))).toEqual(new Set(['open']))
  })
})

describe('a queue that closes when it is full', () => {
  const scenario = read(`
    versions: [V1]
    roles:
      client: { r: { speaks: at once, offers: V1, accepts: V1, meanwhile: { queue: 1, when full: close } } }
      server: { r: { speaks: after the peer, offers: V1, accepts: V1 } }
    links: [{ from: client, to: server }]
    calls: { client: { hello: V1, load: V1, store: V1 } }
    traffic: { test: [hello, load, store] }
    cluster: { client: r, server: r }
  `)

  it('rejects the connection, in a run as in the matrix, and says so', () => {
    expect(matrix(scenario)[0]).toMatchObject({
      outcome: 'rejected',
      reason: 'client r has a full queue and closes',
    })
    const [first] = only(runOf(scenario).trace, 'attempt')
    expect(first).toMatchObject({ outcome: 'rejected', reason: 'c1 has a full queue and closes' })
  })

  it('leaves no further call to be made on it', () => {
    const calls = only(runOf(scenario).trace, 'call').filter(({ connection }) => connection === 'c1-s1#1')
    expect(calls.map(({ name, status }) => `${name} ${status}`)).toEqual([
      'hello made',
      'load made',
      'load failed',
      'hello failed',
    ])
  })
})

describe('an exception', () => {
  it('wins over a queue that is full', () => {
    const scenario = readCase('exception-does-not-win')
    expect(cells(scenario)).toEqual(['old → old: open V1', 'old → new: open V1'])
    expect(attemptsOf(runOf(scenario))).toEqual(['open'])
  })

  it('wins over patience, and over what the dialer remembers', () => {
    const scenario = read(`
      versions: [V1, V2]
      roles:
        client: { r: { speaks: after the peer, offers: V2, accepts: V1..V2, patience: 1 s, when refused: { retry: next lower, on: silence, remembers: peer } } }
        server: { r: { speaks: after the peer, offers: V2, accepts: V2, patience: 2 s } }
      links: [{ from: client, to: server }]
      exceptions: [{ dialer: r, acceptor: r, outcome: open, at: V2, because: so it was seen }]
      cluster: { client: r, server: r }
    `)
    expect(cells(scenario)).toEqual(['r → r: open V2'])
    expect(meetingOf(scenario, 'r', 'V1')).toMatchObject({ outcome: 'open', negotiated: 'V2' })
    expect(attemptsOf(runOf(scenario))).toEqual(['open'])
  })
})

describe('what is lost', () => {
  it('is what either end cannot call, the acceptor too', () => {
    const scenario = readCase('calls-of-the-acceptor')
    expect(matrix(scenario)[0]).toMatchObject({
      outcome: 'degraded',
      negotiated: 'V1',
      lost: ['no push: nothing is pushed'],
      reason: 'both ends agree on V1, with no push: nothing is pushed',
    })
    expect(attemptsOf(runOf(scenario))).toEqual(['degraded'])
  })

  it('is nothing of a role that dials others, on connections that it accepts', () => {
    const scenario = read(`
      versions: [V1, V2]
      roles:
        client: { r: { speaks: at once, offers: V1, answers: lower, accepts: V1 } }
        server: { r: { speaks: after the peer, offers: V2, answers: lower, accepts: V1..V2 } }
        store: { r: { speaks: after the peer, offers: V2, answers: lower, accepts: V1..V2 } }
      links: [{ from: client, to: server }, { from: server, to: store }]
      calls: { server: { fetch: { since: V2, without: nothing is fetched } } }
      cluster: { client: r, server: r, store: r }
    `)
    expect(matrix(scenario).map(({ link, outcome }) => `${link} ${outcome}`)).toEqual([
      'client-server open',
      'server-store stalled',
    ])
  })

  it('goes by what an end speaks by itself, not by what it could be talked into', () => {
    const scenario = readCase('loss-goes-by-what-is-spoken')
    expect(cells(scenario)).toEqual([
      'offers1 → old: open V1',
      'offers1 → accepts1: open V1',
      'narrow → old: open V1',
      'narrow → accepts1: open V1',
    ])
    expect(attemptsOf(runOf(scenario))).toEqual(['open'])
  })

  it('goes by what the peer has chosen where an end does not ask', () => {
    const scenario = read(`
      versions: [V1, V2]
      roles:
        client: { r: { speaks: at once, offers: V1..V2, answers: anything, accepts: V1..V2 } }
        server: { r: { speaks: after the peer, offers: V2, answers: lower, accepts: V1..V2 }, old: { offers: V1, accepts: V1 } }
      links: [{ from: client, to: server }]
      calls: { client: { load: V1, fast: { since: V2, without: all is slow, fallback: load } } }
      traffic: { start: fast }
      cluster: { client: r, server: [r, old] }
    `)
    expect(cells(scenario)).toEqual(['r → r: open */V2', 'r → old: degraded */V1'])
    const told = only(runOf(scenario).trace, 'call').map(
      ({ connection, name, status }) => `${connection} ${name} ${status}`,
    )
    expect(told.toSorted()).toEqual([
      'c1-s1#1 fast answered',
      'c1-s1#1 fast made',
      'c1-s2#1 fast skipped',
      'c1-s2#1 load answered',
      'c1-s2#1 load made',
    ])
  })
})

describe('a call that an end needs', () => {
  it('fails where it is missing, if nothing else is said of it', () => {
    const scenario = readCase('needed-call-without-a-cost')
    expect(cells(scenario)).toEqual(['old → old: open V1', 'old → new: degraded V1'])
    expect(matrix(scenario)[1]?.reason).toBe(
      'both ends agree on V1, with no load: the call fails (new does not serve it)',
    )
    expect(meetingOf(scenario, 'old').needed).toEqual([])
    expect(meetingOf(scenario, 'new').needed).toEqual(['cannot do without load, and new does not serve it'])
    const nodes = scenario.nodes.map((node) => (node.role === 'server' ? { ...node, release: 'new' } : node))
    const called = { ...scenario, nodes, traffic: { ...scenario.traffic, start: ['load'] } }
    const run = runOf(called)
    expect(only(run.trace, 'attempt')[0]?.reason).toBe(
      'both ends agree on V1, with no load: the call fails (new does not serve it)',
    )
    expect(only(run.trace, 'call').map(({ status, reason }) => `${status} ${reason}`)).toEqual([
      'made null',
      'failed new does not serve it',
    ])
  })

  it('may be the acceptor’s', () => {
    const scenario = read(`
      versions: [V1, V2]
      roles:
        client: { old: { speaks: at once, offers: V1, answers: lower, accepts: V1 } }
        server: { new: { speaks: after the peer, offers: V2, answers: lower, accepts: V1..V2, needs: push } }
      links: [{ from: client, to: server }]
      calls: { server: { push: V2 } }
      cluster: { client: old, server: new }
    `)
    expect(matrix(scenario)[0]).toMatchObject({ outcome: 'degraded', lost: ['no push: the call fails'] })
    expect(meetingOf(scenario).needed).toEqual([
      'meets server new, which cannot do without push, and V1 does not have it',
    ])
  })
})

describe('what is written in another version', () => {
  it('is not understood, so that calls on a half-open connection hang', () => {
    const scenario = readCase('half-open-answers-calls')
    expect(cells(scenario)).toEqual(['old → old: half-open V1/V2'])
    expect(matrix(scenario)[0]?.calls).toEqual({ made: 2, answered: 0 })
    const run = runOf(scenario)
    const { calls } = summarise(run)
    expect(calls).toMatchObject({ answered: 0, failed: 0, hung: 0 })
    expect(calls.made).toBeGreaterThan(20)
    expect(calls.hanging + calls.underWay).toBe(calls.made)
    const [first] = only(run.trace, 'swallow')
    expect(first).toMatchObject({ from: 'c1', to: 's1', message: { written: 'V1' }, believes: 'V2' })
  })
})

describe('an attempt', () => {
  it.each(seeds)('is not open while an error is on its way (seed %i)', (seed) => {
    const scenario = readCase('open-for-an-instant')
    expect(cells(scenario)).toEqual(['old → old: rejected –', 'old → new: rejected –'])
    expect(new Set(attemptsOf(runOf({ ...scenario, until: 5_000 }, seed)))).toEqual(new Set(['rejected']))
  })

  it.each(seeds)('is not stalled before patience is over (seed %i)', (seed) => {
    const scenario = readCase('stalled-until-patience-ends')
    const nodes = scenario.nodes.map((node) => (node.role === 'client' ? { ...node, release: 'new' } : node))
    expect(attemptsOf(runOf({ ...scenario, nodes }, seed))).toEqual(['retried', 'open'])
    expect(meetingOf({ ...scenario, nodes }).outcome).toBe('open')
  })

  it('that waits for nobody was rejected by who has waited', () => {
    const scenario = readCase('nobody-said-anything')
    expect(matrix(scenario)[0]).toMatchObject({
      outcome: 'rejected',
      rejectedBy: 'acceptor',
      reason: 'server old waited 2 s, heard nothing and closed',
    })
    const [first] = only(runOf(scenario).trace, 'attempt')
    expect(first?.reason).toBe('s1 waited 2 s, heard nothing and closed')
  })

  it('that is met with silence was rejected after its dialer has waited', () => {
    const scenario = read(`
versions: [V1, V2]
roles:
  client: { new: { speaks: at once, offers: V2, accepts: V1..V2, patience: 2 s } }
  server: { old: { speaks: after the peer, offers: V1, accepts: V1, otherwise: stall } }
links: [{ from: client, to: server }]
cluster: { client: new, server: old }
`)
    expect(matrix(scenario)[0]?.reason).toBe(
      'server old does not accept V2 and stays in its handshake without a word; client new waited 2 s and closed',
    )
  })

  it('that a node leaves while a refusal is on its way, and would have been made again, was interrupted', () => {
    const scenario = read(`
      versions: [V1, V2]
      roles:
        client: { r: { speaks: at once, offers: V2, accepts: V1..V2, when refused: { retry: next lower, on: [error, close] } } }
        server: { r: { speaks: after the peer, offers: V1, accepts: V1 } }
      links: [{ from: client, to: server }]
      cluster: { client: r, server: r }
      network: { latency: 10 ms }
    `)
    const killedAt = (at: number) =>
      simulate({ scenario, seed: 1, interventions: [{ at, do: 'kill', node: 'c1' }], until: 1_000 })
    // V2 is refused at 30, and the refusal arrives at 40.
    expect(attemptsOf(killedAt(35))).toEqual(['interrupted'])
    expect(attemptsOf(killedAt(45))).toEqual(['retried', 'interrupted'])
  })
})

describe('a call that writes', () => {
  it('reads nothing', () => {
    const scenario = readCase('write-is-judged-as-a-read')
    const { calls } = summarise(runOf(scenario))
    expect(calls.unreadable).toBe(0)
    expect(calls.answered).toBe(calls.made)
  })
})

it('means itself, also where JavaScript has the name for something else', () => {
  const scenario = readCase('names-of-javascript')
  expect(cells(scenario)).toEqual(['r → r: open constructor'])
  expect(attemptsOf(runOf(scenario))).toEqual(['open'])
})
