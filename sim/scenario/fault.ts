/** What is wrong with a scenario, told by the part of the file that it is about; `parse.ts` finds the place in the text. */

/** Keys and indices from the root of the file down to a value. */
export type KeyPath = readonly (string | number)[]

export interface Fault {
  readonly path: KeyPath
  readonly message: string
  /** Whether it is about the value at `path` or about the key that leads to it. */
  readonly at: 'key' | 'value'
  /** The part of the value's text that it is about. Null for the whole of it. */
  readonly within: string | null
  /** What it follows from. Another fault in there explains it. */
  readonly whole?: KeyPath
}

/** What came of reading a text in one of the shorthands: its value, or what is wrong with it. */
export type Read<T> = { readonly ok: true; readonly value: T } | Unreadable

export interface Unreadable {
  readonly ok: false
  readonly message: string
  /** The part of the text that is wrong. Null for the whole of it. */
  readonly within: string | null
}

/** A value that could be read. */
export function readable<T>(value: T): Read<T> {
  return { ok: true, value }
}

/** A value that could not be read, with what is wrong. `within` is the part of it that is to be marked. */
export function unreadable(message: string, within: string | null = null): Unreadable {
  return { ok: false, message, within }
}

/** What the parts of `resolve.ts` share while they go through one file. */
export interface Inquiry {
  /** The pairs of the mapping at `path`, in the order of the file. An object would put keys like `2` first. */
  readonly entries: <T>(path: KeyPath, mapping: Readonly<Record<string, T>>) => [string, T][]
  /** Notes a fault. The caller goes on with what it can, so that one reading finds every fault. */
  readonly report: (
    path: KeyPath,
    message: string,
    where?: { at?: 'key' | 'value'; within?: string | null; whole?: KeyPath },
  ) => void
}

/** Whether `path` leads to `whole` or into it. */
export function isWithin(path: KeyPath, whole: KeyPath): boolean {
  return whole.every((key, depth) => path[depth] === key)
}

/** The value of `read`, or `instead` after its fault is reported. */
export function valueOr<T>({ report }: Inquiry, path: KeyPath, read: Read<T>, instead: T): T {
  if (read.ok) return read.value
  report(path, read.message, { within: read.within })
  return instead
}
