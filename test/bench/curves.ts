/** How time and memory grow with what is asked: the work behind each curve of docs/performance.md, and why it bends as it does. */
import type { EndRules } from '#machines/rules.ts'
import { exhaustive } from '#sim/brute/exhaustive.ts'
import { explore } from '#sim/pair/explore.ts'
import { plan } from '#sim/plan/plan.ts'
import { simulate } from '#sim/run/run.ts'
import type { Scenario } from '#sim/scenario/model.ts'
import { wide } from './wide.ts'
import { workload, zeo } from './workload.ts'

export interface Curve {
  /** Its file, and its heading. */
  readonly name: string
  readonly title: string
  /** What lies on the axis below, such as `connections`. */
  readonly along: string
  readonly sizes: readonly number[]
  /** Does the work of a size. Gives how many units came of it, such as events or states, where these are counted. */
  readonly work: (size: number) => number | null
  readonly unit: string | null
  readonly why: string
}

/** ZEO with as many clients as servers, nobody of them upgraded yet. */
function sized(nodes: number): Scenario {
  const scenario = structuredClone(zeo())
  const kinds = ['client', 'server'].flatMap((role) =>
    Array.from({ length: nodes / 2 }, (_, i) => ({ id: `${role[0]}${i + 1}`, role, release: 'ZODB-3.1' })),
  )
  const steps = kinds.map(({ id }) => ({ node: id, to: 'ZODB-3.2' }))
  return { ...scenario, nodes: kinds, upgrade: { ...scenario.upgrade, steps } }
}

/** Two ends that never agree, so that every order of all calls is looked at. */
function atOdds(calls: number): number {
  const end: EndRules = {
    versions: ['A', 'B'],
    speaks: 'at once',
    offers: 'A',
    answers: 'theirs',
    accepts: ['A', 'B'],
    otherwise: 'close',
    meanwhile: 'queue',
  }
  return explore({
    rules: { dialer: end, acceptor: { ...end, offers: 'B' } },
    calls: { test: [], start: ['a'], repeat: Array.from({ length: calls }, (_, i) => `call ${i}`) },
    fateOf: () => 'made',
    lostAt: () => [],
  }).states
}

export const curves: readonly Curve[] = [
  {
    name: 'run-connections',
    title: 'A run, by its connections',
    along: 'connections',
    sizes: [60, 250, 500, 1_000, 2_000, 5_000],
    work: (size) => simulate(workload(size / 10, 10).spec).trace.size,
    unit: 'events',
    why: 'Ten virtual seconds of ZEO 2002, ten servers. Time is in proportion to the events, and these to the connections: nothing is looked for among all of them. Below some hundred connections it is the start of the engine that is seen, until it is compiled. Beyond some thousand each event takes longer, as what it touches is not in a cache any more: a connection is three objects and its messages, wherever these lie.',
  },
  {
    name: 'run-events',
    title: 'A run, by its events',
    along: 'virtual minutes',
    sizes: [1, 5, 15, 30, 60],
    work: (minutes) => {
      const { spec } = workload(50, 4)
      return simulate({ ...spec, until: minutes * 60_000 }).trace.size
    },
    unit: 'events',
    why: '50 clients and 4 servers that call every two seconds. An event costs the same whenever it happens. It is kept as twenty bytes; the rest of the memory is checkpoints, of which every second one is let go when there are too many, so that it grows until they hold 200,000 machines and connections together, and then by the events alone.',
  },
  {
    name: 'explore-states',
    title: 'One pair under every delivery order, by its calls',
    along: 'calls under way at a time',
    sizes: [4, 5, 6, 7, 8, 9],
    work: atOdds,
    unit: 'states',
    why: 'Each call can be made twice, and may be anywhere on its way: the states multiply with each of them, and nothing tells two of them apart by less. Time and memory are in proportion to the states: a state is five numbers in a table that no cache holds.',
  },
  {
    name: 'plan-nodes',
    title: 'A plan, by its nodes',
    along: 'nodes',
    sizes: [10, 100, 1_000, 10_000, 100_000],
    work: (nodes) => {
      plan(sized(nodes))
      return null
    },
    unit: null,
    why: 'Nodes that nothing tells apart are counted, and no more of them than any rule can tell: the search is the same for ten and for a million. What grows is the list of steps that is read, given an order and printed. The smallest takes longest because of what comes after the search: the way of a cluster of up to 200 connections is also run, and walked on the machines under every delivery order as far as 4,000 states.',
  },
  {
    name: 'plan-units',
    title: 'A plan, by what has to be told apart',
    along: 'roles of one node each',
    sizes: [4, 8, 12, 14, 16],
    work: (roles) => {
      plan(wide({ roles, releases: 2, nodes: 1, window: 1 }))
      return null
    },
    unit: null,
    why: 'Where every node is of a kind of its own each of them may be on the old release or on the new one: the mixed states double with each. That is why there is a limit, and why a plan that meets it says that it does not know. The way that is found is walked on the machines as well, as far as 4,000 states: where that is given up early, as from 14 roles on, it costs less.',
  },
  {
    name: 'brute-nodes',
    title: 'The brute force, by its nodes',
    along: 'nodes',
    sizes: [4, 6, 8, 10, 12],
    work: (nodes) => exhaustive(sized(nodes), { limit: { states: 2_000_000 } }).states,
    unit: 'states',
    why: 'It walks every order of every step with nodes told apart, and each connection by itself under every delivery order: what nodes do multiplies, and what connections do is added. It is there to hold the plan against, and not to be waited for.',
  },
]
