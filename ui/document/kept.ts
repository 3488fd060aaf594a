/** What is kept of a document of one's own, in this browser and in a `.parley` file. */
import type { Wire } from '#ui/share/wire.ts'

/** Counted up where an older page would lose something. */
export const keptForm = 1

/** What there is to choose a document by. */
export interface KeptHead {
  readonly id: string
  readonly form: number
  /** What somebody has called it; null where nobody has. */
  readonly name: string | null
  /** By which number it is told apart from others that were called the same, as long as it is. */
  readonly number?: { readonly of: string; readonly count: number }
  /** What its file is called, and what its scenario is; that is empty where it cannot be read. */
  readonly file: string
  readonly title: string
  /** When it was changed last, in milliseconds since 1970, by the clock of this machine. */
  readonly changedAt: number
}

/** What it says, and what is done with it. */
export interface KeptContent {
  readonly text: string
  /** What stands in its place and could not be read when it was kept; see `Session`. */
  readonly draft?: string
  /** Null where nothing was done yet. */
  readonly wire: KeptWire | null
  /** What it said when it was saved last, as `markOf` says it; null where it never was. */
  readonly saved: string | null
}

/** A session as a link says it, with the view of it. */
export type KeptWire = Omit<Wire, 'own'>

/** What was done with it, in its order. */
export interface KeptHistory {
  /** Every text that it had, as far as the history goes, and what stood in the place of one. */
  readonly texts: readonly string[]
  /** Sessions, each with the number of its text, and of its draft. */
  readonly entries: readonly { readonly text: number; readonly draft?: number; readonly wire: KeptWire }[]
  /** Which of them was shown. */
  readonly current: number
}

export interface KeptDocument extends KeptHead, KeptContent {
  /** Null where there is none, or it is not known whether there is: then what was kept of it stays. */
  readonly history: KeptHistory | null
}

/** What there is to call a document by. */
export const calledOf = ({
  number,
  ...head
}: Pick<KeptHead, 'name' | 'number' | 'title' | 'file'>): string => {
  const called = namedOf(head)
  return number?.of === called ? `${called} (${number.count})` : called
}

/** The same, without the number that tells it apart from others. */
export const namedOf = ({ name, title, file }: Pick<KeptHead, 'name' | 'title' | 'file'>): string =>
  name ?? (title === '' ? file : title)
