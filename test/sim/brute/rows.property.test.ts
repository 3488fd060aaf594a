/** Rows that are told by number, against a plain map of their texts. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { added, createRows, hashOf } from '#sim/brute/rows.ts'

const cell = fc.oneof(fc.integer({ min: 0, max: 3 }), fc.integer({ min: 0, max: 0xffff }))

test('a row has one number, however often it is added, and keeps its cells and where it was come from', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 5 }).chain((width) =>
        fc.record({
          width: fc.constant(width),
          rows: fc.array(fc.array(cell, { minLength: width, maxLength: width }), { maxLength: 600 }),
        }),
      ),
      ({ width, rows }) => {
        const kept = createRows(width)
        const plain = new Map<string, number>()
        for (const [i, row] of rows.entries()) {
          const cells = Uint16Array.from([...row, 7])
          const number = kept.add(cells, hashOf(cells, width), i - 1)
          const known = plain.get(row.join())
          expect(number).toBe(known === undefined ? plain.size : -1 - known)
          if (known !== undefined) continue
          expect(kept.from(number)).toBe(i - 1)
          plain.set(row.join(), number)
        }
        expect(kept.size()).toBe(plain.size)
        for (const [text, number] of plain) {
          const into = new Uint16Array(width + 1)
          kept.read(number, into)
          expect(into.subarray(0, width).join()).toBe(text)
        }
      },
    ),
    { numRuns: 100 },
  )
})

test('many rows stay apart, beyond one buffer', () => {
  const width = 40
  const kept = createRows(width)
  const cells = new Uint16Array(width)
  const many = 40_000
  for (let i = 0; i < many; i++) {
    cells[i % width] = i & 0xffff
    expect(kept.add(cells, hashOf(cells, width), -1)).toBe(i)
  }
  expect(kept.size()).toBe(many)
  const into = new Uint16Array(width)
  kept.read(many - 1, into)
  expect([...into]).toEqual([...cells])
})

test('a hash is kept up by what one cell adds', () => {
  fc.assert(
    fc.property(fc.array(cell, { minLength: 1, maxLength: 8 }), fc.nat(), cell, (row, which, other) => {
      const cells = Uint16Array.from(row)
      const column = which % row.length
      const before = hashOf(cells, row.length)
      const after = (before + added(column, other) - added(column, cells[column] ?? 0)) | 0
      cells[column] = other
      expect(hashOf(cells, row.length)).toBe(after)
    }),
  )
})
