/** What is worked out once for objects that never change, such as a scenario, one of its links and two of its releases. */
import { madeIn } from './made-in.ts'

/** A step on the way through the objects: made as far as somebody goes. */
interface Step<V> {
  next?: WeakMap<object, Step<V>>
  found?: Map<string, V>
}

const nobody = {}

const newStep = <V>(): Step<V> => ({})

/**
 * Gives what `make` makes for these objects and this text: the same each time. An object may be missing. What it makes must not
 * depend on anything else, and nobody may change it.
 */
export function onceFor<V>(): (objects: readonly (object | null)[], text: string, make: () => V) => V {
  const root = newStep<V>()
  return (objects, text, make) => {
    let step = root
    for (const object of objects) {
      step.next ??= new WeakMap()
      step = madeIn(step.next, object ?? nobody, newStep<V>)
    }
    step.found ??= new Map()
    return madeIn(step.found, text, make)
  }
}
