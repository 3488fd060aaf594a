/** What an end makes of its peer's word and what it would offer next, in plain code: see `brute-force.ts`. */
import type { EndRules } from '#machines/rules.ts'

export interface Choice {
  /** What it takes for agreed, or nothing if it does not accept. */
  readonly agreed: string | null
}

const refused: Choice = { agreed: null }

/**
 * @param said the peer's word: one version, a range, a list, flags, or nothing
 * @param again whether the peer was refused before
 */
export function choose(rules: EndRules, offers: string, said: string, again: boolean): Choice {
  const { accepts, versions } = rules
  const theirs = names(versions, said).map((name) => rules.reads?.[name] ?? name)
  const ours = names(versions, offers)
  const theirNewest = newest(versions, theirs)
  const ourNewest = newest(versions, ours) ?? newest(versions, accepts)

  const best = newest(versions, accepts)
  if (again && rules.detectsFallback && best !== null && isOlder(versions, theirNewest, best)) return refused

  const ifAccepted = (version: string | null): Choice =>
    version !== null && accepts.includes(version) ? { agreed: version } : refused

  switch (rules.answers) {
    case 'theirs':
      return ifAccepted(theirNewest)
    case 'lower':
      if (theirNewest === null || ourNewest === null) return refused
      return ifAccepted(isOlder(versions, ourNewest, theirNewest) ? ourNewest : theirNewest)
    case 'equal':
      return theirNewest === newest(versions, ours) ? ifAccepted(theirNewest) : refused
    case 'highest common':
      return ifAccepted(
        newest(
          versions,
          theirs.filter((name) => accepts.includes(name)),
        ),
      )
    case 'common flags': {
      const common = ours.filter((flag) => theirs.includes(flag))
      const lacks = (rules.requires ?? []).some((flag) => !common.includes(flag))
      const isStrange = theirs.some((flag) => !accepts.includes(flag))
      return lacks || (rules.refusesUnknownFlags && isStrange) ? refused : { agreed: common.join('+') }
    }
    case 'theirs or own newest':
      return theirNewest !== null && accepts.includes(theirNewest)
        ? { agreed: theirNewest }
        : ifAccepted(ourNewest)
    case 'own':
      return ifAccepted(ourNewest)
    case 'anything':
      return { agreed: '*' }
  }
}

/** What an end offers after a refusal, or nothing where it has nothing lower that it could speak. */
export function nextOffer(rules: EndRules, offers: string, supported: string): string | null {
  const { versions, accepts, whenRefused } = rules
  if (typeof whenRefused !== 'object') return null
  const offered = newest(versions, names(versions, offers))
  if (offered === null) return null
  const lower = accepts.filter((version) => isOlder(versions, version, offered))
  if (whenRefused.with === 'oldest') return lower[0] ?? null
  const named = names(versions, supported)
  const isHelpful = whenRefused.with === 'supported' && named.length > 0
  return newest(versions, isHelpful ? lower.filter((version) => named.includes(version)) : lower)
}

/** One name as it stands, two with a comma, and more as a range if none is left out. */
export function sayNames(versions: readonly string[], names: readonly string[]): string {
  const places = names.map((name) => versions.indexOf(name)).toSorted((a, b) => a - b)
  const [first = 0] = places
  const isRange = places.length > 2 && places.every((place, i) => place === first + i)
  const sorted = places.map((place) => versions[place])
  return isRange ? `${sorted[0]}..${sorted.at(-1)}` : sorted.join(', ')
}

/** The names in a text, oldest first. */
function names(versions: readonly string[], text: string): string[] {
  if (text === '') return []
  if (text.includes('..')) {
    const [from = '', to = ''] = text.split('..')
    return versions.slice(versions.indexOf(from), versions.indexOf(to) + 1)
  }
  const found = text.split(text.includes('+') ? '+' : ', ')
  return found.toSorted((a, b) => versions.indexOf(a) - versions.indexOf(b))
}

/** A name that the protocol does not know is older than all that it does. */
function newest(versions: readonly string[], names: readonly string[]): string | null {
  let found: string | null = null
  for (const name of names) if (found === null || isOlder(versions, found, name)) found = name
  return found
}

function isOlder(versions: readonly string[], a: string | null, b: string): boolean {
  return (a === null ? -1 : versions.indexOf(a)) < versions.indexOf(b)
}
