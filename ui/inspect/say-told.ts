import type { Feeding } from '#sim/inspect/feed.ts'
import { plural } from '#sim/text/say-list.ts'

/** How many machines there are, how many of them were found, and how many of those an inspector is told of. */
export function sayTold({ filter, there, matching, told }: Feeding): string {
  const all = `${number(there)} ${plural(there, 'machine')}`
  const found = filter.trim() === '' ? all : `${number(matching)} of ${all}`
  return matching > told ? `${found}; ${number(told)} are told of` : found
}

const number = (count: number) => count.toLocaleString('en')
