/** How keys move through the cells of a table. */
import type { Outcome } from '#sim/scenario/outcome.ts'

export interface Place {
  readonly row: number
  readonly column: number
}

export interface Extent {
  readonly rows: number
  readonly columns: number
}

/** What a key press says, as far as it matters here. */
export type Press = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>

/** Where a key leads from a cell, or null if it leads nowhere. Nothing goes over an edge. */
export function moveFrom(place: Place, press: Press, { rows, columns }: Extent): Place | null {
  if (press.altKey || press.metaKey) return null
  const { row, column } = place
  const toEdge = press.ctrlKey
  const last = { row: rows - 1, column: columns - 1 }
  switch (press.key) {
    case 'ArrowLeft':
      return { row, column: toEdge ? 0 : Math.max(column - 1, 0) }
    case 'ArrowRight':
      return { row, column: toEdge ? last.column : Math.min(column + 1, last.column) }
    case 'ArrowUp':
      return { row: toEdge ? 0 : Math.max(row - 1, 0), column }
    case 'ArrowDown':
      return { row: toEdge ? last.row : Math.min(row + 1, last.row), column }
    case 'Home':
      return { row: toEdge ? 0 : row, column: 0 }
    case 'End':
      return { row: toEdge ? last.row : row, column: last.column }
    case 'PageUp':
      return { row: 0, column }
    case 'PageDown':
      return { row: last.row, column }
    default:
      return null
  }
}

/** The letters of the outcomes. */
export const outcomeKeys: Readonly<Record<string, Outcome>> = {
  o: 'open',
  d: 'degraded',
  r: 'rejected',
  s: 'stalled',
  h: 'half-open',
}

/** The outcome that a key asks for by its letter, or null. */
export function outcomeFor({ key, ctrlKey, metaKey, altKey }: Press): Outcome | null {
  if (ctrlKey || metaKey || altKey) return null
  return outcomeKeys[key.toLowerCase()] ?? null
}

/** The next cell with an outcome, in reading order and round again, or the one before. Null where there is none. */
export function nextWith(
  outcome: Outcome,
  from: Place | null,
  { rows, columns }: Extent,
  outcomeAt: (place: Place) => Outcome | null,
  direction: 1 | -1 = 1,
): Place | null {
  const cells = rows * columns
  const start = from === null ? (direction === 1 ? -1 : cells) : from.row * columns + from.column
  for (let step = 1; step <= cells; step++) {
    const index = (((start + direction * step) % cells) + cells) % cells
    const place = { row: Math.floor(index / columns), column: index % columns }
    if (outcomeAt(place) === outcome) return place
  }
  return null
}
