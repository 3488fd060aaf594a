import { useEffect, useReducer } from 'react'
import type { PairResult } from '#sim/rules/matrix.ts'
import type { Scenario } from '#sim/scenario/model.ts'
import type { Levels } from '#sim/scenario/release.ts'
import type { MatrixAnswer, MatrixQuestion } from './explore.ts'
import { keyOf, type Results } from './table.ts'

/** The matrix of one scenario, as far as it is known. */
export interface MatrixState {
  readonly results: Results
  readonly status: 'under way' | 'done' | 'failed'
}

const nothing: MatrixState = { results: new Map(), status: 'under way' }

/** What was computed once is not computed again. */
const known = new WeakMap<Scenario, MatrixState>()

/**
 * The matrices of several scenarios, each explored in a worker, one after the other, and filled as its pairs come.
 *
 * @param at where levels are asked for, and start in these scenarios
 */
export function useMatrices(scenarios: readonly Scenario[], at: Levels): readonly MatrixState[] {
  const [, tell] = useReducer((count: number) => count + 1, 0)
  const states = scenarios.map((scenario) => known.get(scenario) ?? nothing)
  const next = scenarios.find((_, i) => states[i]?.status === 'under way')
  useEffect(() => {
    if (next === undefined) return
    return explore(next, at, (state) => {
      known.set(next, state)
      tell()
    })
  }, [next, at])
  return states
}

/** Explores a scenario in a worker. Returns what ends it early. */
function explore(scenario: Scenario, at: Levels, tell: (state: MatrixState) => void): () => void {
  // What is shown already stays, should this be the second time.
  const results = new Map<string, PairResult>(known.get(scenario)?.results)
  const worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' })
  worker.addEventListener('message', ({ data }: MessageEvent<MatrixAnswer>) => {
    for (const result of data.results) results.set(keyOf(result), result)
    tell({ results: new Map(results), status: data.isDone ? 'done' : 'under way' })
    if (data.isDone) worker.terminate()
  })
  worker.addEventListener('error', (event) => {
    event.preventDefault()
    tell({ results: new Map(results), status: 'failed' })
    worker.terminate()
  })
  worker.postMessage({ scenario, at } satisfies MatrixQuestion)
  return () => worker.terminate()
}
