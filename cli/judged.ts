/** Whether a run broke what its upgrade has to keep. */
import type { Judgement } from '#sim/plan/model.ts'
import { problemOf } from '#sim/plan/problem.ts'
import { planSteps, startValues, unitsOf } from '#sim/plan/units.ts'
import { judgementsOf } from '#sim/plan/walk.ts'
import type { Run, RunSpec } from '#sim/run.ts'
import { usualConditions } from '#sim/scenario/model.ts'
import type { Attempt, Summary } from '#sim/summary.ts'

export interface Judged {
  readonly verdict: Summary['verdict']
  /** The attempts to connect that did not work and should have. */
  readonly failures: readonly Attempt[]
  /** How many others did not work and broke nothing: where any acceptor will do, another one did. */
  readonly spared: number
}

/**
 * Judges a run by what its upgrade has to keep. An attempt on a link on which any acceptor will do is a failure only if
 * the planner, who knows every acceptor, says that its dialer was left without.
 */
export function judgeRun(run: Run, summary: Summary): Judged {
  const { scenario } = run.spec
  const { keep = usualConditions } = scenario.upgrade
  const failed = summary.attempts.filter(({ failure }) => failure !== null)
  const mustWork = keep.includes('working') || keep.includes('open')
  const linkOf = ({ connection }: Attempt) =>
    run.cluster.pairs.get(connection.slice(0, connection.lastIndexOf('#')))?.link
  const isOptional = (attempt: Attempt) => {
    const link = linkOf(attempt)
    return link?.needs === 'any' && link.spoils !== true
  }
  const states = mustWork && failed.some(isOptional) ? statesOf(run.spec) : []
  const failures = failed.filter((attempt) => {
    if (!mustWork) return false
    const link = linkOf(attempt)?.name
    return !isOptional(attempt) || around(states, attempt).some((state) => isLeftWithout(state, link))
  })
  const others = summary.refusals.length > 0 || summary.rules.some(({ severity }) => severity === 'unsafe')
  return {
    verdict: failures.length > 0 || others ? 'broken' : 'safe',
    failures,
    spared: failed.length - failures.length,
  }
}

/** The failure that was found first. */
export function firstOf(failures: readonly Attempt[]): Attempt | null {
  const at = ({ failure }: Attempt) => failure?.at ?? Infinity
  return failures.reduce<Attempt | null>(
    (first, each) => (first && at(first) <= at(each) ? first : each),
    null,
  )
}

/** What the planner says of the start, and after each step. */
function statesOf({ scenario, interventions }: RunSpec): readonly Judgement[] {
  const steps = interventions.flatMap((each) => (each.do === 'roll out' ? each.steps : []))
  const units = unitsOf(scenario, steps)
  return judgementsOf(problemOf(scenario, units), planSteps(units, steps, startValues(scenario)))
}

/** The states before and after the step in which an attempt was found not to work. */
function around(states: readonly Judgement[], { failure }: Attempt): readonly Judgement[] {
  const { state = 'planned', step = 0 } = failure?.rollout ?? {}
  return state === 'planned' ? states.slice(0, 1) : states.slice(step, step + 2)
}

const isLeftWithout = ({ faults }: Judgement, link: string | undefined) =>
  faults.some(({ severity, pair }) => severity === 'unsafe' && pair?.link === link)
