/** What decides a run. */

import type { Path } from '../choices/path.ts'
import type { Intervention } from '../engine/intervention.ts'
import type { Scenario } from '../scenario/model.ts'

export interface RunSpec {
  readonly scenario: Scenario
  /** A 32-bit integer. */
  readonly seed: number
  readonly interventions: readonly Intervention[]
  /**
   * The least that it lasts, in virtual milliseconds. It goes on until its rollout is done and its connections are at rest, and
   * then until the cluster has had its time to settle.
   */
  readonly until: number
  /** Where it ends in any case. Absent: where it ends by itself. */
  readonly cut?: number
  /** What happens, by names, as far as that goes; see `path.ts`. Absent: what comes first by time. */
  readonly path?: Path
}
