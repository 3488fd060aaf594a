/** Lattices and plans made by hand, for views that need no planner. */

import type { Axis, Lattice, LatticeEdge, LatticeState, Plan } from '#sim/plan/model.ts'
import type { PlanStep } from '#sim/scenario/order/units.ts'
import { isBroken, type Outcome, outcomes } from '#sim/scenario/outcome.ts'

type Counts = readonly (readonly number[])[]

export const noOutcomes = Object.fromEntries(outcomes.map((each) => [each, 0])) as Record<Outcome, number>

/** Every state of these axes, each of whose members goes through its places in order. */
export function latticeOf(
  axes: readonly Axis[],
  outcomesOf: (counts: Counts) => Partial<Record<Outcome, number>> = () => ({}),
): Lattice {
  const start = axes.map(({ members, places }) => places.map((_, i) => (i === 0 ? members.length : 0)))
  const states = new Map<string, Omit<LatticeState, 'alive'>>()
  const edges: Omit<LatticeEdge, 'alive'>[] = []
  const visit = (counts: Counts, rank: number) => {
    const key = JSON.stringify(counts)
    if (states.has(key)) return
    const found = { ...noOutcomes, ...outcomesOf(counts) }
    const isUnsafe = outcomes.some((each) => isBroken(each) && found[each] > 0)
    const reasons = outcomes.filter((each) => each !== 'open' && found[each] > 0)
    states.set(key, { key, counts, rank, verdict: isUnsafe ? 'unsafe' : 'safe', outcomes: found, reasons })
    for (const [axis, { role, members, places }] of axes.entries()) {
      const here = counts[axis] ?? []
      for (let place = 0; place + 1 < places.length; place++) {
        if (here[place] === 0) continue
        const ahead = here.slice(place + 1).reduce((sum, each) => sum + each, 0)
        const next = here.map((count, i) => count + (i === place + 1 ? 1 : i === place ? -1 : 0))
        const after = counts.with(axis, next)
        const [from = '', to = ''] = places.slice(place)
        const step: PlanStep = { unit: members[ahead] ?? '', role, from, to }
        edges.push({ from: key, to: JSON.stringify(after), axis, step })
        visit(after, rank + 1)
      }
    }
  }
  visit(start, 0)
  const goal = JSON.stringify(
    axes.map(({ members, places }) => places.map((_, i) => (i === places.length - 1 ? members.length : 0))),
  )
  const isSafe = (key: string) => states.get(key)?.verdict === 'safe'
  const ahead = new Map<string, string[]>()
  const behind = new Map<string, string[]>()
  for (const { from, to } of edges) {
    ahead.set(from, [...(ahead.get(from) ?? []), to])
    behind.set(to, [...(behind.get(to) ?? []), from])
  }
  const on = reached(JSON.stringify(start), isSafe, (key) => ahead.get(key) ?? [])
  const back = reached(goal, isSafe, (key) => behind.get(key) ?? [])
  const isAlive = (key: string) => on.has(key) && back.has(key)
  return {
    axes,
    states: [...states.values()].map((state) => ({ ...state, alive: isAlive(state.key) })),
    edges: edges.map((edge) => ({ ...edge, alive: isAlive(edge.from) && isAlive(edge.to) })),
    start: JSON.stringify(start),
    goal,
    isWhole: true,
  }
}

function reached(
  from: string,
  isOpen: (key: string) => boolean,
  next: (key: string) => string[],
): Set<string> {
  const found = new Set<string>()
  const left = [from]
  for (let key = left.pop(); key !== undefined; key = left.pop()) {
    if (found.has(key) || !isOpen(key)) continue
    found.add(key)
    left.push(...next(key))
  }
  return found
}

const releases = ['ZODB-3.1', 'ZODB-3.2']
const clients = ['c1', 'c2', 'c3']
const servers = ['s1', 's2']

/** ZEO 2002: a new server and an old client hang; a new client and an old server lose something. */
export const zeoLattice: Lattice = latticeOf(
  [
    { role: 'client', members: clients, places: releases },
    { role: 'server', members: servers, places: releases },
  ],
  ([client = [], server = []]) => ({
    'half-open': (client[0] ?? 0) * (server[1] ?? 0),
    degraded: (client[1] ?? 0) * (server[0] ?? 0),
    open: (client[0] ?? 0) * (server[0] ?? 0) + (client[1] ?? 0) * (server[1] ?? 0),
  }),
)

const step = (unit: string): PlanStep => ({
  unit,
  role: unit.startsWith('c') ? 'client' : 'server',
  from: 'ZODB-3.1',
  to: 'ZODB-3.2',
})
const lost = {
  rule: 'link client-server',
  severity: 'degraded',
  reason: 'every reconnect verifies the whole cache',
  source: 'negotiation',
} as const

/** 12 of 120. */
export const zeoPlan: Plan = {
  scenario: 'zeo-2002',
  keep: ['working', 'supported'],
  units: [...clients, ...servers].map((id) => ({
    id,
    kind: 'node',
    role: step(id).role,
    node: id,
    path: releases,
  })),
  verdict: 'safe',
  allOrders: '120',
  safeOrders: '12',
  unsupportedOrders: '0',
  phases: [clients.map(step), servers.map(step)],
  waves: [
    { pace: [{ role: 'client', most: 3 }], most: null, alone: [], losses: [lost] },
    { pace: [{ role: 'server', most: 1 }], most: null, alone: [], losses: [] },
  ],
  losses: [{ ...lost, from: 1, until: 5 }],
  precedences: [
    {
      before: { role: 'client', units: clients, from: 'ZODB-3.1', to: 'ZODB-3.2' },
      after: { role: 'server', units: servers, from: 'ZODB-3.1', to: 'ZODB-3.2' },
      text: 'every client before any server',
    },
  ],
  isExact: true,
  precedencesSuffice: true,
  firstSteps: [
    { ...step('c1'), safe: true, reason: 'every reconnect verifies the whole cache', alike: 2 },
    { ...step('s1'), safe: false, reason: 'c1 waits for ever: it refuses Z201 and tells nobody', alike: 1 },
  ],
  exits: [],
  route: null,
  blame: [],
  counterexample: {
    steps: [step('s1')],
    fault: {
      rule: 'link client-server',
      severity: 'unsafe',
      reason: 'the client refuses Z201 and never tells the server',
      source: 'before',
      pair: { link: 'client-server', dialer: 'ZODB-3.1', acceptor: 'ZODB-3.2', outcome: 'half-open' },
    },
    schedule: [],
    seed: 7,
  },
  rollback: {
    ways: [
      { after: 0, phases: [], isKnown: true, losses: [], safeOrders: '1', reason: '' },
      { after: 1, phases: [clients.map(back)], isKnown: false, losses: [], safeOrders: '6', reason: '' },
      {
        after: 2,
        phases: [servers.map(back), clients.map(back)],
        isKnown: false,
        losses: [],
        safeOrders: '12',
        reason: '',
      },
    ],
    pointOfNoReturn: null,
  },
  wouldHelp: [],
  holdsOnlyIf: [],
  takenForGranted: [
    {
      kind: 'service',
      of: ['server'],
      text: 'that no quorum and no floor has to be up of server',
      key: 'service',
    },
  ],
  cost: null,
  limits: { states: 12, proven: ['every order was looked at'], notProven: [] },
}

function back(unit: string): PlanStep {
  return { ...step(unit), from: 'ZODB-3.2', to: 'ZODB-3.1' }
}
