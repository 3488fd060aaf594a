/** Lines of a text: where they begin and end, and how. */

/** How the lines of a text end: as the first of them does. */
export const lineEndOf = (text: string): '\n' | '\r\n' => (/\r?\n/.exec(text)?.[0] === '\r\n' ? '\r\n' : '\n')

/** Where the line of a place begins. */
export const startOfLine = (text: string, place: number): number =>
  place <= 0 ? 0 : text.lastIndexOf('\n', place - 1) + 1

/** Where the line of a place ends, before what ends it. */
export function endOfLine(text: string, place: number): number {
  const end = text.indexOf('\n', place)
  if (end < 0) return text.length
  return end > place && text[end - 1] === '\r' ? end - 1 : end
}
