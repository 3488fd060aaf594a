/** Scenarios made by hand, for tests that look at one thing. */
import type { EndRules } from '#machines/rules.ts'
import type { Intervention } from '#sim/engine/intervention.ts'
import { type Run, simulate } from '#sim/run/run.ts'
import type { Link, Release, Role, Scenario } from '#sim/scenario/model.ts'

/** Speaks at once, and agrees to anything. */
export const easy: EndRules = {
  versions: ['A', 'B'],
  speaks: 'at once',
  offers: 'B',
  answers: 'lower',
  accepts: ['A', 'B'],
  otherwise: 'close',
  meanwhile: 'queue',
}

export const release = (name: string, rules: EndRules): Release => ({
  name,
  label: name,
  about: null,
  rules,
  source: null,
  note: null,
})

export const role = (name: string, ...releases: Release[]): Role => ({ name, releases })

export const link = (dialer: string, acceptor: string, needs: Link['needs'] = 'every'): Link => ({
  name: `${dialer}-${acceptor}`,
  dialer,
  acceptor,
  needs,
  connector: {
    minDisconnectPoll: 1_000,
    maxDisconnectPoll: 4_000,
    firstAttemptTimeout: 500,
    laterAttemptTimeout: 700,
  },
})

const anything = release('r1', easy)

/** One client and one server that agree, 10 ms apart, with nothing to say beyond a test call. */
export const small: Scenario = {
  name: 'small',
  title: 'small',
  about: '',
  sources: [],
  versions: ['A', 'B'],
  roles: [role('client', anything), role('server', anything)],
  links: [link('client', 'server')],
  calls: [
    { name: 'ping', by: 'client', since: 'A', without: null, fallback: null },
    { name: 'load', by: 'client', since: 'A', without: null, fallback: null },
  ],
  traffic: { test: ['ping'], start: [], repeat: [] },
  nodes: [
    { id: 'c1', role: 'client', release: 'r1' },
    { id: 's1', role: 'server', release: 'r1' },
  ],
  latency: { kind: 'fixed', ms: 10 },
  timing: { drain: 100, down: 200, start: 50, settle: 500 },
  upgrade: { at: 0, steps: [] },
  until: 5_000,
}

/** A run that ends where its scenario says, whatever goes on. */
export const run = (scenario: Scenario, ...interventions: Intervention[]): Run =>
  simulate({ scenario, seed: 1, interventions, until: scenario.until, cut: scenario.until })
