import { describe, expect, it } from 'vitest'
import { type RolloutEvent, rollout } from '#machines/rollout.ts'
import { walk } from './pure.ts'

const steps = [
  { node: 's1', to: 'new' },
  { node: 'c1', to: 'newer' },
]

type Sent = RolloutEvent | { type: `[${string}]` }

const begin: Sent = { type: 'begin' }
const settled: Sent = { type: '[settle]' }
const running = (node: string, release: string): Sent => ({ type: 'node running', node, release })

const rolloutAfter = (...events: Sent[]) => {
  const { snapshot, asked, timers } = walk(rollout, { steps, settle: 6_000 }, ...events)
  return { state: snapshot.value, asked, timers, step: snapshot.context.step }
}

describe('a rollout', () => {
  it('waits for its beginning, then upgrades the first node', () => {
    expect(rolloutAfter()).toMatchObject({ state: 'planned', asked: [] })
    expect(rolloutAfter(begin)).toMatchObject({
      state: 'upgrading',
      asked: [{ takeSteps: { steps: [steps[0]] } }],
    })
  })

  it('lets the cluster settle when the node of its step runs the new release', () => {
    expect(rolloutAfter(begin, running('s1', 'new'))).toMatchObject({
      state: 'settling',
      timers: { settle: 6_000 },
    })
  })

  it.each([running('s2', 'new'), running('c1', 'newer'), running('s1', 'old')])(
    'is not taken in by another node or another release: $node, $release',
    (event) => {
      expect(rolloutAfter(begin, event)).toMatchObject({ state: 'upgrading', asked: [], step: 0 })
    },
  )

  it('takes its steps one by one, in their order, and is done after the last', () => {
    const first = [begin, running('s1', 'new')]
    expect(rolloutAfter(...first, settled)).toMatchObject({
      state: 'upgrading',
      asked: [{ takeSteps: { steps: [steps[1]] } }],
      step: 1,
    })
    const second = [...first, settled, running('c1', 'newer')]
    expect(rolloutAfter(...second)).toMatchObject({ state: 'settling', timers: { settle: 6_000 } })
    expect(rolloutAfter(...second, settled)).toMatchObject({ state: 'done', asked: [], timers: {} })
  })

  it('takes steps of levels and operations just so', () => {
    const raised = (unit: string, value: string): Sent => ({ type: 'value reached', unit, value })
    const stateAfter = (...events: Sent[]) =>
      walk(rollout, { steps: [{ node: 'fcv', to: '7.0' }], settle: 1 }, begin, ...events).snapshot.value
    expect(stateAfter(raised('fcv', '7.0'))).toBe('settling')
    expect(stateAfter(raised('fcv', '6.0'))).toBe('upgrading')
    expect(stateAfter(raised('ibp', '7.0'))).toBe('upgrading')
  })

  it('takes the steps of a wave together, and waits for all of them in whatever order they come', () => {
    const nodes = ['c1', 'c2', 'c3', 's1', 's2', 's3'].map((node) => ({ node, to: 'new' }))
    const after = (...events: Sent[]) => {
      const rules = { steps: nodes, waves: [3, 2], settle: 1 }
      const { snapshot, asked } = walk(rollout, rules, begin, ...events)
      return { state: snapshot.value, asked, step: snapshot.context.step }
    }
    const [c1, c2, c3, s1, s2, s3] = nodes.map(({ node, to }) => running(node, to)) as [Sent, ...Sent[]]
    const told = (...events: (Sent | undefined)[]) => after(...events.flatMap((event) => event ?? []))
    expect(told()).toEqual({
      state: 'upgrading',
      asked: [{ takeSteps: { steps: nodes.slice(0, 3) } }],
      step: 0,
    })
    expect(told(c3, c1)).toEqual({ state: 'upgrading', asked: [], step: 0 })
    expect(told(c3, c1, c3)).toEqual({ state: 'upgrading', asked: [], step: 0 })
    expect(told(c3, c1, c2)).toEqual({ state: 'settling', asked: [], step: 0 })
    const second = [c3, c1, c2, settled]
    expect(told(...second)).toEqual({
      state: 'upgrading',
      asked: [{ takeSteps: { steps: nodes.slice(3, 5) } }],
      step: 3,
    })
    // What is in no wave is taken alone.
    const third = [...second, s1, s2, settled]
    expect(told(...third)).toEqual({
      state: 'upgrading',
      asked: [{ takeSteps: { steps: nodes.slice(5) } }],
      step: 5,
    })
    expect(told(...third, s3, settled).state).toBe('done')
  })

  it('has nothing to do without steps', () => {
    const { snapshot, asked } = walk(rollout, { steps: [], settle: 1 }, { type: 'begin' })
    expect(snapshot.value).toBe('done')
    expect(asked).toEqual([])
  })
})
