/** What would have spared a connection that is broken. */
import { explorePair } from '#sim/rules/matrix.ts'
import type { Run } from '#sim/run/run.ts'
import { isBroken } from '#sim/scenario/outcome.ts'
import { releaseOf } from '#sim/scenario/release.ts'
import type { PairView } from '#sim/views/view.ts'
import type { Session } from '#ui/session/session.ts'

/** A change of the order that would have spared a connection. */
export interface PairRepair {
  readonly text: string
  readonly steps: Session['steps']
}

/**
 * The smallest change of the order after which this pair is not broken: the upgrade of the other end, taken just
 * before the one that broke it. Null where that does not help.
 */
export function repairOf(session: Session, run: Run, pair: PairView): PairRepair | null {
  const { dialer, acceptor } = pair.ends
  const model = run.cluster.pairs.get(pair.id)
  if (model === undefined || dialer === null || acceptor === null) return null
  const { scenario, steps } = session
  const ahead = [
    { id: pair.dialer, release: dialer.release },
    { id: pair.acceptor, release: acceptor.release },
  ].map((end) => ({ ...end, place: steps.findIndex(({ node }) => node === end.id) }))
  const [done, undone] = ahead.toSorted(
    (a, b) => Number(isUpgraded(b, steps)) - Number(isUpgraded(a, steps)) || a.place - b.place,
  )
  const step = steps[undone?.place ?? -1]
  if (done === undefined || undone === undefined || step === undefined || undone.place < done.place)
    return null
  const after = (id: string, role: string, release: string) =>
    releaseOf(scenario, role, id === undone.id ? step.to : release)
  const { link } = model
  const result = explorePair(
    scenario,
    link,
    after(pair.dialer, link.dialer, dialer.release),
    after(pair.acceptor, link.acceptor, acceptor.release),
  )
  if (isBroken(result.outcome)) return null
  const others = steps.filter((other) => other !== step)
  return { text: `Upgrade ${undone.id} before ${done.id}`, steps: others.toSpliced(done.place, 0, step) }
}

const isUpgraded = ({ place, release }: { place: number; release: string }, steps: Session['steps']) =>
  steps[place]?.to === release
