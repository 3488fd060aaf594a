// The table is an answer book of XState's own pure functions: it has to give the answers that they give.

import fc from 'fast-check'
import { describe, expect, it, vi } from 'vitest'
import { type AnyStateMachine, initialTransition, transition } from 'xstate'
import { connectionEnd, type EndEvent } from '#machines/connection-end.ts'
import { type ConnectorEvent, type ConnectorRules, connector } from '#machines/connector.ts'
import { type NodeEvent, type NodeRules, node } from '#machines/node.ts'
import { type RolloutEvent, type RolloutRules, rollout } from '#machines/rollout.ts'
import { tabulate } from '#sim/protocol/transition-table.ts'
import { anyEndRules, versions } from '../arbitraries.ts'

// Many random examples take their time on a busy machine.
vi.setConfig({ testTimeout: 60_000 })

/** What a machine is told: an event, or that the timer fires which was set longest ago. */
type Told = { type: string } | 'timer'

interface Executable {
  readonly type: string
  readonly params: { sendId?: string; id?: string; delay?: number; event?: { type: string } } | undefined
}

/** What XState asks for, put as the table puts it. */
function asked(actions: readonly Executable[]) {
  return actions
    .filter(({ type, params }) => type !== 'xstate.raise' || params?.delay !== undefined)
    .map(({ type, params }) => {
      if (type === 'xstate.cancel') return { kind: 'cancel timer', id: params?.sendId }
      if (type !== 'xstate.raise') return { kind: 'do', type, params }
      return { kind: 'set timer', id: params?.id, delay: params?.delay, event: params?.event }
    })
}

/** Walks the table and XState side by side, and the table once more when it knows every step. */
function agree(machine: AnyStateMachine, input: unknown, story: readonly Told[]): void {
  const table = tabulate(machine, input)
  for (const pass of ['while it is filled', 'from memory']) {
    let [snapshot, actions] = initialTransition(machine, input)
    let step = table.initial
    let timers = new Map<string, { type: string }>()
    for (let told = 0; ; told++) {
      const wanted = asked(actions as never)
      expect(step.actions, pass).toEqual(wanted)
      expect(table.snapshot(step.state).value).toEqual(snapshot.value)
      expect(table.snapshot(step.state).context).toEqual(snapshot.context)
      expect(table.leaves(step.state)).toEqual(leavesOf(snapshot.value))
      for (const { kind, id, event } of wanted as { kind: string; id: string; event: { type: string } }[]) {
        if (kind === 'set timer') timers = new Map([...timers, [id, event]])
        if (kind === 'cancel timer') timers.delete(id)
      }
      if (told === story.length) break
      const [next] = timers
      const saying = story[told]
      if (saying === 'timer' && next) timers.delete(next[0])
      const event = saying === 'timer' ? next?.[1] : saying
      if (event === undefined) continue
      step = table.step(step.state, event)
      ;[snapshot, actions] = transition(machine, snapshot, event)
    }
  }
}

const leavesOf = (value: unknown): string[] =>
  typeof value === 'string'
    ? [value]
    : Object.entries(value as object).flatMap(([name, inner]) =>
        leavesOf(inner).map((leaf) => `${name}.${leaf}`),
      )

const story = <E extends { type: string }>(event: fc.Arbitrary<E>): fc.Arbitrary<Told[]> =>
  fc.array(fc.oneof({ weight: 4, arbitrary: event }, fc.constant('timer' as const)), { maxLength: 25 })

const duration = fc.integer({ min: 0, max: 100_000 })
const releaseName = fc.constantFrom('old', 'new')
const nodeName = fc.constantFrom('c1', 's1')

const said = fc.constantFrom(...versions, 'unheard of', '', 'V1..V3', 'V1+V2')

const endEvents = fc.oneof(
  fc.constantFrom<EndEvent>(
    { type: 'connected' },
    { type: 'message' },
    { type: 'send' },
    { type: 'send', full: true },
    { type: 'more held' },
    { type: 'none held' },
    { type: 'close' },
    { type: 'closed' },
  ),
  fc
    .record({ version: said, again: fc.boolean() })
    .map(({ version, again }): EndEvent => ({ type: 'version', version, ...(again && { again }) })),
  said.map((supported): EndEvent => ({ type: 'error', supported })),
)

const connectorEvents = fc.constantFrom<ConnectorEvent>(
  { type: 'start' },
  { type: 'stop' },
  { type: 'attempt connected' },
  { type: 'attempt tested' },
  { type: 'attempt tested', fallback: true },
  { type: 'attempt failed' },
  { type: 'connection lost' },
)

const connectorRules: fc.Arbitrary<ConnectorRules> = fc.record({
  addresses: fc.integer({ min: 1, max: 4 }),
  minDisconnectPoll: duration,
  maxDisconnectPoll: duration,
  firstAttemptTimeout: duration,
  laterAttemptTimeout: duration,
})

const nodeEvents = fc.oneof(
  fc.constantFrom<NodeEvent>({ type: 'kill' }, { type: 'restart' }),
  releaseName.map((to): NodeEvent => ({ type: 'upgrade', to })),
)

const nodeRules: fc.Arbitrary<NodeRules> = fc.record({
  release: releaseName,
  drain: duration,
  down: duration,
  start: duration,
})

const rolloutEvents = fc.oneof(
  fc.constant<RolloutEvent>({ type: 'begin' }),
  fc
    .record({ node: nodeName, release: releaseName })
    .map((running): RolloutEvent => ({ type: 'node running', ...running })),
)

const rolloutRules: fc.Arbitrary<RolloutRules> = fc.record({
  steps: fc.array(fc.record({ node: nodeName, to: releaseName }), { maxLength: 3 }),
  settle: duration,
})

describe('a table and XState agree on every walk', () => {
  it('of a connection end', () => {
    fc.assert(
      fc.property(anyEndRules, story(endEvents), (rules, told) => agree(connectionEnd, rules, told)),
      { numRuns: 200 },
    )
  })

  it('of a connector', () => {
    fc.assert(
      fc.property(connectorRules, story(connectorEvents), (rules, told) => agree(connector, rules, told)),
      { numRuns: 150 },
    )
  })

  it('of a node', () => {
    fc.assert(
      fc.property(nodeRules, story(nodeEvents), (rules, told) => agree(node, rules, told)),
      { numRuns: 150 },
    )
  })

  it('of a rollout', () => {
    fc.assert(
      fc.property(rolloutRules, story(rolloutEvents), (rules, told) => agree(rollout, rules, told)),
      { numRuns: 150 },
    )
  })
})

describe('a table', () => {
  it('asks XState once for each state and event', () => {
    const table = tabulate(node, { release: 'old', drain: 1, down: 1, start: 1 })
    const walk = () => {
      let { state } = table.initial
      for (const event of [{ type: 'kill' }, { type: 'restart' }, { type: 'kill' }] as const) {
        state = table.step(state, event).state
      }
      return table.size.computed
    }
    const first = walk()
    expect(walk()).toBe(first)
    expect(table.size.states).toBe(3)
  })

  it('stays small: an end has no more states than its versions can bring about', () => {
    const rules = {
      versions,
      speaks: 'after the peer',
      offers: 'V3',
      answers: 'lower',
      accepts: versions,
      otherwise: 'close',
      meanwhile: 'queue',
    } as const
    const table = tabulate(connectionEnd, rules)
    const events: EndEvent[] = [
      ...(['connected', 'message', 'send', 'more held', 'none held', 'close', 'closed'] as const).map(
        (type) => ({ type }),
      ),
      ...versions.map((version): EndEvent => ({ type: 'version', version })),
    ]
    for (let state = 0; state < table.size.states; state++)
      for (const event of events) table.step(state, event)
    expect(table.size.states).toBeLessThan(20)
  })

  it('knows no state that it has not met', () => {
    expect(() => tabulate(node, { release: 'a', drain: 1, down: 1, start: 1 }).leaves(99)).toThrow(RangeError)
  })
})
