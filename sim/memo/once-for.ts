/** What is worked out once for things that never change, such as a scenario, one of its links, two of its releases and a word. */
import { madeIn } from './made-in.ts'

/** What something is worked out for: objects by what they are, texts by what they say. Any may be missing. */
type Keys = readonly (object | string | null)[]

/** A step on the way through the keys: made as far as somebody goes. */
interface Step<V> {
  objects: WeakMap<object, Step<V>> | undefined
  texts: Map<string | null, Step<V>> | undefined
  value: V | undefined
}

const newStep = <V>(): Step<V> => ({ objects: undefined, texts: undefined, value: undefined })

/**
 * Gives what `make` makes for these keys, of which there are as many each time: the same each time. What it makes must not depend
 * on anything else, and nobody may change it.
 */
export function onceFor<V>(): (keys: Keys, make: () => V) => V {
  const root = newStep<V>()
  return (keys, make) => {
    let step = root
    for (const key of keys) step = next(step, key)
    step.value ??= make()
    return step.value
  }
}

function next<V>(step: Step<V>, key: Keys[number]): Step<V> {
  if (typeof key === 'object' && key !== null) {
    step.objects ??= new WeakMap()
    return madeIn(step.objects, key, newStep<V>)
  }
  step.texts ??= new Map()
  return madeIn(step.texts, key, newStep<V>)
}
