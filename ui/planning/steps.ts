/** The steps of an order, as a list whose items are told apart and moved. */
import type { Upgrade } from '#sim/scenario/model.ts'

export type Step = Upgrade['steps'][number]
export type Steps = Upgrade['steps']

/** A name for each step that stays with it when it moves. A node may take the same step twice. */
export function keysOf(steps: Steps): string[] {
  const seen = new Map<string, number>()
  return steps.map(({ node, to }) => {
    const step = JSON.stringify([node, to])
    const time = (seen.get(step) ?? 0) + 1
    seen.set(step, time)
    return `${step} ${time}`
  })
}

/** The list with the item at `from` taken out and put in at `to`. */
export function moved<T>(list: readonly T[], from: number, to: number): T[] {
  const rest = list.toSpliced(from, 1)
  return rest.toSpliced(to, 0, ...list.slice(from, from + 1))
}

/** Where the item at `index` goes when the one at `from` moves to `to`. */
export function placeAfterMove(index: number, from: number, to: number): number {
  if (index === from) return to
  if (from < index && index <= to) return index - 1
  if (to <= index && index < from) return index + 1
  return index
}

/** An order without the first of each of these steps. */
export function without(order: Steps, taken: Steps): Step[] {
  const left = [...order]
  for (const { node, to } of taken) {
    const place = left.findIndex((step) => step.node === node && step.to === to)
    if (place >= 0) left.splice(place, 1)
  }
  return left
}
