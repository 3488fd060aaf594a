/** Notes what is typed, until it is kept: see `typed.ts`. */
import { prefix, read, type Typed, typedAt } from './typed.ts'

/** More is not written down with each letter. */
const longest = 500_000

/** So many are on their way at most. */
const mostHanded = 4

/** Notes what stands in the place of a text at an address. */
export function noteTyped(address: string, typed: Typed): void {
  if (typed.text.length > longest) return
  const { over = typed.over, handed = [] } = typedAt(address) ?? {}
  write(prefix + address, { ...typed, over, handed })
}

/** What was typed at an address where this text stands now; null where it was typed over another one. */
export function leftAt(address: string, stands: string): string | null {
  const typed = typedAt(address)
  return typed && [typed.over, ...(typed.handed ?? [])].includes(stands) ? typed.text : null
}

/** A text that was noted at an address is handed on to be kept, at this one or another; until it is kept there, it is found at both. */
export function handTyped(text: string, from: string, to = from): void {
  const typed = typedAt(from)
  if (typed === null) return
  const { handed = [] } = typed
  write(prefix + to, { ...typed, handed: [...handed, text].slice(-mostHanded) })
  if (from !== to) write(prefix + from, { ...typed, movedTo: to })
}

/** This text is kept at an address: what was typed since was typed over it. */
export function typedIsKept(text: string, address: string): void {
  drop((typed) => typed.text === text || typed.movedTo === address)
  const since = typedAt(address)
  if (since)
    write(prefix + address, {
      ...since,
      over: text,
      handed: since.handed?.filter((each) => each !== text) ?? [],
    })
}

/** This text is not wanted any more, wherever it was typed. */
export const dropTyped = (text: string): void => drop((typed) => typed.text === text)

function drop(isDropped: (typed: Typed) => boolean): void {
  try {
    for (const key of Object.keys(sessionStorage)) {
      const typed = key.startsWith(prefix) ? read(key) : null
      if (typed && isDropped(typed)) sessionStorage.removeItem(key)
    }
  } catch {
    // Nothing was noted.
  }
}

function write(key: string, typed: Typed): void {
  try {
    sessionStorage.setItem(key, JSON.stringify(typed))
  } catch {
    // Where nothing is kept, nothing is noted.
  }
}
