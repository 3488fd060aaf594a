/** Examines one scenario, and makes what it finds as small as it can be. */
import { read } from './answers.ts'
import { documentAt, mixed } from './choose.ts'
import type { Doc } from './document.ts'
import { type Disagreement, type Effort, type Examination, examine, usualEffort } from './examine.ts'
import { reduce, tellingKeys } from './reduce.ts'
import { textOf } from './text.ts'

export interface Reduced extends Disagreement {
  /** The smallest file that shows it, and what is said of that. */
  readonly text: string
  /** What of the language is in it. */
  readonly keys: readonly string[]
}

export interface Examined extends Examination {
  readonly text: string
  readonly isValid: boolean
  readonly reduced: readonly Reduced[]
}

export interface Wishes {
  readonly effort?: Effort
  /** Whether something of a kind is worth being made small, where so many others of this scenario were. */
  readonly isWanted?: (kind: string, others: number) => boolean
  /** Told the text before it is examined: an examination may never end. */
  readonly begins?: (text: string) => void
}

/** No disagreement is worth more time, in milliseconds. */
const longestReduction = 40_000

/** Examines the scenario of a place in the list that belongs to a seed. */
export function examineAt(
  seed: number,
  index: number,
  { isWanted = () => true, begins = () => {}, effort = usualEffort }: Wishes = {},
): Examined {
  const doc = documentAt(seed, index)
  const text = textOf(doc)
  const own = mixed(seed, index)
  begins(text)
  const { tried, found } = examine(text, own, effort)
  const kinds = new Map(found.toReversed().map((each) => [each.kind, each]))
  const reduced: Reduced[] = []
  for (const each of kinds.values()) {
    if (isWanted(each.kind, reduced.length)) reduced.push(reduceOne(doc, own, each))
  }
  return { text, isValid: read(text).problem === null, tried, found, reduced }
}

/** More orders than usual, so that the one that shows it is still among them. */
const reducing: Effort = { orders: 10, seeds: 3, cells: 100, keeping: 20, states: 200_000 }

function reduceOne(doc: Doc, seed: number, { kind, property, answers }: Disagreement): Reduced {
  const end = performance.now() + longestReduction
  const same = (each: Doc) =>
    examine(textOf(each), seed, reducing, property).found.find((other) => other.kind === kind)
  const small = reduce(
    doc,
    (each) => same(each) !== undefined,
    () => performance.now() > end,
  )
  const text = textOf(small)
  return { property, kind, answers: same(small)?.answers ?? answers, text, keys: tellingKeys(small) }
}
