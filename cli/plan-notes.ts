/** What is known of a plan while it is worked out, for whoever interrupts it. */
import type { Plan } from '#sim/plan/model.ts'
import { sayNumber, sayNumberOf } from '#sim/text/say-number.ts'
import type { Notice } from './notice.ts'

interface PlanNotes {
  readonly progress: (what: string, steps?: number) => void
  readonly known: (part: Partial<Plan>) => void
  /** What was worked out last, how far that went, and what was proven before it. */
  readonly soFar: () => string
}

/** Takes notes of a plan, and shows on a notice what is being worked out. */
export function planNotes(notice: Notice): PlanNotes {
  let at = 'the scenario'
  let looked = 0
  let found: Partial<Plan> = {}
  return {
    progress(what, steps = 0) {
      at = what
      looked = Math.max(looked, steps)
      notice.show(what, steps)
    },
    known(part) {
      found = { ...found, ...part }
    },
    soFar() {
      notice.clear()
      const far = looked === 0 ? '' : `, after a look at ${sayNumberOf(looked, 'step')}`
      return `while working out ${at}${far}. ${sayKnown(found)}`
    },
  }
}

/** What of the plan was known, in a sentence. */
function sayKnown({ verdict, phases, safeOrders, allOrders, firstSteps }: Partial<Plan>): string {
  if (verdict === undefined)
    return 'Nothing was proven until then: neither that there is a safe order, nor that there is none.'
  const parts = [
    verdict === 'safe'
      ? 'that there is a safe way'
      : verdict === 'unknown'
        ? 'neither that there is a safe way nor that there is none'
        : `that the upgrade is ${verdict}`,
    ...(safeOrders !== undefined && safeOrders !== null && allOrders
      ? [`that ${sayNumber(safeOrders)} of ${sayNumber(allOrders)} orders are safe`]
      : []),
    ...(phases !== undefined && phases.length > 0 ? ['the best order'] : []),
    ...(firstSteps === undefined ? [] : ['which first steps are safe']),
  ]
  return `Proven until then: ${parts.join('; ')}.`
}
