/** Explores the pairs of a scenario away from the page, and tells of them a few at a time. */
import { type PairResult, pairsOf } from '#sim/rules/matrix.ts'
import type { MatrixAnswer, MatrixQuestion } from './explore.ts'

/** The page has no use for more than one answer a frame, in milliseconds. */
const beat = 32

addEventListener('message', ({ data }: MessageEvent<MatrixQuestion>) => {
  const answer = (results: readonly PairResult[], isDone: boolean) =>
    postMessage({ results, isDone } satisfies MatrixAnswer)
  let found: PairResult[] = []
  let last = performance.now()
  for (const result of pairsOf(data.scenario, data.at)) {
    found.push(result)
    if (performance.now() - last < beat) continue
    answer(found, false)
    found = []
    last = performance.now()
  }
  answer(found, true)
})
