/** The entries of a matrix, one at a time, so that whoever computes them can tell of each as it comes. */

import type { PairResult } from '#sim/rules/matrix.ts'
import type { Scenario } from '#sim/scenario/model.ts'
import type { Levels } from '#sim/scenario/release.ts'

/** What the page asks the worker for. */
export interface MatrixQuestion {
  readonly scenario: Scenario
  /** Where levels stand that do not stand where they start. */
  readonly at: Levels
}

/** What the worker answers, again and again until it is done. */
export interface MatrixAnswer {
  readonly results: readonly PairResult[]
  readonly isDone: boolean
}
