/**
 * Examines generated scenarios for `npm run agree`, one after the other, in a process of its own: one that never ends, or takes
 * all memory, takes nobody else along.
 */
import { documentAt } from './choose.ts'
import { briefEffort, usualEffort } from './examine.ts'
import { addTo, emptyMix, type Share } from './mix.ts'
import { examineAt, type Reduced } from './one.ts'

/** What is asked: to examine a scenario, or to say what it is made of. */
export interface Question {
  readonly what: 'agree' | 'mix'
  readonly seed: number
  readonly index: number
  /** Kinds of which there are examples enough, or keys that are known to decide. */
  readonly enough: readonly string[]
  readonly isBrief: boolean
}

export type Reply =
  | { readonly what: 'begun'; readonly index: number; readonly text: string }
  | {
      readonly what: 'agree'
      readonly index: number
      readonly isValid: boolean
      readonly tried: Readonly<Record<string, number>>
      /** The kind of each disagreement. */
      readonly found: readonly string[]
      readonly reduced: readonly Reduced[]
    }
  | {
      readonly what: 'mix'
      readonly index: number
      readonly files: number
      readonly invalid: number
      readonly keys: readonly (readonly [string, Share])[]
      readonly verdicts: readonly (readonly [string, number])[]
      readonly sizes: readonly (readonly [string, number])[]
    }

const reply = (message: Reply) => process.send?.(message)

process.on('message', ({ what, seed, index, enough, isBrief }: Question) => {
  if (what === 'mix') {
    const mix = emptyMix()
    addTo(mix, documentAt(seed, index), index, enough)
    const { files, invalid, keys, verdicts, sizes } = mix
    reply({ what, index, files, invalid, keys: [...keys], verdicts: [...verdicts], sizes: [...sizes] })
    return
  }
  const { isValid, tried, found, reduced } = examineAt(seed, index, {
    effort: isBrief ? briefEffort : usualEffort,
    isWanted: (kind) => !enough.includes(kind),
    begins: (text) => reply({ what: 'begun', index, text }),
  })
  reply({ what, index, isValid, tried: { ...tried }, found: found.map(({ kind }) => kind), reduced })
})
