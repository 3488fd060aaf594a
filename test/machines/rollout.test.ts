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
      asked: [{ takeStep: { step: steps[0] } }],
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
      asked: [{ takeStep: { step: steps[1] } }],
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

  it('has nothing to do without steps', () => {
    const { snapshot, asked } = walk(rollout, { steps: [], settle: 1 }, { type: 'begin' })
    expect(snapshot.value).toBe('done')
    expect(asked).toEqual([])
  })
})
