/** Small pieces of English. */
import { capital, sayList } from '#sim/text/say-list.ts'

/** `c1`, `c1 and c2`, `c1, c2 and c3`; of many, the first and the last. */
export function list(names: readonly string[], most = 6): string {
  if (names.length > most) return `${names.slice(0, 2).join(', ')} … ${names.at(-1)}`
  return sayList(names)
}

/** As `capital`, but the name of a node with which a text begins, such as `c1`, stays as it is written. */
export function capitalButNodes(text: string): string {
  return /^[a-z]+\d/.test(text) ? text : capital(text)
}
