/** Orders of an upgrade: random ones, and all of those that keep what must come first. */
import type { Scenario, Steps } from './answers.ts'
import { unitsIn } from './answers.ts'
import type { Draw } from './draw.ts'

/** Any order of all steps, those of one unit in their own order. */
export function anyOrder(draw: Draw, scenario: Scenario): Steps {
  const units = unitsIn(scenario)
  const left = new Map(units.map(({ id, steps }) => [id, [...steps]]))
  const words = draw.shuffled(units.flatMap(({ id, steps }) => steps.map(() => id)))
  return words.flatMap((id) => left.get(id)?.shift() ?? [])
}

export type Precedences = readonly { readonly before: Steps; readonly after: Steps }[]

const keyOf = ({ node, to }: Steps[number]) => `${node} ${to}`

/** The first order's pair of steps that comes the wrong way round, as words; null where all is kept. */
export function firstBroken(steps: Steps, precedences: Precedences): string | null {
  const places = new Map(steps.map((step, i) => [keyOf(step), i]))
  for (const { before, after } of precedences) {
    for (const late of before) {
      for (const early of after) {
        const [first, second] = [places.get(keyOf(late)), places.get(keyOf(early))]
        const isSame = late.node === early.node
        if (isSame || first === undefined || second === undefined || first < second) continue
        return `${keyOf(early)} before ${keyOf(late)}`
      }
    }
  }
  return null
}

/** One order that keeps the precedences; null where the choices lead nowhere. */
export function keepingOrder(draw: Draw, scenario: Scenario, precedences: Precedences): Steps | null {
  const left = unitsIn(scenario).map(({ id, steps }) => ({ id, steps: [...steps] }))
  const order: Steps[number][] = []
  const isFree = (step: Steps[number]) =>
    precedences.every(
      ({ before, after }) =>
        !after.some((each) => keyOf(each) === keyOf(step)) ||
        before.every(
          (each) =>
            each.node === step.node ||
            !left.some(({ steps }) => steps.some((one) => keyOf(one) === keyOf(each))),
        ),
    )
  while (left.some(({ steps }) => steps.length > 0)) {
    const next = draw.oneOf(left.filter(({ steps: [first] }) => first !== undefined && isFree(first)))
    const step = next?.steps.shift()
    if (step === undefined) return null
    order.push(step)
  }
  return order
}
