// What is known of two releases beside their outcome: what the dialer may remember, and whether it would stay.

import { describe, expect, it } from 'vitest'
import { meetingOf, read, readCase } from '../pair/cases.ts'

describe('what a dialer may remember', () => {
  const scenario = read(`
    versions: [V1, V2, V3]
    roles:
      client:
        r: { speaks: at once, offers: V3, accepts: V1..V3, when refused: { retry: next lower, on: close, remembers: peer } }
      server:
        old: { speaks: after the peer, offers: V1, accepts: V1 }
        mid: { accepts: V1..V2 }
        new: { offers: V3, accepts: V3 }
    links: [{ from: client, to: server }]
    cluster: { client: r, server: old }
  `)

  it('is every offer with which it dials again', () => {
    expect(meetingOf(scenario, 'old')).toMatchObject({
      outcome: 'open',
      negotiated: 'V1',
      remembered: ['V2', 'V1'],
    })
    expect(meetingOf(scenario, 'mid')).toMatchObject({
      outcome: 'open',
      negotiated: 'V2',
      remembered: ['V2'],
    })
    expect(meetingOf(scenario, 'new')).toMatchObject({ outcome: 'open', negotiated: 'V3', remembered: [] })
  })

  it('is what it begins with the next time', () => {
    expect(meetingOf(scenario, 'mid', 'V1')).toMatchObject({
      outcome: 'open',
      negotiated: 'V1',
      remembered: [],
    })
    expect(meetingOf(scenario, 'old', 'V2')).toMatchObject({
      outcome: 'open',
      negotiated: 'V1',
      remembered: ['V1'],
    })
    // It remembers less than the new server takes.
    expect(meetingOf(scenario, 'new', 'V2')).toMatchObject({ outcome: 'rejected', remembered: ['V1'] })
  })

  it('is asked for once', () => {
    expect(meetingOf(scenario, 'old', 'V2')).toBe(meetingOf(scenario, 'old', 'V2'))
    expect(meetingOf(scenario, 'old', 'V2')).not.toBe(meetingOf(scenario, 'old'))
  })
})

describe('a dialer', () => {
  it('stays with a half-open connection that has passed its test', () => {
    // Without a test call an open end is enough.
    expect(meetingOf(readCase('half-open-answers-calls')).isTaken).toBe(true)
  })

  it('does not stay with one whose test call hangs', () => {
    const scenario = readCase('half-open-answers-calls')
    const tested = { ...scenario, traffic: { ...scenario.traffic, test: ['load'] } }
    expect(meetingOf(tested)).toMatchObject({ outcome: 'half-open', isTaken: false })
  })

  it('does not stay with one that it does not believe in, nor with one that is gone', () => {
    const scenario = read(`
      versions: [V1, V2]
      roles:
        client: { r: { speaks: at once, offers: V1, accepts: V1, otherwise: stall } }
        server:
          trusts: { speaks: at once, offers: V2, accepts: V1..V2 }
          closes: { speaks: after the peer, offers: V2, accepts: V2 }
      links: [{ from: client, to: server, needs: any }]
      cluster: { client: r, server: trusts }
    `)
    expect(meetingOf(scenario, 'trusts')).toMatchObject({ outcome: 'half-open', isTaken: false })
    expect(meetingOf(scenario, 'closes')).toMatchObject({ outcome: 'rejected', isTaken: false })
  })

  it('stays with one that works, which is no reason to say so', () => {
    expect(meetingOf(readCase('call-that-nobody-declared'))).toMatchObject({
      outcome: 'open',
      isTaken: false,
    })
  })
})

describe('where both ends refuse', () => {
  it('the reason names what each has against the other', () => {
    const scenario = read(`
      versions: [V1, V2]
      roles:
        client: { r: { speaks: at once, offers: V1, accepts: V1 } }
        server: { s: { speaks: at once, offers: V2, accepts: V2 } }
      links: [{ from: client, to: server }]
      cluster: { client: r, server: s }
    `)
    expect(meetingOf(scenario, 's').reason).toBe(
      'server s does not accept V1 and closes, and client r does not accept V2',
    )
  })
})
