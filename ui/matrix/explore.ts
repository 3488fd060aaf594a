/** The entries of a matrix, one at a time, so that whoever computes them can tell of each as it comes. */
import { explorePair, type PairResult } from '#sim/matrix.ts'
import type { Scenario } from '#sim/scenario/model.ts'

/** What the page asks the worker for. */
export interface MatrixQuestion {
  readonly scenario: Scenario
}

/** What the worker answers, again and again until it is done. */
export interface MatrixAnswer {
  readonly results: readonly PairResult[]
  readonly isDone: boolean
}

/** Every release of each link's dialers against every release of its acceptors. */
export function* explorePairs(scenario: Scenario): Generator<PairResult> {
  for (const link of scenario.links) {
    const releases = (role: string) => scenario.roles.find(({ name }) => name === role)?.releases ?? []
    for (const dialer of releases(link.dialer)) {
      for (const acceptor of releases(link.acceptor)) yield explorePair(scenario, link, dialer, acceptor)
    }
  }
}
