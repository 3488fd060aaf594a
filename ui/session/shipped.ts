import type { Scenario } from '#sim/scenario/model.ts'

/** A scenario that the page comes with: what there is to choose it by, and a way to get it. */
export interface Shipped extends Pick<Scenario, 'name' | 'title' | 'about'> {
  /** Fails where the page can no longer be reached. */
  readonly load: () => Promise<Scenario>
}

/** All of them, the opening one first. Fails in the same way. */
export const loadShipped = async (): Promise<readonly Shipped[]> =>
  (await import('virtual:parley-scenarios')).shipped
