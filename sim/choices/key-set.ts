/**
 * A set of keys, to tell which were met before. As long as they are few it holds them; of many it holds two hashes of 32 bits
 * each: of ten million different keys any two are taken for one with a probability of three in a million.
 */
export interface KeySet {
  /** Adds a key. Says whether it was not there before. */
  readonly add: (key: string) => boolean
  /** What it takes, by estimate. */
  readonly bytes: () => number
}

/** From so many on hashes are held. */
const few = 4_096

/** What an entry of a set takes beside its letters, about. */
const bytesOfEntry = 64

/** An empty set of keys. */
export function createKeySet(): KeySet {
  let keys: Set<string> | null = new Set()
  let letters = 0
  let slots = new Uint32Array(0)
  let size = 0

  /** Puts two hashes into their slot. Says whether they were not there. */
  function put(into: Uint32Array, high: number, low: number): boolean {
    const last = into.length / 2 - 1
    for (let slot = low & last; ; slot = (slot + 1) & last) {
      if (into[slot * 2] === 0 && into[slot * 2 + 1] === 0) {
        into[slot * 2] = high
        into[slot * 2 + 1] = low
        return true
      }
      if (into[slot * 2] === high && into[slot * 2 + 1] === low) return false
    }
  }

  function grow(): void {
    const larger = new Uint32Array(Math.max(few * 8, slots.length * 2))
    for (let i = 0; i < slots.length; i += 2) {
      if (slots[i] !== 0 || slots[i + 1] !== 0) put(larger, slots[i] ?? 0, slots[i + 1] ?? 0)
    }
    slots = larger
  }

  function addHash(key: string): boolean {
    if (size * 4 >= slots.length) grow()
    const [high, low] = hash(key)
    const isNew = put(slots, high, low)
    if (isNew) size++
    return isNew
  }

  return {
    add(key) {
      if (keys === null) return addHash(key)
      if (keys.has(key)) return false
      keys.add(key)
      letters += key.length
      if (keys.size > few) {
        const all = keys
        keys = null
        for (const each of all) addHash(each)
      }
      return true
    },
    bytes: () => (keys === null ? slots.byteLength : letters + keys.size * bytesOfEntry),
  }
}

/** Two hashes of a text (cyrb53 of bryc, in the public domain); never both zero. */
function hash(text: string): readonly [number, number] {
  let a = 0xdeadbeef
  let b = 0x41c6ce57
  for (let i = 0; i < text.length; i++) {
    const letter = text.charCodeAt(i)
    a = Math.imul(a ^ letter, 2_654_435_761)
    b = Math.imul(b ^ letter, 1_597_334_677)
  }
  a = Math.imul(a ^ (a >>> 16), 2_246_822_507) ^ Math.imul(b ^ (b >>> 13), 3_266_489_909)
  b = Math.imul(b ^ (b >>> 16), 2_246_822_507) ^ Math.imul(a ^ (a >>> 13), 3_266_489_909)
  const low = b >>> 0
  return [a >>> 0, low === 0 ? 1 : low]
}
