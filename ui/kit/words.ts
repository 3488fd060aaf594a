/** Small pieces of English. */

/** `1 client`, `2 clients`, `2 mongos`. */
export function count(number: number, noun: string): string {
  return `${number} ${plural(number, noun)}`
}

/** The noun for so many of it. */
export function plural(number: number, noun: string): string {
  return number === 1 || noun.endsWith('s') ? noun : `${noun}s`
}

/** `c1`, `c1 and c2`, `c1, c2 and c3`; of many, the first and the last. */
export function list(names: readonly string[], most = 6): string {
  if (names.length > most) return `${names.slice(0, 2).join(', ')} … ${names.at(-1)}`
  if (names.length < 2) return names.join('')
  return `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`
}

/** With a capital, as a sentence begins. */
export function sentence(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
