/**
 * Random draws, keyed by what they are for. There is no stream that draws come from: the same seed and key give the
 * same number whatever was drawn before, so that one message more does not change the fate of all the others.
 */

/** A seed, and the beginning of a key: of many keys that begin alike that part is read once. */
export interface RandomKey {
  readonly hash: number
  readonly length: number
}

/** The beginning of a key. */
export const randomKey = (seed: number, text: string): RandomKey =>
  longer({ hash: scramble(seed | 0) ^ 0x9e3779b9, length: 0 }, text)

/** The same key with more text. */
export function longer({ hash, length }: RandomKey, text: string): RandomKey {
  let read = hash
  for (let i = 0; i < text.length; i++) {
    read = Math.imul(read ^ text.charCodeAt(i), 0x01000193)
    read ^= read >>> 15
  }
  return { hash: read, length: length + text.length }
}

/** A number in [0, 1), decided by the seed and the key. */
export const draw = ({ hash, length }: RandomKey): number => (scramble(hash ^ length) >>> 0) / 2 ** 32

/** The finaliser of MurmurHash3 (A. Appleby, public domain): every bit in changes every bit out. */
function scramble(bits: number): number {
  let hash = bits
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return hash ^ (hash >>> 16)
}
