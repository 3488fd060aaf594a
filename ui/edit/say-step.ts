/** Says what a step back, or forward again, has changed beside the text, where that cannot be seen. */
import { capital, sayList } from '#sim/text/say-list.ts'
import type { Session } from '#ui/session/session.ts'

/** `Undone: the seed is 7 again.`, of a step between two sessions of one text. */
export function sayStep(what: 'undo' | 'redo', from: Session, to: Session): string {
  const changed = [
    ...(from.seed === to.seed ? [] : [`the seed, now ${to.seed}`]),
    ...(from.steps === to.steps ? [] : ['the order']),
    ...(from.interventions === to.interventions ? [] : ['what was done to the run']),
    ...(from.target === to.target ? [] : ['where the upgrade leads']),
    ...(from.pair === to.pair ? [] : ['which nodes are run']),
  ]
  return `${capital(what === 'undo' ? 'undone' : 'done again')}: ${changed.length === 0 ? 'nothing of the text' : sayList(changed)}.`
}
