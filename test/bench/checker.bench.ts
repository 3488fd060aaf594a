// How fast one pair of releases is explored under every delivery order, beside the slow and obvious exploration of the tests.

import type { EndRules } from '#machines/rules.ts'
import { explore, graphOf } from '#sim/pair/explore.ts'
import type { PairSpec } from '#sim/pair/pair-spec.ts'
import { matrix } from '#sim/rules/matrix.ts'
import { exploreSlowly } from '../sim/pair/slow/explore.ts'
import { meets } from './goals.ts'
import { bytesOf, cpuOf, race, say, short } from './measure.ts'
import { zeo } from './workload.ts'

/** An end that takes what it is offered. */
const trusts: EndRules = {
  versions: ['A', 'B', 'C'],
  speaks: 'at once',
  offers: 'A',
  answers: 'theirs',
  accepts: ['A', 'B', 'C'],
  otherwise: 'close',
  meanwhile: 'queue',
}

function pair(dialer: Partial<EndRules>, acceptor: Partial<EndRules>, calls: PairSpec['calls']): PairSpec {
  const rules = { dialer: { ...trusts, ...dialer }, acceptor: { ...trusts, ...acceptor } }
  return { rules, calls, fateOf: () => 'made', lostAt: () => [] }
}

const calls = (count: number) => Array.from({ length: count }, (_, i) => `call ${i}`)

// Two ends that believe in different versions: nothing settles, so that every order of all calls is looked at.
const workloads: Readonly<Record<string, PairSpec>> = {
  'at odds, six calls, twice each': pair({}, { offers: 'B' }, { test: [], start: ['a'], repeat: calls(6) }),
  'at odds, eight calls, twice each': pair({}, { offers: 'B' }, { test: [], start: ['a'], repeat: calls(8) }),
  'at odds, three calls, 16 times each': pair(
    {},
    { offers: 'B', queue: { bound: 15, whenFull: 'refuse' } },
    { test: [], start: ['a', 'b'], repeat: calls(3) },
  ),
  'refused, and at odds when it comes back': pair(
    {
      offers: 'C',
      patience: 500,
      whenRefused: {
        with: 'next lower',
        on: ['error', 'close', 'silence'],
        where: 'new connection',
        remembers: 'link',
      },
      queue: { bound: 3, whenFull: 'drop the oldest' },
    },
    {
      speaks: 'after the peer',
      accepts: ['B'],
      replies: 'own offer',
      otherwise: 'error',
      patience: 700,
      queue: { bound: 7, whenFull: 'close' },
    },
    { test: [], start: ['a', 'b', 'c'], repeat: calls(4) },
  ),
}

/** What the goals are for: half of them hold for what also dials again. */
const isPlain = ({ rules }: PairSpec) => typeof rules.dialer.whenRefused !== 'object'

console.log('\nexploring, in processor time')
for (const [name, spec] of Object.entries(workloads)) {
  const { states, schedules, outcomes } = explore(spec)
  const ms = cpuOf(() => explore(spec), 7)
  const slow = cpuOf(() => exploreSlowly(spec), 1)
  const bytes = bytesOf(() => graphOf(spec))
  console.log(`  ${name}: ${Object.keys(outcomes).join(', ')}`)
  say('  states', short(states))
  say('  schedules covered', `10^${String(schedules).length - 1}`)
  say('  states/s', short((states / ms) * 1_000), 7)
  say('  the slow exploration, states/s', short((states / slow) * 1_000), 1)
  say('  ratio', (slow / ms).toPrecision(3))
  say('  bytes a state, its moves with it', (bytes / states).toFixed(0))
  if (states < 100_000) continue
  meets(`checker: ${name}`, (states / ms) * 1_000, {
    unit: 'states/s',
    atLeast: isPlain(spec) ? 1.5e6 : 0.75e6,
    why: 'each state is looked up in a table that no cache holds',
  })
  meets(`checker: ${name} ÷ the slow one`, slow / ms, {
    unit: '×',
    atLeast: isPlain(spec) ? 15 : 7.5,
  })
  meets(`checker: ${name}, memory`, bytes / states, { unit: 'bytes/state', atMost: 125 })
}

const scenario = zeo()
const all = 'matrix of zeo-2002'
const times = await race({ [all]: () => matrix(scenario) }, { time: 800 })
for (const [name, { ms, n }] of Object.entries(times)) say(name, `${ms.toPrecision(3)} ms`, n)
