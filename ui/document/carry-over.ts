/** What was done with a scenario, done with another text of it: as far as what it is about still exists. */
import { pairScenario } from '#sim/pair/pair-scenario.ts'
import type { Scenario } from '#sim/scenario/model.ts'
import type { Selection } from '#ui/session/selection.ts'
import { openPair, openSession, openTarget, type Session } from '#ui/session/session.ts'
import { fromWire, fromWireSelection, isKnown, namesOf, readSteps } from '#ui/share/read-link.ts'
import { isOwnOrder, toWire, toWireSelection, toWireSteps } from '#ui/share/write-link.ts'

export interface CarriedOver {
  readonly session: Session
  /** What is selected, if that is still there: events have other numbers in another run. */
  readonly selection: Selection | null
  /** What could not be kept, such as `2 steps`, in the order in which it stands in a session. */
  readonly dropped: readonly string[]
}

/** The session in another text of its scenario, with order and interventions as far as their units exist there. */
export function carryOver(session: Session, selected: Selection | null, whole: Scenario): CarriedOver {
  const dropped: string[] = []
  const base = openedAs(session, whole, dropped)
  const { scenario } = base
  const names = namesOf(scenario)
  const steps = isOwnOrder(session)
    ? scenario.upgrade.steps
    : readSteps(names, toWireSteps(session.scenario, session.steps)).filter((step) => step !== null)
  const interventions = session.interventions.flatMap(
    (each) => fromWire(names, toWire(session.scenario, each)) ?? [],
  )
  const lost = (count: number, what: string) => {
    if (count > 0) dropped.push(`${count} ${what}${count === 1 ? '' : 's'}`)
  }
  if (!isOwnOrder(session)) lost(session.steps.length - steps.length, 'step')
  lost(session.interventions.length - interventions.length, 'intervention')
  return {
    session: { ...base, seed: session.seed, steps, interventions },
    selection:
      selected === null || selected.kind === 'event'
        ? null
        : fromWireSelection(names, toWireSelection(selected)),
    dropped,
  }
}

/** The whole scenario, one pair of it or another upgrade of it: what the session was about, where there is such a thing. */
function openedAs({ pair, target }: Session, whole: Scenario, dropped: string[]): Session {
  const asPair = pair && pairScenario(whole, pair.choice) ? openPair(whole, pair.choice) : null
  if (asPair) return asPair
  if (pair) dropped.push('the pair of releases')
  if (target && isKnown(whole, target.choice)) return openTarget(whole, target.choice)
  if (target) dropped.push('the target')
  return openSession(whole)
}
