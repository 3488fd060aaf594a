import type { Scenario } from '#sim/scenario/model.ts'

/** A scenario that the page comes with: what there is to choose it by, and a way to get it. */
export interface Shipped extends Pick<Scenario, 'name' | 'title' | 'about'> {
  /** Fails where the page can no longer be reached. */
  readonly load: () => Promise<Scenario>
}

/** What else there is to choose it by. */
export interface Choice {
  /** The title of its group; those of one group follow each other. */
  readonly group: string
  /** `3.1 → 3.2`; empty where nothing is upgraded. */
  readonly leads: string
  /** How many of all straight orders are safe. Decimal; null where not counted. */
  readonly safe: string | null
  readonly all: string | null
  readonly shows: readonly Shows[]
  /** Its roles, releases and levels. */
  readonly words: string
}

/** What a scenario can show. */
export type Shows = 'levels' | 'bridge' | 'skew' | 'every order' | 'no order' | 'half-open'

/** All of them, the opening one first. Fails in the same way. */
export const loadShipped = async (): Promise<readonly Shipped[]> =>
  (await import('virtual:parley-scenarios')).shipped

/** All of them with what there is to choose them by, group by group. Fails in the same way. */
export async function loadChoices(): Promise<readonly (Shipped & Choice)[]> {
  const [shipped, { choices }] = await Promise.all([
    loadShipped(),
    import('virtual:parley-scenarios/choices'),
  ])
  return Object.entries(choices).flatMap(([name, choice]) => {
    const found = shipped.find((each) => each.name === name)
    return found ? [{ ...found, ...choice }] : []
  })
}
