/** What differs between two texts: held against the texts themselves, and against the longest that they have in common. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { diffLines } from '#ui/document/line-diff.ts'

const text = fc.array(fc.constantFrom('a', 'b', 'c', ''), { maxLength: 9 }).map((lines) => lines.join('\n'))

/** How many lines two lists have in common at most, in their order. */
function mostInCommon(a: readonly string[], b: readonly string[]): number {
  const [[first, ...rest], [other, ...others]] = [a, b]
  if (first === undefined || other === undefined) return 0
  if (first === other) return 1 + mostInCommon(rest, others)
  return Math.max(mostInCommon(rest, b), mostInCommon(a, others))
}

test('both texts are there, line for line, with as much in common as they have', () => {
  fc.assert(
    fc.property(text, text, (before, after) => {
      const lines = diffLines(before, after)
      const without = (side: 'before' | 'after') =>
        lines.flatMap(({ of, text: line }) => (of === side ? [] : [line])).join('\n')

      expect(without('after')).toBe(before)
      expect(without('before')).toBe(after)
      expect(lines.filter(({ of }) => of === 'both')).toHaveLength(
        mostInCommon(before.split('\n'), after.split('\n')),
      )
    }),
  )
})

test('texts with nothing in common are both there, however long they are', () => {
  const [before, after] = ['x', 'y'].map((letter) => Array(20_000).fill(letter).join('\n'))

  const lines = diffLines(before ?? '', after ?? '')

  expect(lines.filter(({ of }) => of === 'before')).toHaveLength(20_000)
  expect(lines.filter(({ of }) => of === 'after')).toHaveLength(20_000)
})
