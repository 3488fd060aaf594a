// Connectors, nodes and rollouts within a run: what waits for virtual time.

import { describe, expect, it } from 'vitest'
import type { Intervention } from '#sim/engine/intervention.ts'
import { type Run, stateAt } from '#sim/run/run.ts'
import type { Scenario } from '#sim/scenario/model.ts'
import { machinesIn } from '../machines.ts'
import { only } from '../reading.ts'
import { easy, link, release, role, run, small } from '../small.ts'

const dials = ({ trace }: Run) =>
  only(trace, 'send')
    .filter(({ message }) => message.kind === 'dial')
    .map(({ at, to }) => `${at} ${to}`)

const transitions = ({ trace }: Run, actor: string) =>
  only(trace, 'transition')
    .filter((event) => event.actor === actor)
    .map(({ at, to }) => `${at} ${to.join(' ')}`)

describe('a connector in a run', () => {
  it('dials again after pauses that double up to the longest', () => {
    const alone = run({ ...small, until: 20_000 }, { at: 0, do: 'kill', node: 's1' })
    // A refusal takes 20 ms; pauses of 1, 2, 4 and again 4 s.
    expect(dials(alone)).toEqual([0, 1_020, 3_040, 7_060, 11_080, 15_100, 19_120].map((at) => `${at} s1`))
  })

  it('still has its timer after time has gone back', () => {
    const alone = run({ ...small, until: 20_000 }, { at: 0, do: 'kill', node: 's1' })
    stateAt(alone, 19_500)
    const earlier = stateAt(alone, 5_000)
    expect([...machinesIn(earlier).values()].flatMap(({ timer }) => timer?.at ?? [])).toEqual([7_060])
    expect(stateAt(alone, 7_059).latest.get('c1-s1')).toBe('c1-s1#3')
    expect(stateAt(alone, 7_060).latest.get('c1-s1')).toBe('c1-s1#4')
  })

  it('gives every round its own time to connect, whatever the one before has left', () => {
    const simulated = run(
      small,
      { at: 100, do: 'reset', pair: 'c1-s1' },
      { at: 105, do: 'cut', pair: 'c1-s1' },
      { at: 115, do: 'heal', pair: 'c1-s1' },
      { at: 130, do: 'cut', pair: 'c1-s1' },
    )
    // Lost at 125 and dialled again; the first round’s 500 ms, which would have been over at 500, are not this one’s.
    const moves = transitions(simulated, 'connector c1-s1')
    expect(moves.slice(moves.indexOf('125 trying')).slice(0, 2)).toEqual(['125 trying', '625 waiting'])
  })

  it('where any server will do, uses the first that answers and closes the others', () => {
    const any: Scenario = {
      ...small,
      links: [link('client', 'server', 'any')],
      nodes: [...small.nodes, { id: 's2', role: 'server', release: 'r1' }],
    }
    const simulated = run(any, { at: 0, do: 'slow', pair: 'c1-s1', latency: { kind: 'fixed', ms: 40 } })
    // The intervention comes after the first dials of the same time.
    expect(dials(simulated)).toEqual(['0 s1', '0 s2'])
    expect(transitions(simulated, 'connector c1-server').at(-1)).toBe('40 notified')
    expect(transitions(simulated, 'end c1-s1#1 dialer').at(-1)).toBe('40 handshake.closed queue.shut')
    expect(transitions(simulated, 'end c1-s2#1 dialer').at(-1)).toBe('20 handshake.open queue.passing')
  })

  it('where any server will do, waits for the last of them before it pauses', () => {
    const any: Scenario = {
      ...small,
      links: [link('client', 'server', 'any')],
      nodes: [...small.nodes, { id: 's2', role: 'server', release: 'r1' }],
    }
    const slow: Intervention = { at: 0, do: 'slow', pair: 'c1-s2', latency: { kind: 'fixed', ms: 100 } }
    const one = run(any, slow, { at: 0, do: 'kill', node: 's1' })
    expect(transitions(one, 'connector c1-server').map((move) => move.split(' ')[1])).toEqual([
      'trying',
      'testing',
      'notified',
    ])
    const none = run(any, slow, { at: 0, do: 'kill', node: 's1' }, { at: 0, do: 'kill', node: 's2' })
    expect(transitions(none, 'connector c1-server').slice(0, 2)).toEqual(['0 trying', '110 waiting'])
  })

  it('where any server will do, dials them all again when it loses the one', () => {
    const any: Scenario = {
      ...small,
      links: [link('client', 'server', 'any')],
      nodes: [...small.nodes, { id: 's2', role: 'server', release: 'r1' }],
    }
    const simulated = run(
      any,
      { at: 1_000, do: 'reset', pair: 'c1-s1' },
      { at: 1_000, do: 'reset', pair: 'c1-s2' },
    )
    expect(dials(simulated)).toEqual(['0 s1', '0 s2', '1010 s1', '1010 s2'])
  })

  it('begins with short pauses again after its node was down', () => {
    const simulated = run(
      { ...small, until: 6_000 },
      { at: 0, do: 'kill', node: 's1' },
      { at: 3_100, do: 'kill', node: 'c1' },
      { at: 3_200, do: 'restart', node: 'c1' },
    )
    expect(dials(simulated)).toEqual(['0 s1', '1020 s1', '3040 s1', '3250 s1', '4270 s1'])
  })
})

describe('a node in a run', () => {
  it('drains, is replaced and starts on virtual time, and dials as it runs', () => {
    const simulated = run(small, { at: 1_000, do: 'upgrade', node: 'c1', to: 'r1' })
    expect(transitions(simulated, 'node c1')).toEqual([
      '1000 draining',
      '1100 down',
      '1300 starting',
      '1350 running',
    ])
    expect(dials(simulated)).toEqual(['0 s1', '1350 s1'])
  })

  it('begins nothing while it drains: it neither dials nor goes to work on a new connection', () => {
    const draining: Scenario = {
      ...small,
      traffic: { test: ['ping'], start: ['load'], repeat: [] },
      timing: { ...small.timing, drain: 2_000 },
    }
    const upgrade: Intervention = { at: 35, do: 'upgrade', node: 'c1', to: 'r1' }
    // Asked to go between its test call and the answer.
    const answered = run(draining, upgrade)
    const calls = only(answered.trace, 'call').filter(({ at }) => at < 2_000)
    expect(calls.map(({ name, status }) => `${name} ${status}`)).toEqual(['ping made', 'ping answered'])
    // Asked to go while it pauses: the pause ends at 1,020.
    const refused = run(draining, { at: 0, do: 'kill', node: 's1' }, upgrade)
    expect(dials(refused).slice(0, 2)).toEqual(['0 s1', '2285 s1'])
  })

  it('does not come back from the dead by a timer that it had set alive', () => {
    const killed = (at: number) =>
      transitions(
        run(small, { at: 1_000, do: 'upgrade', node: 's1', to: 'r1' }, { at, do: 'kill', node: 's1' }),
        'node s1',
      )
    expect(killed(1_050).at(-1)).toBe('1050 crashed')
    expect(killed(1_320).at(-1)).toBe('1320 crashed')
    // While it is down there is nothing to kill.
    expect(killed(1_200).at(-1)).toBe('1350 running')
  })

  it('starts as the release that was asked for last', () => {
    const two = {
      ...small,
      roles: [
        role('client', release('r1', easy), release('r2', easy), release('r3', easy)),
        role('server', release('r1', easy)),
      ],
    }
    const simulated = run(
      two,
      { at: 1_000, do: 'upgrade', node: 'c1', to: 'r2' },
      { at: 1_150, do: 'upgrade', node: 'c1', to: 'r3' },
    )
    expect(stateAt(simulated, 2_000).connections.get('c1-s1#2')?.dialer.release?.name).toBe('r3')
  })
})

describe('a rollout in a run', () => {
  const rollOut = (at: number, ...nodes: string[]): Intervention => ({
    at,
    do: 'roll out',
    steps: nodes.map((node) => ({ node, to: 'r1' })),
  })

  it('takes one node after the other, with time to settle between them', () => {
    const simulated = run(small, rollOut(1_000, 's1', 'c1'))
    expect(transitions(simulated, 'rollout')).toEqual([
      '1000 upgrading',
      '1350 settling',
      '1850 upgrading',
      '2200 settling',
      '2700 done',
    ])
    expect(transitions(simulated, 'node c1')[0]).toBe('1850 draining')
  })

  it('waits for a node that has died on the way until somebody restarts it', () => {
    const dead: Intervention[] = [rollOut(1_000, 's1', 'c1'), { at: 1_050, do: 'kill', node: 's1' }]
    expect(transitions(run(small, ...dead), 'rollout')).toEqual(['1000 upgrading'])
    const restarted = run(small, ...dead, { at: 3_000, do: 'restart', node: 's1' })
    expect(transitions(restarted, 'rollout').slice(0, 2)).toEqual(['1000 upgrading', '3050 settling'])
  })

  it('is replaced by a later one, and its timer with it', () => {
    const simulated = run(small, rollOut(1_000, 's1', 'c1'), rollOut(1_500, 'c1'))
    expect(transitions(simulated, 'rollout')).toEqual([
      '1000 upgrading',
      '1350 settling',
      '1500 upgrading',
      '1850 settling',
      '2350 done',
    ])
  })
})
