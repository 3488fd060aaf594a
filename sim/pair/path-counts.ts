/** How many paths lead to each of many places: whole numbers of any size, without a place in the heap for each. */
export interface PathCounts {
  /** As many paths more lead to one place as lead to another. */
  readonly add: (to: number, from: number) => void
  readonly at: (place: number) => bigint
}

/** A number is written in digits of so many bits, so that two of them and a carry are exact in a double. */
const bits = 52
const base = 2 ** bits

/** Counts for so many places: one path leads to `root`, and none to any other. */
export function createPathCounts(places: number, root: number): PathCounts {
  // The digits of all counts, from the lowest up.
  const digits = [new Float64Array(places)]
  if (digits[0]) digits[0][root] = 1
  return {
    add(to, from) {
      let carry = 0
      for (const digit of digits) {
        const sum = (digit[to] as number) + (digit[from] as number) + carry
        carry = sum >= base ? 1 : 0
        digit[to] = sum - carry * base
      }
      if (carry === 0) return
      const next = new Float64Array(places)
      next[to] = carry
      digits.push(next)
    },
    at(place) {
      let count = 0n
      for (const digit of digits.toReversed())
        count = (count << BigInt(bits)) + BigInt(digit[place] as number)
      return count
    },
  }
}
