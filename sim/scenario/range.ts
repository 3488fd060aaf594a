/** Sets of versions as people write them: `Z200`, `Z200..Z201`, `[Z200, Z201]`. */
import { type Read, readable, unreadable } from './finding.ts'
import { unknownName } from './nearest.ts'

/**
 * Reads one version, or two with `..` between them that stand for all from the first to the second. Gives them
 * in the order of `versions`, or says which is unknown or that the range is the wrong way round.
 */
export function parseRange(text: string, versions: readonly string[]): Read<readonly string[]> {
  const cut = text.indexOf('..')
  if (cut < 0) {
    return versions.includes(text) ? readable([text]) : unreadable(unknownName('version', text, versions))
  }
  const oldest = text.slice(0, cut).trim()
  const newest = text.slice(cut + 2).trim()
  for (const end of [oldest, newest]) {
    if (!versions.includes(end)) return unreadable(unknownName('version', end, versions), end || null)
  }
  const from = versions.indexOf(oldest)
  const to = versions.indexOf(newest)
  if (from > to) {
    return unreadable(`the range ${text} is the wrong way round, expected ${newest}..${oldest}, oldest first`)
  }
  return readable(versions.slice(from, to + 1))
}
