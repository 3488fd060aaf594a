/**
 * What somebody has typed and this browser has not kept yet: noted at once, for this tab, as a page may be left between two letters.
 * A database takes a moment, which a page that is left does not have.
 */

interface Typed {
  readonly text: string
  /** What its file is called. */
  readonly file: string
  /** What is kept, over which it was typed: if something else is by then, another tab has written in it. */
  readonly over: string
  /** What was handed on meanwhile to be kept: it may be, without that having been heard. */
  readonly handed?: readonly string[]
  /** Where it stands from now on, once the page shows that address. */
  readonly movedTo?: string
}

const prefix = 'parley typed '

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

/** The address that the page shows. */
export const addressHere = (): string => location.hash.slice(1)

/** What was typed at an address and not kept, over the text that is kept there; null where there is nothing of it. */
export function typedAt(address: string): Typed | null {
  try {
    return read(prefix + address)
  } catch {
    return null
  }
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

const read = (key: string): Typed | null => JSON.parse(sessionStorage.getItem(key) ?? 'null')

function write(key: string, typed: Typed): void {
  try {
    sessionStorage.setItem(key, JSON.stringify(typed))
  } catch {
    // Where nothing is kept, nothing is noted.
  }
}
