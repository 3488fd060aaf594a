import { useMemo } from 'react'
import type { PairChoice } from '#sim/pair/pair-scenario.ts'
import { stateAfter } from '#sim/run/run.ts'
import type { Scenario } from '#sim/scenario/model.ts'
import { releaseOf } from '#sim/scenario/release.ts'
import { type Side, sides } from '#sim/scenario/side.ts'
import { sayTime } from '#sim/text/say-time.ts'
import { type Handshake, handshake } from '#sim/views/handshake.ts'
import { type PairView, viewOf } from '#sim/views/view.ts'
import { headline } from '#ui/inspector/Why.tsx'
import { beliefOf } from '#ui/matrix/belief.ts'
import { type ChartEnd, HandshakeChart } from '#ui/matrix/HandshakeChart.tsx'
import type { State } from '#ui/session/state.ts'
import styles from './Result.module.css'

/** A pair of a run that fails, and when. */
export interface Failing {
  readonly pair: PairView
  readonly at: number
  readonly choice: PairChoice
}

/** The pair that fails first in a run; null where none does. */
export function useFirstToFail({ run, failure }: Pick<State, 'run' | 'failure'>): Failing | null {
  return useMemo(() => {
    if (failure?.selection.kind !== 'pair') return null
    const { id } = failure.selection
    const pair = viewOf(run.cluster, stateAfter(run, failure.moment)).pairs.find((each) => each.id === id)
    const { dialer, acceptor } = pair?.ends ?? {}
    if (pair === undefined || !dialer || !acceptor) return null
    const link = run.cluster.pairs.get(id)?.link.name ?? ''
    const choice = { link, dialer: dialer.release, acceptor: acceptor.release }
    return { pair, at: failure.at, choice }
  }, [run, failure])
}

/** As much of it as there is room for: what goes over the wire the first time. */
function brief(told: Handshake | null): Handshake | null {
  const attempts = told?.attempts.slice(0, 1).map((attempt) => ({
    ...attempt,
    points: attempt.points.map((point) => ({ ...point, notes: [] })),
    unanswered: null,
  }))
  return told && attempts ? { ...told, attempts, againAfter: null } : null
}

/** What the two ends of the pair that fails first say to each other. */
export function FirstToFail({
  scenario,
  failing: { pair, at, choice },
}: {
  readonly scenario: Scenario
  readonly failing: Failing
}) {
  const told = useMemo(() => brief(handshake(scenario, choice)), [scenario, choice])
  const link = scenario.links.find(({ name }) => name === choice.link)
  if (told === null || link === undefined) return null
  const end = (side: Side): ChartEnd => ({
    role: pair[side],
    label: releaseOf(scenario, link[side], choice[side])?.label ?? choice[side],
    isNew: choice[side] !== scenario.nodes.find(({ id }) => id === pair[side])?.release,
    ...beliefOf(told.pair.ends[side]),
  })
  const [dialer, acceptor] = sides.map(end)
  return (
    <section className={styles.failing} aria-label="First to fail">
      <h3>First to fail</h3>
      <p>
        <b>
          {pair.dialer} – {pair.acceptor}
        </b>{' '}
        at {sayTime(at)}
      </p>
      {dialer && acceptor && <HandshakeChart handshake={told} ends={{ dialer, acceptor }} />}
      <p>{headline(pair)}</p>
    </section>
  )
}
