/** Changes of what an upgrade is for. */
import { openTarget, type Session, type Target, wholeOf } from '#ui/session/session.ts'
import type { Change } from '#ui/session/state.ts'

/** The change that gives a session another target. Its order is kept where it leads from and to the same. */
export function changeOfTarget(session: Session, target: Target): Change {
  const { from, to } = session.target?.choice ?? {}
  const { target: _, ...rest } = session
  const next = openTarget(wholeOf(session), target)
  const isSameWay = from === target.from && to === target.to
  return {
    do: 'revise',
    session: {
      ...rest,
      scenario: next.scenario,
      steps: isSameWay ? session.steps : next.steps,
      ...(next.target && { target: next.target }),
    },
  }
}
