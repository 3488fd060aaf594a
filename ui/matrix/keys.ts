/** How keys move through the cells of a table. */
import { type Outcome, outcomes } from '#sim/scenario/outcome.ts'
import { isPress, type Pressed } from '#ui/commands/press.ts'
import { viewKeys } from '#ui/commands/view-keys.ts'

export interface Place {
  readonly row: number
  readonly column: number
}

export interface Extent {
  readonly rows: number
  readonly columns: number
}

const moves = { ...viewKeys.walk.keys, ...viewKeys.ends.keys, ...viewKeys.column.keys }

/** Where each key leads from a cell, with Ctrl `toEdge`. */
const ways: Readonly<Record<keyof typeof moves, (from: Place, last: Place, toEdge: boolean) => Place>> = {
  left: ({ row, column }, _, toEdge) => ({ row, column: toEdge ? 0 : Math.max(column - 1, 0) }),
  right: ({ row, column }, last, toEdge) => ({
    row,
    column: toEdge ? last.column : Math.min(column + 1, last.column),
  }),
  up: ({ row, column }, _, toEdge) => ({ row: toEdge ? 0 : Math.max(row - 1, 0), column }),
  down: ({ row, column }, last, toEdge) => ({
    row: toEdge ? last.row : Math.min(row + 1, last.row),
    column,
  }),
  first: ({ row }, _, toEdge) => ({ row: toEdge ? 0 : row, column: 0 }),
  last: ({ row }, last, toEdge) => ({ row: toEdge ? last.row : row, column: last.column }),
  top: ({ column }) => ({ row: 0, column }),
  bottom: ({ column }, last) => ({ row: last.row, column }),
}

/** Where a key leads from a cell, or null if it leads nowhere. Nothing goes over an edge. */
export function moveFrom(place: Place, event: Pressed, { rows, columns }: Extent): Place | null {
  const { key, shiftKey, altKey, metaKey, ctrlKey } = event
  if (metaKey) return null
  const bare: Pressed = { key, shiftKey, altKey, metaKey, ctrlKey: false }
  const ids = Object.keys(moves) as (keyof typeof moves)[]
  const way = ids.find((id) => isPress(moves[id].press, bare))
  return way ? ways[way](place, { row: rows - 1, column: columns - 1 }, ctrlKey) : null
}

/** The outcome that a key asks for by its letter, or null. */
export function outcomeFor(event: Pressed): Outcome | null {
  return outcomes.find((outcome) => isPress(viewKeys.outcome.keys[outcome].press, event)) ?? null
}

/** Whether an arrow key walks through the cells. */
export function isWalk(event: Pressed): boolean {
  return Object.values(viewKeys.walk.keys).some(({ press }) => isPress(press, event))
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
