/** What there is to see of a machine in each of its states, worked out once for each. */
import { madeIn } from '../memo/made-in.ts'
import type { TransitionTable } from './transition-table.ts'

/** A machine in one of its states. */
interface Standing {
  readonly table: TransitionTable
  readonly state: number
}

/** Gives what `make` makes of a machine, which has to depend on its table and its state alone: the same each time. */
export function seenAs<V>(make: (standing: Standing) => V): (standing: Standing) => V {
  const made = new WeakMap<TransitionTable, V[]>()
  return (standing) => {
    const { table, state } = standing
    const known = madeIn(made, table, (): V[] => [])
    known[state] ??= make(standing)
    return known[state]
  }
}
