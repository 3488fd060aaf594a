/**
 * Text in a form that fits into an address: compressed, with a sum by which damage is noticed, in base64url.
 * Whoever unpacks may have been handed anything, so nothing here throws and nothing grows past its bound.
 */
import { deflateSync, Inflate, strToU8 } from 'fflate'

/** Longer addresses are not looked at. */
export const longestPacked = 256 * 1024

/** Texts that unpack to more bytes than this are not unpacked. */
const largestText = 2 * 1024 * 1024

export type Unpacked =
  | { readonly ok: true; readonly text: string }
  | { readonly ok: false; readonly fault: 'too long' | 'too large' | 'damaged' }

/** Packs a text. */
export function pack(text: string): string {
  const body = deflateSync(strToU8(text), { level: 9 })
  const bytes = new Uint8Array(sumLength + body.length)
  new DataView(bytes.buffer).setUint32(0, sumOf(body))
  bytes.set(body, sumLength)
  return toBase64Url(bytes)
}

/** Takes a text out again, or says why there is none. */
export function unpack(packed: string): Unpacked {
  if (packed.length > longestPacked) return { ok: false, fault: 'too long' }
  const bytes = fromBase64Url(packed)
  if (bytes === null || bytes.length <= sumLength) return { ok: false, fault: 'damaged' }
  const body = bytes.subarray(sumLength)
  if (new DataView(bytes.buffer).getUint32(0) !== sumOf(body)) return { ok: false, fault: 'damaged' }
  try {
    const inflated = inflateWithin(body, largestText)
    if (inflated === null) return { ok: false, fault: 'too large' }
    return { ok: true, text: new TextDecoder('utf-8', { fatal: true }).decode(inflated) }
  } catch {
    return { ok: false, fault: 'damaged' }
  }
}

/** Compressed data grows up to a thousandfold: so many bytes at a time bound what is unpacked before it is counted. */
const mouthful = 256

/** Decompresses, or gives null as soon as there is more than `limit` bytes. Throws where the data are wrong. */
function inflateWithin(data: Uint8Array, limit: number): Uint8Array | null {
  const parts: Uint8Array[] = []
  let size = 0
  const stream = new Inflate((part) => {
    parts.push(part)
    size += part.length
  })
  for (let at = 0; at < data.length; at += mouthful) {
    stream.push(data.subarray(at, at + mouthful), at + mouthful >= data.length)
    if (size > limit) return null
  }
  const whole = new Uint8Array(size)
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}

const sumLength = 4

/** FNV-1a: it notices every change of one byte, and nearly every other accident. It is no protection against intent. */
function sumOf(bytes: Uint8Array): number {
  let sum = 0x811c9dc5
  for (const byte of bytes) sum = Math.imul(sum ^ byte, 0x01000193)
  return sum >>> 0
}

/** More arguments than this at once are too many for some browsers. */
const atOnce = 8192

function toBase64Url(bytes: Uint8Array): string {
  let binary = ''
  for (let at = 0; at < bytes.length; at += atOnce) {
    binary += String.fromCharCode(...bytes.subarray(at, at + atOnce))
  }
  return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')
}

function fromBase64Url(text: string): Uint8Array<ArrayBuffer> | null {
  if (!/^[\w-]*$/.test(text) || text.length % 4 === 1) return null
  const binary = atob(text.replaceAll('-', '+').replaceAll('_', '/'))
  return Uint8Array.from(binary, (char) => char.charCodeAt(0))
}
