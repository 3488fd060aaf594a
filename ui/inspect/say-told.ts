import type { Feeding } from '#sim/inspect/feed.ts'

/** How many machines there are, and how many of them an inspector is told of. */
export function sayTold({ filter, there, matching, told }: Feeding): string {
  const machines = `${there} machine${there === 1 ? '' : 's'}`
  if (filter.trim() === '') {
    return told < there ? `Told of ${told} of ${machines}: find or select others` : machines
  }
  const found = `${matching} of ${machines} found`
  return matching > told ? `${found}, told of ${told}` : found
}
