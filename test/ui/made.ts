import { type Made, making } from '#ui/session/made.ts'
import type { Session } from '#ui/session/session.ts'

/** The run of a session, however large. */
export function made(session: Session): Made {
  const pieces = making(session)
  for (;;) {
    const { done, value } = pieces.next()
    if (done) return value
  }
}
