/**
 * Random draws, keyed by what they are for. There is no stream that draws come from: the same seed and key give the
 * same number whatever was drawn before, so that one message more does not change the fate of all the others.
 */

/** A number in [0, 1), decided by the seed and the key. */
export function draw(seed: number, key: string): number {
  let hash = scramble(seed | 0) ^ 0x9e3779b9
  for (let i = 0; i < key.length; i++) {
    hash = Math.imul(hash ^ key.charCodeAt(i), 0x01000193)
    hash ^= hash >>> 15
  }
  return (scramble(hash ^ key.length) >>> 0) / 2 ** 32
}

/** The finaliser of MurmurHash3 (A. Appleby, public domain): every bit in changes every bit out. */
function scramble(bits: number): number {
  let hash = bits
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return hash ^ (hash >>> 16)
}
