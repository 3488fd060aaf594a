/** What there is to see of a machine in each of its states, worked out once for each. */
import type { TransitionTable } from './transition-table.ts'

/** A machine in one of its states. */
interface Standing {
  readonly table: TransitionTable
  readonly state: number
}

/** How many ways there are to see machines. */
let sights = 0

/** Gives what `make` makes of a machine, which has to depend on its table and its state alone: the same each time. */
export function seenAs<V>(make: (standing: Standing) => V): (standing: Standing) => V {
  const sight = sights++
  return (standing) => {
    const { table, state } = standing
    table.seen[sight] ??= []
    const known = table.seen[sight] as V[]
    known[state] ??= make(standing)
    return known[state]
  }
}
