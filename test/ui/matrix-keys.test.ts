import { describe, expect, test } from 'vitest'
import type { Outcome } from '#sim/scenario/outcome.ts'
import type { Pressed } from '#ui/commands/press.ts'
import { isWalk, moveFrom, nextWith, outcomeFor } from '#ui/matrix/keys.ts'

const extent = { rows: 3, columns: 4 }
const press = (key: string, held: Partial<Pressed> = {}): Pressed => ({
  key,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  ...held,
})
const from = (row: number, column: number, key: string, held?: Partial<Pressed>) => {
  const place = moveFrom({ row, column }, press(key, held), extent)
  return place && `${place.row} ${place.column}`
}

describe('a key in the matrix', () => {
  test.each([
    ['ArrowLeft', '1 0'],
    ['ArrowRight', '1 2'],
    ['ArrowUp', '0 1'],
    ['ArrowDown', '2 1'],
    ['Home', '1 0'],
    ['End', '1 3'],
    ['PageUp', '0 1'],
    ['PageDown', '2 1'],
  ])('%s goes from 1 1 to %s', (key, to) => {
    expect(from(1, 1, key)).toBe(to)
  })

  test('goes no further than the edge', () => {
    expect(from(0, 0, 'ArrowLeft')).toBe('0 0')
    expect(from(0, 0, 'ArrowUp')).toBe('0 0')
    expect(from(2, 3, 'ArrowRight')).toBe('2 3')
    expect(from(2, 3, 'ArrowDown')).toBe('2 3')
  })

  test('with Ctrl goes to the edge, and to the corners', () => {
    const ctrl = { ctrlKey: true }
    expect(from(1, 1, 'ArrowRight', ctrl)).toBe('1 3')
    expect(from(1, 1, 'ArrowDown', ctrl)).toBe('2 1')
    expect(from(1, 1, 'Home', ctrl)).toBe('0 0')
    expect(from(1, 1, 'End', ctrl)).toBe('2 3')
  })

  test('is left to the browser where it says something else', () => {
    expect(from(1, 1, 'ArrowLeft', { altKey: true })).toBeNull()
    expect(from(1, 1, 'Tab')).toBeNull()
    expect(outcomeFor(press('r', { ctrlKey: true }))).toBeNull()
    expect(outcomeFor(press('x'))).toBeNull()
    expect(outcomeFor(press('H'))).toBe('half-open')
    expect(isWalk(press('ArrowLeft'))).toBe(true)
    expect(isWalk(press('ArrowLeft', { altKey: true }))).toBe(false)
  })
})

describe('the next cell with an outcome', () => {
  const cells: readonly Outcome[] = ['open', 'half-open', 'open', 'half-open']
  const next = (outcome: Outcome, column: number | null, direction?: 1 | -1) =>
    nextWith(
      outcome,
      column === null ? null : { row: 0, column },
      { rows: 1, columns: 4 },
      (place) => cells[place.column] ?? null,
      direction,
    )?.column

  test('is found in reading order, and round again', () => {
    expect([next('half-open', null), next('half-open', 1), next('half-open', 3)]).toEqual([1, 3, 1])
  })

  test('is found backwards', () => {
    expect([next('open', 0, -1), next('open', 2, -1), next('half-open', null, -1)]).toEqual([2, 0, 3])
  })

  test('may be the one that is left, where there is no other, and may be none', () => {
    expect(nextWith('open', { row: 0, column: 0 }, { rows: 1, columns: 1 }, () => 'open')).toEqual({
      row: 0,
      column: 0,
    })
    expect(next('stalled', 0)).toBeUndefined()
  })
})
