/**
 * A fingerprint of a trace: 16 hexadecimal digits. Equal traces have equal ones in every place that Parley runs, whatever order the
 * keys of an intervention were written in.
 *
 * It is the beginning of a SHA-256 of 32-bit whole numbers, little end first: of every event, in order, the number of what it has in
 * common with others, its side, its connection, its message, its call, the number of its cause and that of its moment, and its time in
 * microseconds in two halves, each of which counts from 1 where 0 stands for none. What is common, as canonical JSON (RFC 8785), and
 * the names of connections are numbered in the order in which they are first met; they follow in that order, each on a line.
 */
import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'
import canonicalize from 'canonicalize'
import type { Trace } from './trace.ts'

const width = 9
const rowsAtOnce = 4_096

/** Of 32 bits there are so many values. */
const bits = 2 ** 32

export function digest(trace: Trace): string {
  const hash = sha256.create()
  const numbers = new Uint32Array(width * rowsAtOnce)
  const facts = inOrder((number) => canonicalize(trace.factOf(number)) ?? '')
  const connections = inOrder(trace.connectionOf)
  let size = 0
  trace.visit(({ at, moment, fact, side, connection, message, call, cause }) => {
    const time = Math.round(at * 1_000)
    numbers[size] = facts.numberOf(fact)
    numbers[size + 1] = side
    numbers[size + 2] = connection < 0 ? 0 : connections.numberOf(connection)
    numbers[size + 3] = message
    numbers[size + 4] = call
    numbers[size + 5] = cause + 1
    numbers[size + 6] = moment
    numbers[size + 7] = time % bits
    numbers[size + 8] = Math.floor(time / bits)
    size += width
    if (size < numbers.length) return
    hash.update(new Uint8Array(numbers.buffer))
    size = 0
  })
  hash.update(new Uint8Array(numbers.buffer, 0, size * numbers.BYTES_PER_ELEMENT))
  for (const text of [...facts.texts(), ...connections.texts()]) hash.update(utf8ToBytes(`${text}\n`))
  return bytesToHex(hash.digest()).slice(0, 16)
}

/** Numbers texts in the order in which they are first met, from 1 on. A text is asked for once for each thing. */
function inOrder(textOf: (thing: number) => string) {
  const numbers: (number | undefined)[] = []
  const byText = new Map<string, number>()
  return {
    numberOf(thing: number): number {
      const known = numbers[thing]
      if (known !== undefined) return known
      const text = textOf(thing)
      const number = byText.get(text) ?? byText.size + 1
      byText.set(text, number)
      numbers[thing] = number
      return number
    },
    texts: () => byText.keys(),
  }
}
