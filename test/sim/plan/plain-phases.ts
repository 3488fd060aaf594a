/** Phases the slow and obvious way: every choice of steps, each in every order. */
import type { Unit } from '#sim/scenario/order/units.ts'
import { forward, type Plain, plainStep, type Standing } from './plain-steps.ts'

interface Choice {
  readonly unit: Unit
  readonly to: string
}

export const keyOf = ({ values, written }: Standing) => JSON.stringify([[...values], [...written].toSorted()])

/** Where these steps lead, if they are safe in every order and always lead to the same; null where not. */
export function afterAll(plain: Plain, from: Standing, steps: readonly Choice[]): Standing | null {
  if (steps.length === 0) return from
  const ends = steps.map((step) => {
    const next = plainStep(plain, from, step.unit, step.to)
    const others = steps.filter((other) => other !== step)
    return next && afterAll(plain, next, others)
  })
  const [end = null] = ends
  const isOne = ends.every((each) => each !== null && end !== null && keyOf(each) === keyOf(end))
  return isOne ? end : null
}

/** In how few phases everything gets to where its path ends, each node taking one step in a phase at most. */
export function fewestPhases(plain: Plain, start: Standing): number | null {
  const isDone = ({ values }: Standing) => plain.units.every(({ id, path }) => values.get(id) === path.at(-1))
  const seen = new Set([keyOf(start)])
  let layer = [start]
  for (let phases = 0; layer.length > 0; phases++) {
    if (layer.some(isDone)) return phases
    const next: Standing[] = []
    for (const standing of layer) {
      for (const steps of choicesOf(plain, standing)) {
        const end = afterAll(plain, standing, steps)
        if (end === null || seen.has(keyOf(end))) continue
        seen.add(keyOf(end))
        next.push(end)
      }
    }
    layer = next
  }
  return null
}

/** Every choice of steps that can be taken next, by different nodes. */
function choicesOf(plain: Plain, standing: Standing): Choice[][] {
  const steps = plain.units.flatMap((unit) => forward(unit, standing).map((to) => ({ unit, to })))
  const all: Choice[][] = [[]]
  for (const step of steps) {
    const others = all.filter((chosen) => chosen.every(({ unit }) => ownerOf(unit) !== ownerOf(step.unit)))
    for (const chosen of others) all.push([...chosen, step])
  }
  return all
}

const ownerOf = ({ id, node }: Unit) => node ?? id
