import { describe, expect, it } from 'vitest'
import { type ConnectorEvent, connector, zeoConnector } from '#machines/connector.ts'
import { walk } from './pure.ts'

type Sent = ConnectorEvent['type'] | `[${string}]`

const connectorAfter = (addresses: number, ...types: Sent[]) => {
  const { snapshot, asked, timers } = walk(
    connector,
    { ...zeoConnector, addresses },
    ...types.map((type) => ({ type }) as never),
  )
  return { state: snapshot.value, asked, timers, context: snapshot.context }
}

describe('a connector', () => {
  it('does nothing until its node runs, then dials every address', () => {
    expect(connectorAfter(2)).toMatchObject({ state: 'idle', asked: [], timers: {} })
    expect(connectorAfter(2, 'start')).toMatchObject({ state: 'trying', asked: ['dialAddresses'] })
  })

  it('tests a socket that connects, and tells the client when the test is passed', () => {
    expect(connectorAfter(1, 'start', 'attempt connected')).toMatchObject({
      state: 'testing',
      asked: ['testConnection'],
    })
    expect(connectorAfter(1, 'start', 'attempt connected', 'attempt tested')).toMatchObject({
      state: 'notified',
      asked: ['notifyClient'],
      timers: {},
    })
  })

  it('tests every socket that connects', () => {
    expect(connectorAfter(2, 'start', 'attempt connected', 'attempt connected')).toMatchObject({
      state: 'testing',
      asked: ['testConnection'],
    })
  })

  it('goes on while an attempt is left, and pauses when the last one has failed', () => {
    expect(connectorAfter(2, 'start', 'attempt failed').state).toBe('trying')
    expect(connectorAfter(2, 'start', 'attempt failed', 'attempt failed').state).toBe('waiting')
    expect(connectorAfter(2, 'start', 'attempt connected', 'attempt failed').state).toBe('testing')
    expect(connectorAfter(2, 'start', 'attempt connected', 'attempt failed', 'attempt failed').state).toBe(
      'waiting',
    )
    expect(connectorAfter(2, 'start', 'attempt failed', 'attempt connected', 'attempt failed').state).toBe(
      'waiting',
    )
  })

  it('counts the attempts of each round anew', () => {
    const lost: Sent[] = ['start', 'attempt failed', 'attempt connected', 'attempt tested', 'connection lost']
    expect(connectorAfter(2, ...lost)).toMatchObject({ state: 'trying', asked: ['dialAddresses'] })
    expect(connectorAfter(2, ...lost, 'attempt failed').state).toBe('trying')
    expect(connectorAfter(2, ...lost, 'attempt failed', 'attempt failed').state).toBe('waiting')
  })

  it('gives the sockets of its first round 5 s to connect, and those of later rounds 75 s', () => {
    expect(connectorAfter(1, 'start').timers).toEqual({ attemptTimeout: 5_000 })
    const second: Sent[] = ['start', '[attemptTimeout]', '[disconnectPoll]']
    expect(connectorAfter(1, ...second).timers).toEqual({ attemptTimeout: 75_000 })
    expect(connectorAfter(1, ...second, '[attemptTimeout]', '[disconnectPoll]').timers).toEqual({
      attemptTimeout: 75_000,
    })
    expect(
      connectorAfter(1, ...second, 'attempt connected', 'attempt tested', 'connection lost').timers,
    ).toEqual({
      attemptTimeout: 5_000,
    })
  })

  it('gives up attempts that take too long', () => {
    expect(connectorAfter(1, 'start', '[attemptTimeout]')).toMatchObject({
      state: 'waiting',
      asked: ['closeAttempts'],
    })
  })

  it('lets a test take for ever: only the connecting of sockets is bounded in time', () => {
    expect(connectorAfter(1, 'start', 'attempt connected').timers).toEqual({})
  })

  it('pauses 5 s, then twice as long each time, up to 300 s', () => {
    const pauses: number[] = []
    const events: Sent[] = ['start', 'attempt failed']
    for (let round = 0; round < 9; round++) {
      pauses.push(connectorAfter(1, ...events).timers.disconnectPoll ?? 0)
      events.push('[disconnectPoll]', 'attempt failed')
    }
    expect(pauses.map((pause) => pause / 1_000)).toEqual([5, 10, 20, 40, 80, 160, 300, 300, 300])
  })

  it.each([
    [
      'once it has had a connection',
      ['attempt connected', 'attempt tested', 'connection lost', 'attempt failed'],
    ],
    ['once its node has been down', ['stop', 'start', 'attempt failed']],
  ] satisfies [string, Sent[]][])('pauses 5 s again %s', (_, events) => {
    const tired: Sent[] = [
      'start',
      'attempt failed',
      '[disconnectPoll]',
      'attempt failed',
      '[disconnectPoll]',
    ]
    expect(connectorAfter(1, ...tired, 'attempt failed').timers).toEqual({ disconnectPoll: 20_000 })
    expect(connectorAfter(1, ...tired, ...events).timers).toEqual({ disconnectPoll: 5_000 })
  })

  it('stops from every state, closes its attempts and leaves no timer behind', () => {
    const ways: Sent[][] = [
      [],
      ['start'],
      ['start', 'attempt connected'],
      ['start', 'attempt connected', 'attempt tested'],
      ['start', 'attempt failed'],
    ]
    const states = ways.map((events) => {
      expect(connectorAfter(1, ...events, 'stop')).toMatchObject({
        state: 'idle',
        asked: ['closeAttempts'],
        timers: {},
      })
      return connectorAfter(1, ...events).state
    })
    expect(states).toEqual(['idle', 'trying', 'testing', 'notified', 'waiting'])
  })

  it('has no ear for attempts of a round that is over', () => {
    for (const late of [
      'attempt connected',
      'attempt tested',
      'attempt failed',
      'connection lost',
    ] as const) {
      expect(connectorAfter(1, 'start', 'attempt failed', late)).toMatchObject({
        state: 'waiting',
        asked: [],
      })
      expect(connectorAfter(1, 'start', 'stop', late)).toMatchObject({ state: 'idle', asked: [] })
    }
  })
})
