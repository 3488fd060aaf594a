/** How far a walk may go: in states that it passes, and in bytes of what it keeps, by estimate. */
import { createKeySet, type KeySet } from './key-set.ts'

export interface Limit {
  /** How many states are walked through, at most. */
  readonly states: number
  /** How many bytes are kept at once, at most, by estimate. */
  readonly bytes: number
}

export interface Budget {
  /** Counts one more state, or several. */
  readonly spend: (states?: number) => void
  /** Adds to what is kept; a negative number for what is let go. */
  readonly keep: (bytes: number) => void
  /** A set of keys, whose bytes count until it is let go. */
  readonly keys: () => KeySet & { readonly free: () => void }
  readonly states: () => number
  /** The most bytes that were kept at once. */
  readonly most: () => number
  /** Which limit is hit; null while none is. */
  readonly spent: () => keyof Limit | null
  /** Counts states anew, and bytes as well unless what is kept stays. */
  readonly renew: (isKept: boolean) => void
  /** Walks something once more that was walked before, whatever is left: with all of the budget, and without counting it. */
  readonly again: <T>(walk: () => T) => T
}

/**
 * A budget of which nothing is spent.
 *
 * @param progress told how many states were walked through, now and then
 */
export function createBudget(
  { states: most, bytes: room }: Limit,
  progress: (states: number) => void,
): Budget {
  let states = 0
  let kept = 0
  let mostKept = 0
  const keep = (more: number) => {
    kept += more
    if (kept > mostKept) mostKept = kept
  }
  return {
    spend(more = 1) {
      const before = Math.floor(states / tellEvery)
      states += more
      if (Math.floor(states / tellEvery) > before) progress(states)
    },
    keep,
    keys() {
      const set = createKeySet()
      let counted = 0
      return {
        add(key) {
          const isNew = set.add(key)
          keep(set.bytes() - counted)
          counted = set.bytes()
          return isNew
        },
        bytes: set.bytes,
        free() {
          kept -= counted
          counted = 0
        },
      }
    },
    states: () => states,
    most: () => mostKept,
    spent: () => (states > most ? 'states' : kept > room ? 'bytes' : null),
    renew(isKept) {
      states = 0
      if (!isKept) kept = 0
    },
    again(walk) {
      const before = { states, kept }
      states = 0
      kept = 0
      const result = walk()
      states = before.states
      kept = before.kept
      return result
    },
  }
}

const tellEvery = 50_000
