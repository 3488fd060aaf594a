/** What is said beforehand of the steps that a run has taken: under every delivery order, and not only in the one that it had. */
import type { RolloutStep } from '#machines/rollout.ts'
import { judgeOrder } from '../plan/check.ts'
import { type Finding, isAsBad, keyOf, type Verdict } from '../rules/verdict.ts'
import type { Observation } from '../run/observations.ts'
import { advance, completedIn, mayProgress, type Progress, progressing } from '../run/progress.ts'
import type { Run } from '../run/run.ts'
import { upgradeAskedIn } from '../run/step-behind.ts'
import { startValues } from '../scenario/order/units.ts'

/** Something that the check of an order finds, and in which of its states. */
export interface Foreseen extends Finding {
  /** After how many steps it begins; 0 is the start. */
  readonly from: number
  /** After how many it is over; null where it lasts to the end. */
  readonly until: number | null
}

/** What the check says of the steps that a run has taken, in the waves in which it took them; of the start where it took none. */
export function foresee(run: Run): { readonly verdict: Verdict; readonly findings: readonly Foreseen[] } {
  const taken = wavesTaken(run)
  const waves = taken.map(({ length }) => length)
  const { verdict, states } = judgeOrder(run.cluster.scenario, taken.flat(), { waves })
  const findings: Foreseen[] = []
  const lasting = new Map<string, number>()
  let step = 0
  for (const [wave, { faults, losses }] of states.entries()) {
    step += waves[wave - 1] ?? 0
    const here = new Map(
      [...faults, ...losses].map((finding) => [`${finding.severity} ${keyOf(finding)}`, finding]),
    )
    for (const [key, place] of lasting) {
      const lasted = findings[place]
      if (here.has(key) || lasted === undefined) continue
      findings[place] = { ...lasted, until: step }
      lasting.delete(key)
    }
    for (const [key, finding] of here) {
      if (lasting.has(key)) continue
      const place = findings.push({ ...finding, from: step, until: finding.isAlways ? step : null }) - 1
      if (!finding.isAlways) lasting.set(key, place)
    }
  }
  return { verdict, findings }
}

/** Whether what was foreseen was also seen: the same rule, between the same releases, and as bad. */
export function isSeen({ rule, severity, pair }: Finding, observations: readonly Observation[]): boolean {
  return observations.some(
    (each) =>
      each.rule === rule &&
      isAsBad(each.severity, severity) &&
      each.pair?.dialer === pair?.dialer &&
      each.pair?.acceptor === pair?.acceptor,
  )
}

/**
 * The steps that were taken in a run, by its rollout and by hand, in their order: those that lead to what runs by now, wave by
 * wave. One that changes nothing is none.
 */
function wavesTaken({ cluster, trace }: Run): RolloutStep[][] {
  const waves: RolloutStep[][] = []
  let progress: Progress | null = null
  for (const event of trace.ofKind(progressing, 0, mayProgress)) {
    const before = completedIn(progress)
    progress = advance(progress, event)
    waves.push(progress?.steps.slice(before, completedIn(progress)) ?? [])
    const byHand = event.kind === 'intervention' ? upgradeAskedIn(event.intervention) : null
    if (byHand !== null) waves.push([{ node: byHand.node, to: byHand.to }])
  }
  const values = startValues(cluster.scenario)
  const isChange = ({ node, to }: RolloutStep) => {
    if (!values.has(node) || values.get(node) === to) return false
    values.set(node, to)
    return true
  }
  return waves.map((wave) => wave.filter(isChange)).filter(({ length }) => length > 0)
}
