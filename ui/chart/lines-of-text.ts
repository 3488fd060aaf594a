interface Room {
  readonly width: number
  readonly lines: number
  /** Of the type. */
  readonly size: number
  readonly weight: 'regular' | 'bold'
}

/** Breaks words into lines, as nothing in SVG does. What is too much for the last line ends in dots. */
export function linesOfText(text: string, room: Room): readonly string[] {
  const words = text.split(/\s+/).filter(Boolean)
  const lines: string[] = []
  for (const [index, word] of words.entries()) {
    const line = lines.at(-1)
    const longer = line === undefined ? word : `${line} ${word}`
    const isLastLine = lines.length >= room.lines
    const more = isLastLine && index < words.length - 1 ? ' …' : ''
    if (line !== undefined && widthOf(longer + more, room) <= room.width) lines[lines.length - 1] = longer
    else if (!isLastLine) lines.push(word)
    else return [...lines.slice(0, -1), `${line ?? ''} …`].slice(0, room.lines)
  }
  return lines
}

/** A generous guess, as fonts differ and some readers have none of those that are asked for. */
function widthOf(text: string, { size, weight }: Room): number {
  const ems = [...text].reduce((sum, letter) => sum + widthOfLetter(letter), 0)
  return ems * size * (weight === 'bold' ? 1.12 : 1)
}

function widthOfLetter(letter: string): number {
  if (/[iljtfr.,:;'’|! ]/.test(letter)) return 0.34
  return /[mwMW…]/.test(letter) ? 0.88 : /[A-Z]/.test(letter) ? 0.62 : 0.56
}
