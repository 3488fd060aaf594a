/**
 * A scenario may call a release `__proto__`. Zod leaves such a key out, whatever its value; so it gets to see another one,
 * with a longer tail, and every key that has such a tail already gets one that is longer still.
 */

/** The values of a document with keys that Zod takes for what they are. */
export function shielded(value: unknown): unknown {
  return withKeys(value, (key) => (/^__proto___*$/.test(key) ? `${key}_` : key))
}

/** What Zod has made of `shielded` values, with the keys of the document. */
export function unshielded<T>(value: T): T {
  return withKeys(value, unshieldedKey) as T
}

/** The key of the document that Zod saw as `key`. */
export const unshieldedKey = (key: string): string => (/^__proto___+$/.test(key) ? key.slice(0, -1) : key)

function withKeys(value: unknown, rename: (key: string) => string): unknown {
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return value.map((item) => withKeys(item, rename))
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [rename(key), withKeys(item, rename)]))
}
