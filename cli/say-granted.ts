/** What an answer rests on, for people: what the scenario says has to be so, and what nobody has said. */
import type { Plan } from '#sim/plan/model.ts'
import { type Advice, line, section, sourceOf } from './advice.ts'

/** What has to be true, or done beside the steps, each with where that is known from. */
export function sayProvisos(advice: Advice, { holdsOnlyIf }: Pick<Plan, 'holdsOnlyIf'>): string[] {
  if (holdsOnlyIf.length === 0) return []
  return section(
    advice,
    'Holds only if',
    holdsOnlyIf.flatMap(({ text, source }) => [line(advice, text), ...sourceOf(advice, source)]),
  )
}

/** What is taken for granted, each with what settles it. */
export function sayGranted(advice: Advice, { takenForGranted }: Pick<Plan, 'takenForGranted'>): string[] {
  if (takenForGranted.length === 0) return []
  return section(
    advice,
    'Taken for granted',
    takenForGranted.map(({ text, key }) => line(advice, `${text} (${key})`)),
  )
}
