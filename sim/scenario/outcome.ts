/** The names of what can become of a connection. */

/** The five ways in which a handshake can end. */
export type Outcome = 'open' | 'degraded' | 'rejected' | 'stalled' | 'half-open'

/** Outcomes from the best to the worst. The worst is the one that hides best. */
export const outcomes: readonly Outcome[] = ['open', 'degraded', 'rejected', 'stalled', 'half-open']

/** Each as one letter, for a table, a place without room for words, and a key. */
export const outcomeLetters: Readonly<Record<Outcome, string>> = {
  open: 'O',
  degraded: 'D',
  rejected: 'R',
  stalled: 'S',
  'half-open': 'H',
}

/** The worst outcome of those that there are some of; `open` where there is none at all. */
export const worstOf = (counts: Readonly<Record<Outcome, number>>): Outcome =>
  outcomes.findLast((outcome) => counts[outcome] > 0) ?? 'open'

/** Whether the word stands for the end of a handshake. */
export function isOutcome(word: string): word is Outcome {
  return (outcomes as readonly string[]).includes(word)
}

/** Whether a cluster has to be spared this outcome: the connection does not work, whatever its ends believe. */
export function isBroken(outcome: Outcome): boolean {
  return outcome === 'rejected' || outcome === 'stalled' || outcome === 'half-open'
}
