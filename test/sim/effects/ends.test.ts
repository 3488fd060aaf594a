// What is said of a connection while its handshake goes on.

import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { rolloutOf, simulate } from '#sim/run/run.ts'
import { parseOrder } from '#sim/scenario/order/order.ts'
import { parseScenario } from '#sim/scenario/parse/parse.ts'

const file = 'scenarios/zeo-2002.yaml'

test.each([1, 2, 7, 1000])(
  'an end whose answer is about to leave does not wait for ever (seed %i)',
  (seed) => {
    const read = parseScenario(readFileSync(file, 'utf8'), file)
    if (!read.ok) throw new Error('the scenario cannot be read')
    const order = parseOrder(read.scenario, 'client,server')
    if (!order.ok) throw new Error(order.message)
    const { scenario } = read

    const { trace } = simulate({
      scenario,
      seed,
      interventions: rolloutOf(scenario, order.steps),
      until: scenario.until,
    })

    const outcomes = [...trace].flatMap((event) => (event.kind === 'attempt' ? [event.outcome] : []))
    expect(new Set(outcomes)).toEqual(new Set(['open', 'degraded', 'refused']))
  },
)
