/** What is lost on the way of an order: from which step until which. */
import type { Finding } from '../verdict.ts'
import type { Judgement, Loss, Wave } from './model.ts'

const keyOf = ({ rule, reason }: Finding) => `${rule} ${reason}`

/** The losses of an order, by what is said of its start and of each of its steps. Those that come first stand first. */
export function lossesAlong(states: readonly Pick<Judgement, 'losses'>[]): Loss[] {
  const losses: Loss[] = []
  const open = new Map<string, { readonly finding: Finding; readonly from: number }>()
  for (const [step, { losses: here }] of states.entries()) {
    const keys = new Set(here.map(keyOf))
    for (const [key, { finding, from }] of open) {
      if (keys.has(key)) continue
      losses.push({ ...finding, from, until: step })
      open.delete(key)
    }
    for (const finding of here) {
      const key = keyOf(finding)
      if (!open.has(key)) open.set(key, { finding, from: step })
    }
  }
  for (const { finding, from } of open.values()) losses.push({ ...finding, from, until: null })
  return losses.toSorted((a, b) => a.from - b.from)
}

/**
 * The losses of a way in waves: those of its order, and those of a wave whose steps are taken in another order or together.
 *
 * @param lengths how many steps each wave has
 */
export function lossesOfWaves(
  along: readonly Loss[],
  waves: readonly Pick<Wave, 'losses'>[],
  lengths: readonly number[],
): Loss[] {
  const known = new Set(along.map(keyOf))
  let first = 1
  const others = waves.flatMap(({ losses }, i): Loss[] => {
    const from = first
    first += lengths[i] ?? 0
    return losses
      .filter((finding) => !known.has(keyOf(finding)))
      .map((finding) => ({ ...finding, from, until: first - 1 }))
  })
  return [...along, ...others].toSorted((a, b) => a.from - b.from)
}
