/** Sets of versions as people write them: `Z200`, `Z200..Z201`, `[Z200, Z201]`, `none`. */
import { type Inquiry, type KeyPath, type Read, readable, unreadable, valueOr } from '../fault.ts'
import { none, parseVersion, type Versions } from './versions.ts'

/** The versions that a text or a list names, oldest first, and how they were written. */
export interface Named {
  readonly form: 'none' | 'one' | 'range' | 'list'
  readonly names: readonly string[]
}

/**
 * Reads one version, or two with `..` between them that stand for all from the first to the second. Gives them
 * in the order of `versions`, or says which is unknown or that the range is the wrong way round.
 *
 * @internal tests ask it by itself
 */
export function parseRange(text: string, versions: Versions): Read<readonly string[]> {
  const cut = text.indexOf('..')
  if (cut < 0) {
    const one = parseVersion(text, versions)
    return one.ok ? readable([one.value]) : { ...one, within: null }
  }
  const oldest = parseVersion(text.slice(0, cut).trim(), versions)
  const newest = parseVersion(text.slice(cut + 2).trim(), versions)
  if (!oldest.ok) return oldest
  if (!newest.ok) return newest
  const from = versions.order.indexOf(oldest.value)
  const to = versions.order.indexOf(newest.value)
  if (from > to) {
    const right = `${newest.value}..${oldest.value}`
    return unreadable(
      `the range ${text} is the wrong way round, expected ${right}, ${versions.kind === undefined ? 'oldest' : 'lowest'} first`,
    )
  }
  return readable(versions.order.slice(from, to + 1))
}

/** The versions that `said` names. Reports what is unknown or named twice; null where anything is. */
export function resolveNamed(
  said: string | readonly string[],
  versions: Versions,
  path: KeyPath,
  inquiry: Inquiry,
): Named | null {
  if (typeof said === 'string') {
    if (said === none && !versions.order.includes(none)) return { form: 'none', names: [] }
    const names = valueOr(inquiry, path, parseRange(said, versions), null)
    return names && { form: said.includes('..') ? 'range' : 'one', names }
  }
  const named = new Set<string>()
  let isSound = true
  for (const [i, item] of said.entries()) {
    const range = valueOr(inquiry, [...path, i], parseRange(item, versions), null)
    isSound &&= range !== null
    const again = range?.find((version) => named.has(version))
    if (again !== undefined) {
      inquiry.report([...path, i], `found ${again} twice, expected each ${versions.kind ?? 'version'} once`)
    }
    for (const version of range ?? []) named.add(version)
  }
  return isSound ? { form: 'list', names: versions.order.filter((version) => named.has(version)) } : null
}
