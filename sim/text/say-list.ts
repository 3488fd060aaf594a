/** Small pieces of English that several explanations share. */

/** `a`, `a and b`, `a, b and c`. */
export function sayList(items: readonly string[]): string {
  return items.length < 2 ? items.join() : `${items.slice(0, -1).join(', ')} and ${items.at(-1)}`
}

/** `1 client`, `2 clients`, `2 mongos`. */
export function sayCount(count: number, noun: string): string {
  return `${count} ${plural(count, noun)}`
}

/** The noun for so many of it. */
export function plural(count: number, noun: string): string {
  return count === 1 || noun.endsWith('s') ? noun : `${noun}s`
}

/** With a capital, as a sentence begins. */
export const capital = (text: string) => `${text.charAt(0).toUpperCase()}${text.slice(1)}`

/** More names than these are a number to the reader. */
const mostNames = 8

/** `c1 and c2`; of many the first, the last, and how many. */
export function sayMany(names: readonly string[]): string {
  if (names.length <= mostNames) return sayList(names)
  return `${names[0]} … ${names.at(-1)} (${names.length} in all)`
}
