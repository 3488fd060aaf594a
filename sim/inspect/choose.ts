/** Which machines of a run an inspector is told of: nobody wants thousands of them at once. */
import { type Actor, actorNamed, actorsIn, nameOf, type World } from '#sim/engine/world.ts'

export interface InspectedChoice {
  /** Words that the name of a machine or of one of its states has to hold; '' for every machine. */
  readonly filter: string
  /** A machine that is told of in any case, and with what happened to it before. */
  readonly selected: string | null
}

export interface Chosen {
  /** By their names, in the order in which they were made. */
  readonly actors: ReadonlyMap<string, Actor>
  /** How many machines there are, and how many of them the filter lets through. */
  readonly there: number
  readonly matching: number
}

/** The machines that are told of at one moment: the selected one, and those that match, but not more than `most`. */
export function choose(world: World, { filter, selected }: InspectedChoice, most: number): Chosen {
  const words = filter.toLowerCase().split(/\s+/).filter(Boolean)
  const chosen = new Map<string, Actor>()
  const first = actorNamed(world, selected ?? '')
  if (first) chosen.set(nameOf(first), first)
  let [there, matching] = [0, 0]
  for (const actor of actorsIn(world)) {
    there++
    if (!matches(actor, words)) continue
    matching++
    if (chosen.size < most) chosen.set(nameOf(actor), actor)
  }
  return { actors: chosen, there, matching }
}

function matches(actor: Actor, words: readonly string[]): boolean {
  if (words.length === 0) return true
  const { table, state } = actor
  const text = `${nameOf(actor)} ${table.leaves(state).join(' ')}`.toLowerCase()
  return words.every((word) => text.includes(word))
}
