/** Where words take no time, and somebody dials for ever, all of that happens at one stroke. */
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { type Run, runOf, simulate, stateAfter } from '#sim/run/run.ts'
import { parseScenario } from '#sim/scenario/parse/parse.ts'
import { viewOf } from '#sim/views/view.ts'

const file = new URL('../../agreement/mended/others-go-on-beside-it.yaml', import.meta.url)
const parsed = parseScenario(readFileSync(file, 'utf8'), 'others-go-on-beside-it.yaml')
if (!parsed.ok) throw new Error('the file holds')
const steps = ['c1=r3', 'n1=r2', 'n2=r2'].map((step) => {
  const [node = '', to = ''] = step.split('=')
  return { node, to }
})
const run = simulate(runOf(parsed.scenario, { steps }))

test('time goes on for everybody else', () => {
  expect(run.end).toMatchObject({ why: 'at rest', stuckIn: [] })
  const last = [...run.trace].findLast((event) => event.kind === 'transition' && event.actor === 'rollout')
  expect(last).toMatchObject({ to: ['done'] })
})

test('a seek from a checkpoint comes to the states of the run from its start', () => {
  const [start] = run.checkpoints
  const fromStart: Run = { ...run, checkpoints: start ? [start] : [] }
  const shown = (of: Run, moment: number) => viewOf(run.cluster, stateAfter(of, moment))
  const jump = [...run.trace].findIndex(
    ({ at, moment }, i) => at > (run.trace.event(i - 1)?.at ?? 0) && moment > 20_000,
  )
  const moment = run.trace.event(jump)?.moment ?? 0
  expect(moment).toBeGreaterThan(20_000)
  for (const each of [moment - 1, moment, moment + 300, run.moments]) {
    expect(shown(run, each)).toEqual(shown(fromStart, each))
  }
})
