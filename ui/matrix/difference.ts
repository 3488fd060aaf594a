/** Where two variants of a scenario part. */
import type { PairResult } from '#sim/rules/matrix.ts'
import { keyOf, type Results } from './table.ts'

/**
 * Whether a pair comes to something else: another outcome, another version, or another end that refuses.
 *
 * @internal tests ask it by itself
 */
export function differs(a: PairResult, b: PairResult): boolean {
  return a.outcome !== b.outcome || a.negotiated !== b.negotiated || a.rejectedBy !== b.rejectedBy
}

/** What the pairs that differ come to in `base`. Pairs that one of them does not know yet do not differ. */
export function differences(results: Results, base: Results): Results {
  const found = new Map<string, PairResult>()
  for (const result of results.values()) {
    const other = base.get(keyOf(result))
    if (other !== undefined && differs(result, other)) found.set(keyOf(result), other)
  }
  return found
}
