/** What is worked out once for objects that never change, such as a scenario, one of its links and two of its releases. */
import { madeIn } from './made-in.ts'

interface Step<V> {
  readonly next: WeakMap<object, Step<V>>
  readonly found: Map<string, V>
}

const nobody = {}

const newStep = <V>(): Step<V> => ({ next: new WeakMap(), found: new Map() })

/**
 * Gives what `make` makes for these objects and this text: the same each time. An object may be missing. What it makes must not
 * depend on anything else, and nobody may change it.
 */
export function onceFor<V>(): (objects: readonly (object | null)[], text: string, make: () => V) => V {
  const root = newStep<V>()
  return (objects, text, make) => {
    let step = root
    for (const object of objects) step = madeIn(step.next, object ?? nobody, newStep<V>)
    return madeIn(step.found, text, make)
  }
}
