/** A fault in a scenario file, at its place in the text. */

export interface PlacedFault {
  readonly file: string
  /** Counted from 1. */
  readonly line: number
  /** Counted from 1, in UTF-16 code units. */
  readonly column: number
  /** The part of the file that it is about, such as `roles.client["ZODB-3.1"].accepts`. Empty for the file itself. */
  readonly path: string
  /** What was found, what was expected, and the nearest valid name. */
  readonly message: string
}

/** How much of a long line is shown, and how much of that stands before the caret at most. */
const width = 100
const before = 60

/**
 * The faults as text for people: `file:line:column: message`, the line of `text` (what the faults were found
 * in) and a caret under the place. Control characters of the file do not reach the terminal.
 */
export function formatFaults(faults: readonly PlacedFault[], text: string): string {
  const lines = text.split('\n')
  return faults.map((fault) => formatFault(fault, lines[fault.line - 1] ?? '')).join('\n\n')
}

function formatFault({ file, line, column, message }: PlacedFault, source: string): string {
  const cut = Math.max(0, column - 1 - before)
  const shown = printable(source.slice(cut, cut + width)).trimEnd()
  const left = cut > 0 ? '…' : ''
  const right = cut + width < source.trimEnd().length ? '…' : ''
  const margin = `${line} | `
  const caret = ' '.repeat(margin.length + left.length + column - 1 - cut)
  const head = printable(`${file}:${line}:${column}: ${message}`)
  return shown === '' ? head : `${head}\n${margin}${left}${shown}${right}\n${caret}^`
}

/** Tabs and other control characters are one column wide here, and do nothing. */
function printable(text: string): string {
  return text.replaceAll('\t', ' ').replace(/[\p{Cc}\p{Cf}]/gu, '�')
}
