// Rollouts that take several steps at a time.
import fc from 'fast-check'
import { describe, expect, it, vi } from 'vitest'
import { digest } from '#sim/engine/digest.ts'
import type { Intervention } from '#sim/engine/intervention.ts'
import { advance, type Progress } from '#sim/run/progress.ts'
import { rolloutOf, simulate, stateAt } from '#sim/run/run.ts'
import { narrate } from '#sim/views/narrate.ts'
import { summarise } from '#sim/views/summary.ts'
import { viewOf } from '#sim/views/view.ts'
import { runSpec } from '../arbitraries.ts'
import { levelledSpec } from '../levelled.ts'
import { only } from '../reading.ts'
import { runZeo, zeo } from '../zeo.ts'

// Many random examples take their time on a busy machine.
vi.setConfig({ testTimeout: 60_000 })

const clientsFirst = ['c1', 'c2', 'c3', 's1', 's2'].map((node) => ({ node, to: 'ZODB-3.2' }))
const inWaves = runZeo({ interventions: rolloutOf(zeo, clientsFirst, [3, 2]) })

const transitions = (actor: string) =>
  only(inWaves.trace, 'transition')
    .filter((event) => event.actor === actor)
    .map(({ at, to }) => `${at} ${to.join(' ')}`)

describe('a rollout in waves', () => {
  it('takes the nodes of a wave down together, and the next wave when all of them run', () => {
    for (const client of ['c1', 'c2', 'c3']) expect(transitions(`node ${client}`)[0]).toBe('1000 draining')
    const running = transitions('node c3').at(-1)?.split(' ')[0]
    expect(running).toBe('2500')
    expect(transitions('rollout').slice(0, 3)).toEqual(['1000 upgrading', '2500 settling', '8500 upgrading'])
    for (const server of ['s1', 's2']) expect(transitions(`node ${server}`)[0]).toBe('8500 draining')
    expect(transitions('rollout').at(-1)).toBe('16000 done')
  })

  it('is followed by its view and by the fold over its trace alike', () => {
    for (const time of [500, 1_000, 2_600, 8_500, 11_000, 17_000]) {
      const past = [...inWaves.trace].filter(({ at }) => at <= time)
      const progress = past.reduce<Progress | null>(advance, null)
      expect(viewOf(inWaves.cluster, stateAt(inWaves, time)).rollout).toEqual(progress)
    }
    expect(summarise(inWaves).rollout).toEqual({
      state: 'done',
      step: 3,
      steps: clientsFirst,
      waves: [3, 2],
    })
  })

  it('is told as waves, and every node is told what it is to become', () => {
    const told = [...inWaves.trace].flatMap(
      (event) => narrate(inWaves.cluster, inWaves.trace, event)?.text ?? [],
    )
    expect(told).toContain('the rollout begins: c1, c2 and c3, then s1 and s2')
    for (const { node } of clientsFirst) {
      expect(told).toContain(
        `${node} takes on no new work and finishes what it has begun: it is to be upgraded to ZODB-3.2`,
      )
    }
  })

  it('is the plain rollout where every wave is of one', () => {
    const waved = (it: Intervention): Intervention =>
      it.do === 'roll out' ? { ...it, waves: it.steps.map(() => 1) } : it
    const plain = (it: Intervention): Intervention => {
      if (it.do !== 'roll out') return it
      const { waves: _, ...rest } = it
      return rest
    }
    fc.assert(
      fc.property(fc.oneof(runSpec(), levelledSpec), (spec) => {
        const { interventions } = spec
        const alone = simulate({ ...spec, interventions: interventions.map(plain) })
        const together = simulate({ ...spec, interventions: interventions.map(waved) })
        expect(digest(together.trace)).toBe(digest(alone.trace))
      }),
      { numRuns: 60 },
    )
  })
})
