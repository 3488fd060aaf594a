/**
 * What somebody has typed and this browser has not kept yet: noted at once, for this tab, as a page may be left between two letters.
 * A database takes a moment, which a page that is left does not have.
 */

export interface Typed {
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

/** What its name begins with where it is noted. */
export const prefix = 'parley typed '

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

/** What is noted under a name. */
export const read = (key: string): Typed | null => JSON.parse(sessionStorage.getItem(key) ?? 'null')
