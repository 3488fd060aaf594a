/** Texts whose lines end in all ways, changed in the editor, where all of them end in one. */
import { EditorState } from '@codemirror/state'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { changedAs, inEditor, placesInEditor } from '#ui/edit/editor/line-ends.ts'

const text = fc
  .array(fc.constantFrom('a', 'b ', '# é', '\r\n', '\n', '\r\n\r\n'), { maxLength: 12 })
  .map((parts) => parts.join(''))

const typed = fc.constantFrom('', 'x', '\n', 'x\ny', '  - z\n')

/** A text, and stretches of it as the editor has it, with what takes their places. */
const edit = text.chain((whole) => {
  const { length } = inEditor(whole)
  const place = fc.nat({ max: length })
  return fc.record({
    whole: fc.constant(whole),
    changes: fc.array(
      fc.record({ a: place, b: place, insert: typed }).map(({ a, b, insert }) => ({
        from: Math.min(a, b),
        to: Math.max(a, b),
        insert,
      })),
      { maxLength: 3 },
    ),
  })
})

test('what is changed is what the editor shows, and every other byte stays', () => {
  fc.assert(
    fc.property(edit, ({ whole, changes }) => {
      const sorted = changes.toSorted((a, b) => a.from - b.from)
      fc.pre(sorted.every(({ from }, i) => i === 0 || (sorted[i - 1]?.to ?? 0) < from))
      const state = EditorState.create({ doc: inEditor(whole) })
      const made = state.update({ changes: sorted })

      const after = changedAs(whole, made.changes)

      expect(inEditor(after)).toBe(made.state.doc.toString())
      // The slow way: character by character, each with the end of a line as one.
      const units = whole.match(/\r\n|[\s\S]/g) ?? []
      const end = /\r?\n/.exec(whole)?.[0] ?? '\n'
      let expected = ''
      for (let i = 0; i <= units.length; i++) {
        for (const { from, insert } of sorted) if (from === i) expected += insert.replaceAll('\n', end)
        if (!sorted.some(({ from, to }) => from <= i && i < to)) expected += units[i] ?? ''
      }
      expect(after).toBe(expected)
    }),
    { numRuns: 500 },
  )
})

test('a place of the text is at the same letter in the editor', () => {
  fc.assert(
    fc.property(fc.oneof(text, fc.constant('a\rb\r\nc')), (whole) => {
      const place = placesInEditor(whole)
      for (let at = 0; at <= whole.length; at++)
        if (whole[at] !== '\n' || whole[at - 1] !== '\r')
          expect(place(at)).toBe(inEditor(whole.slice(0, at)).length)
    }),
  )
})
