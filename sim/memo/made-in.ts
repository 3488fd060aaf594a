/** What has been worked out is kept, and worked out once. It decides nothing but how long something takes. */

interface Store<K, V> {
  get(key: K): V | undefined
  set(key: K, value: V): unknown
}

/** What a store holds for a key; made when it is asked for the first time. */
export function madeIn<K, V>(store: Store<K, V>, key: K, make: () => V): V {
  const known = store.get(key)
  if (known !== undefined) return known
  const made = make()
  store.set(key, made)
  return made
}
