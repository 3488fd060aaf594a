/** What always holds of a world, asserted where a state is made: in tests and while one develops, and nowhere else. */

/** Looked up once: where modules are loaded one by one that takes longer than most of what is asserted. */
const isAsserted = import.meta.env.DEV

/** Throws if something does not hold that always has to. `what` is a sentence of it that is true. */
export function invariant(holds: () => boolean, what: string): void {
  if (isAsserted && !holds()) throw new Error(`It does not hold that ${what}`)
}
