/** What is lost on the way of an order: from which step until which. */
import { type Finding, sayingOf } from '../rules/verdict.ts'
import type { Loss } from './model.ts'
import type { Wave } from './search/walk-way.ts'
import type { Judgement } from './space/judgement.ts'

/** The losses of an order, by what is said of its start and of each of its steps. Those that come first stand first. */
export function lossesAlong(states: readonly Pick<Judgement, 'losses'>[]): Loss[] {
  const losses: Loss[] = []
  const open = new Map<string, { readonly finding: Finding; readonly from: number }>()
  for (const [step, { losses: here }] of states.entries()) {
    const keys = new Set(here.map(sayingOf))
    for (const [key, { finding, from }] of open) {
      if (keys.has(key)) continue
      losses.push({ ...finding, from, until: step })
      open.delete(key)
    }
    for (const finding of here) {
      const key = sayingOf(finding)
      if (!open.has(key)) open.set(key, { finding, from: step })
    }
  }
  for (const { finding, from } of open.values()) losses.push({ ...finding, from, until: null })
  return losses.toSorted((a, b) => a.from - b.from)
}

/**
 * The losses of an order of which steps are taken together.
 *
 * @param states what is said of the start; and of every moment of each wave, with the state after it
 * @param standing what is said of the start, and of the state after each wave by itself
 * @param sizes how many steps each wave has
 */
export function lossesTogether(
  states: readonly Pick<Judgement, 'losses'>[],
  standing: readonly Pick<Judgement, 'losses'>[],
  sizes: readonly number[],
): Loss[] {
  // The start; and for each wave all of it, and what it comes to.
  const inTurn = states.flatMap((state, i) => (i === 0 ? [state] : [state, standing[i] ?? state]))
  const stepAt = (place: number) => {
    const before = sizes.slice(0, Math.ceil(place / 2)).reduce((sum, size) => sum + size, 0)
    return place % 2 === 0 ? before : before - (sizes[Math.floor(place / 2)] ?? 1) + 1
  }
  return lossesAlong(inTurn).map(({ from, until, ...loss }) => ({
    ...loss,
    from: stepAt(from),
    until: until === null ? null : stepAt(until),
  }))
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
  const known = new Set(along.map(sayingOf))
  let first = 1
  const others = waves.flatMap(({ losses }, i): Loss[] => {
    const from = first
    first += lengths[i] ?? 0
    return losses
      .filter((finding) => !known.has(sayingOf(finding)))
      .map((finding) => ({ ...finding, from, until: first - 1 }))
  })
  return [...along, ...others].toSorted((a, b) => a.from - b.from)
}
