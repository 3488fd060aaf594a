/** Choices, drawn one after the other, so that what is chosen can depend on what was chosen before. */
import fc from 'fast-check'

export interface Draw {
  /** Whether something happens that happens so many times in a hundred. */
  readonly chance: (percent: number) => boolean
  /** A whole number from the one to the other. */
  readonly number: (from: number, to: number) => number
  readonly pick: <const A extends readonly [unknown, ...unknown[]]>(items: A) => A[number]
  /** One of these, or null where there are none. */
  readonly oneOf: <T>(items: readonly T[]) => T | null
  /** One of these, each with its weight. */
  readonly weighted: <const A extends readonly [Weighted, ...Weighted[]]>(...choices: A) => A[number][1]
  /** Some of these in their order, at least so many where there are. */
  readonly some: <T>(items: readonly T[], least?: number) => T[]
  readonly shuffled: <T>(items: readonly T[]) => T[]
}

type Weighted = readonly [weight: number, item: unknown]

/** Whatever `make` makes of its choices. */
export function drawn<T>(make: (draw: Draw) => T): fc.Arbitrary<T> {
  // Chances are meant as they are said: fast-check would draw small numbers more often.
  return fc.noBias(fc.gen()).map((generate) => make(drawWith((max) => generate(upTo, max))))
}

const upTo = (max: number) => fc.nat({ max })

function drawWith(below: (max: number) => number): Draw {
  const number = (from: number, to: number) => from + below(Math.max(0, to - from))
  const shuffled = <T>(items: readonly T[]): T[] => {
    const left = [...items]
    return items.flatMap(() => left.splice(number(0, left.length - 1), 1))
  }
  return {
    number,
    shuffled,
    chance: (percent) => below(999) < percent * 10,
    pick: (items) => items[number(0, items.length - 1)],
    oneOf: (items) => (items.length === 0 ? null : (items[number(0, items.length - 1)] ?? null)),
    weighted: (...choices) => {
      const total = choices.reduce((sum, [weight]) => sum + weight, 0)
      let place = number(0, total - 1)
      const chosen = choices.find(([weight]) => {
        place -= weight
        return place < 0
      })
      return (chosen ?? choices[0])[1]
    },
    some: (items, least = 0) => {
      const count = number(Math.min(least, items.length), items.length)
      const chosen = new Set(shuffled([...items.keys()]).slice(0, count))
      return items.filter((_, i) => chosen.has(i))
    },
  }
}
