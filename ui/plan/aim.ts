/** Changes of what an upgrade is for. */
import { type Aim, openAim, type Session, wholeOf } from '#ui/session/session.ts'
import type { Change } from '#ui/session/state.ts'

/** The change that gives a session another aim. Its order is kept where it leads from and to the same. */
export function aimChange(session: Session, aim: Aim): Change {
  const { from, to } = session.aim?.choice ?? {}
  const { aim: _, ...rest } = session
  const next = openAim(wholeOf(session), aim)
  const isSameWay = from === aim.from && to === aim.to
  return {
    do: 'revise',
    session: {
      ...rest,
      scenario: next.scenario,
      steps: isSameWay ? session.steps : next.steps,
      ...(next.aim && { aim: next.aim }),
    },
  }
}
