/** What is worked out once and looked up afterwards. It decides how often something is computed, and never what. */

interface Store<K, V> {
  get(key: K): V | undefined
  set(key: K, value: V): unknown
}

/** What a store has under a key; where it has nothing yet, it is made and kept there. Nobody keeps `undefined`. */
export function madeIn<K, V>(store: Store<K, V>, key: K, make: (key: K) => V): V {
  const known = store.get(key)
  if (known !== undefined) return known
  const made = make(key)
  store.set(key, made)
  return made
}
