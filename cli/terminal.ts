/** The terminal that an answer is written for: its colours and its width. */
import { styleText } from 'node:util'

export type Style = Parameters<typeof styleText>[0]

export interface Terminal {
  /** Text in a style, or as it is where there are no colours. Pad before you paint: paint has no width. */
  readonly paint: (text: string, ...styles: Style[]) => string
  /** Columns to write in. Infinite where the output is not a terminal: what reads it there wants whole lines. */
  readonly width: number
}

/** Longer lines are hard to read on any screen. */
const widest = 110

/** How a stream is written to: with colours and so many columns where it is a terminal, plainly elsewhere. */
export function terminalOf(stream: NodeJS.WriteStream): Terminal {
  return {
    // Node looks at NO_COLOR, FORCE_COLOR and whether this is a terminal, but for lists of styles it does not (20.20).
    paint: (text, ...styles) =>
      styles.reduce((painted, style) => styleText(style, painted, { stream }), text),
    width: stream.isTTY ? Math.min(stream.columns || widest, widest) : Infinity,
  }
}

/** Text of a scenario or of the command line, without what would make a terminal do something. */
export function harmless(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}]/gu, '�')
}

/** Breaks a text into lines. Every line after the first begins with `indent` blanks, which count. */
export function wrap(text: string, width: number, indent: number): string {
  const lines: string[] = []
  let line = ''
  for (const word of text.split(' ')) {
    const room = Math.max(width - indent, 20)
    if (line !== '' && line.length + 1 + word.length > room) {
      lines.push(line)
      line = word
    } else {
      line = line === '' ? word : `${line} ${word}`
    }
  }
  return [...lines, line].join(`\n${' '.repeat(indent)}`)
}

/** Puts rows into columns, `gap` blanks apart. What is painted is given with `paint`, after its width was taken. */
export function align(rows: readonly (readonly Cell[])[], gap = 2): string[] {
  const widths: number[] = []
  for (const row of rows) {
    for (const [i, { text }] of row.entries()) widths[i] = Math.max(widths[i] ?? 0, text.length)
  }
  return rows.map((row) =>
    row
      .map(({ text, right, paint = (plain) => plain }, i) => {
        const blank = ' '.repeat((widths[i] ?? 0) - text.length)
        return right ? blank + paint(text) : paint(text) + (i < row.length - 1 ? blank : '')
      })
      .join(' '.repeat(gap)),
  )
}

export interface Cell {
  readonly text: string
  /** Whether it stands at the right of its column. */
  readonly right?: boolean
  readonly paint?: (text: string) => string
}
