/** A text with what it was before: one that belongs to no session yet. */

export interface Texts {
  readonly past: readonly string[]
  readonly now: string
  readonly future: readonly string[]
}

type Step = { readonly do: 'write'; readonly text: string } | { readonly do: 'undo' | 'redo' }

/** The texts after something was written, or a step back or forward. */
export function stepInTexts({ past, now, future }: Texts, step: Step): Texts {
  if (step.do === 'write')
    return { past: goesOn(past, now) ? past : [...past, now], now: step.text, future: [] }
  const [next, ...rest] = step.do === 'undo' ? past.toReversed() : future
  if (next === undefined) return { past, now, future }
  return step.do === 'undo'
    ? { past: past.slice(0, -1), now: next, future: [now, ...future] }
    : { past: [...past, now], now: next, future: rest }
}

/** Letters of one word are taken back together. */
const goesOn = (past: readonly string[], now: string): boolean => {
  const before = past.at(-1)
  return before !== undefined && now.length - before.length > 0 && now.length - before.length < 12
}
