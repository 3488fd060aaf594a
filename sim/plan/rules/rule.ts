/** A rule of mixed states. */
import type { Condition, Effect } from '../../scenario/model.ts'
import type { Finding, Severity } from '../model.ts'
import type { View } from '../view.ts'

/** What has to be kept on the way. */
export type Keep = ReadonlySet<Condition>

/** Says what is wrong in a mixed state, or lost in it, by its own names for rules. */
export type Rule = (view: View, keep: Keep) => Finding[]

/** How severe the breach of a rule with this effect is. */
export function severityOf(effect: Effect, keep: Keep): Severity {
  if (effect === 'fails') return 'unsafe'
  if (effect === 'unsupported') return keep.has('supported') ? 'unsupported' : 'degraded'
  return 'degraded'
}
