/** Which release each release of a role differs from: the one before it, or the one that it is like. */

import { unknownName } from '../../text/nearest.ts'
import type { Inquiry, KeyPath } from '../fault.ts'
import type { ReleaseFile } from '../schema/release.ts'

type Releases = readonly (readonly [string, ReleaseFile | null])[]

/**
 * The names of a role's releases, each with the one that it differs from: null for the first. They come in an order in
 * which that one always stands before. Reports releases that are like an unknown one, or like themselves by way of
 * others.
 */
export function ancestry(
  releases: Releases,
  path: KeyPath,
  inquiry: Inquiry,
): ReadonlyMap<string, string | null> {
  const names = releases.map(([name]) => name)
  const parents = new Map<string, string | null>()
  const isLike = new Set<string>()
  for (const [i, [name, said]] of releases.entries()) {
    const before = names[i - 1] ?? null
    const like = said?.like
    if (like !== undefined && !names.includes(like)) {
      inquiry.report([...path, name, 'like'], unknownName('release', like, names))
    }
    const isKnown = like !== undefined && names.includes(like)
    if (isKnown) isLike.add(name)
    parents.set(name, isKnown ? like : before)
  }

  const sorted = new Map<string, string | null>()
  for (const name of names) {
    const line: string[] = []
    let at: string | null = name
    while (at !== null && !sorted.has(at)) {
      const again = line.indexOf(at)
      if (again >= 0) {
        const circle = line.slice(again)
        const likes = circle.filter((each) => isLike.has(each))
        for (const each of likes)
          inquiry.report([...path, each, 'like'], sayCircle(circle, parents, isLike, each))
        for (const each of likes) parents.set(each, null)
        break
      }
      line.push(at)
      at = parents.get(at) ?? null
    }
    for (const each of line.toReversed()) sorted.set(each, parents.get(each) ?? null)
  }
  return sorted
}

/** Most circles are short; a long one is told by its beginning. */
const told = 4

function sayCircle(
  circle: readonly string[],
  parents: ReadonlyMap<string, string | null>,
  isLike: ReadonlySet<string>,
  first: string,
): string {
  const from = circle.indexOf(first)
  const turned = [...circle.slice(from), ...circle.slice(0, from)]
  if (turned.length === 1) return `${first} is like itself, expected another release`
  const links = turned.map(
    (name) => `${name} ${isLike.has(name) ? 'is like' : 'follows'} ${parents.get(name)}`,
  )
  const shown = links.length > told ? [...links.slice(0, told), 'and so on'] : links
  return `goes round in a circle: ${shown.join(', ')}`
}
