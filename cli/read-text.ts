/** Reads a text that a command line names. */
import { closeSync, lstatSync, openSync, readSync } from 'node:fs'
import { quote } from '#sim/text/nearest.ts'
import { Misuse } from './answer.ts'
import { harmless } from './terminal.ts'

/** Nobody writes more by hand, and what has no end, such as `/dev/zero`, is not waited for. */
const longest = 16 * 1024 * 1024

/**
 * The text of a file, or of stdin where the path is 0. Throws a `Misuse` that says why it cannot be read.
 *
 * @param shown what the file is called in what is said
 */
export function readText(path: string | 0, shown: string): string {
  const bytes = read(path, shown)
  try {
    // Whatever a file begins with is its own: the parser knows what a mark of byte order is.
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    const { line, column } = placeOfFault(bytes)
    throw cannotRead(
      shown,
      `found bytes at line ${line}, column ${column} that are not UTF-8, expected a text in UTF-8`,
    )
  }
}

/** Whether something of this name is there, also a link that leads nowhere. */
export function isThere(path: string): boolean {
  try {
    return lstatSync(path, { throwIfNoEntry: false }) !== undefined
  } catch {
    return false
  }
}

function read(path: string | 0, shown: string): Buffer {
  const file = open(path, shown)
  const parts: Buffer[] = []
  let length = 0
  try {
    for (;;) {
      const part = Buffer.alloc(64 * 1024)
      const count = readSync(file, part)
      if (count === 0) return Buffer.concat(parts)
      parts.push(part.subarray(0, count))
      length += count
      if (length > longest) throw cannotRead(shown, 'it has more than 16 MB, or no end')
    }
  } catch (error) {
    throw error instanceof Misuse ? error : cannotRead(shown, reasonOf(error))
  } finally {
    if (path !== 0) closeSync(file)
  }
}

function open(path: string | 0, shown: string): number {
  if (path === 0) return 0
  try {
    return openSync(path, 'r')
  } catch (error) {
    throw cannotRead(shown, reasonOf(error))
  }
}

const cannotRead = (shown: string, reason: string) =>
  new Misuse(harmless(`cannot read ${quote(shown)}: ${reason}`))

const reasons: Readonly<Record<string, string>> = {
  EISDIR: 'it is a folder',
  EACCES: 'you may not read it',
  ENOENT: 'there is no such file, or it is a link to one that is not there',
  ELOOP: 'it is a link that leads back to itself',
  EIO: 'the disk, or the other end of it, has failed',
  ENXIO: 'it is no file that can be read',
}

function reasonOf(error: unknown): string {
  return reasons[(error as NodeJS.ErrnoException).code ?? ''] ?? String(error)
}

/** Where the first byte stands that belongs to no character, counted as an editor counts that takes each byte for one. */
function placeOfFault(bytes: Buffer): { line: number; column: number } {
  const text = bytes.toString('utf8')
  const before = text.slice(0, firstFault(bytes, text))
  const lines = before.split('\n')
  return { line: lines.length, column: (lines.at(-1)?.length ?? 0) + 1 }
}

/** What cannot be read is read as U+FFFD: the first that is not there in the bytes is the fault. */
function firstFault(bytes: Buffer, text: string): number {
  for (let at = text.indexOf('\ufffd'); at >= 0; at = text.indexOf('\ufffd', at + 1)) {
    const offset = Buffer.byteLength(text.slice(0, at))
    if (bytes.subarray(offset, offset + 3).toString('hex') !== 'efbfbd') return at
  }
  return 0
}
