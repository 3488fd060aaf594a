import { releaseOf } from '#sim/scenario/release.ts'
import type { Side } from '#sim/scenario/side.ts'
import type { PairView } from '#sim/views/view.ts'
import type { State } from '#ui/session/state.ts'

/** One end of a pair, with the release that it runs or would run. */
export interface EndColumn {
  readonly side: Side
  readonly name: string
  readonly role: string
  readonly release: string
  readonly label: string
  readonly isNew: boolean
  readonly end: PairView['ends'][Side]
}

export function columnOf({ run, session }: State, pair: PairView, side: Side): EndColumn {
  const name = pair[side]
  const spec = run.cluster.nodes.get(name)
  const role = spec?.role ?? ''
  const release = pair.ends[side]?.release ?? spec?.release ?? ''
  const { label } = releaseOf(session.scenario, role, release)
  return { side, name, role, release, label, isNew: release !== spec?.release, end: pair.ends[side] }
}
