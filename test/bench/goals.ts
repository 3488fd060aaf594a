/** What Parley is meant to reach, beside what was measured in this run: the table that `npm run bench` ends with. */
import { short } from './measure.ts'

interface Goal {
  /** Such as `states/s`, `ms` or `×`. */
  readonly unit: string
  readonly atLeast?: number
  readonly atMost?: number
  /** Why it falls short, where it does. */
  readonly why?: string
}

/** Why runs fall short of what a trial with records reached. */
export const objects =
  'connections are objects on the heap, and not records in a buffer: memory is waited for'

const rows: string[][] = []

/** Puts a figure beside its goal. */
export function meets(what: string, figure: number, { unit, atLeast, atMost, why }: Goal): void {
  const holds =
    figure >= (atLeast ?? Number.NEGATIVE_INFINITY) && figure <= (atMost ?? Number.POSITIVE_INFINITY)
  const bound = atLeast === undefined ? `≤ ${short(atMost ?? Number.NaN)}` : `≥ ${short(atLeast)}`
  rows.push([
    holds ? '✓' : '×',
    what,
    `${short(figure)} ${unit}`,
    `${bound} ${unit}`,
    holds ? '' : (why ?? 'why is not known'),
  ])
}

/** All figures that have a goal, in the order in which they were measured. */
export function table(): string {
  const all = [['', 'what', 'today', 'goal', ''], ...rows]
  const widths = [0, 1, 2, 3].map((i) => Math.max(...all.map((row) => (row[i] ?? '').length)))
  return all
    .map((row) =>
      row
        .map((cell, i) => cell.padEnd(widths[i] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}
