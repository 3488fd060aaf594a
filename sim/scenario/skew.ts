/** How far releases may be apart, and how many different ones may run at once. */
import { type Inquiry, type Path, valueOr } from './finding.ts'
import type { Mixture, Role, Skew } from './model.ts'
import { namesOf } from './names.ts'
import { parseCount } from './number.ts'
import type { ScenarioFile } from './schema.ts'
import type { MixtureFile, SkewFile } from './schema-cluster.ts'
import { checkSource } from './source.ts'

/** No protocol has more versions. */
const most = 1_000

/** Resolves the rules under `skew`. Reports unknown names, numbers that are none, and rules that say nothing. */
export function resolveSkew(
  file: ScenarioFile,
  roles: readonly Role[],
  sources: readonly string[],
  inquiry: Inquiry,
): { readonly skew: readonly Skew[]; readonly mixtures: readonly Mixture[] } {
  const skew: Skew[] = []
  const mixtures: Mixture[] = []
  for (const [i, said] of (file.skew ?? []).entries()) {
    const path = ['skew', i]
    checkSource(said.source, sources, path, inquiry)
    if ('among' in said) mixtures.push(resolveMixture(said, roles, path, inquiry))
    else skew.push(resolveDistance(said, roles, path, inquiry))
  }
  return { skew, mixtures }
}

function resolveDistance(said: SkewFile, roles: readonly Role[], path: Path, inquiry: Inquiry): Skew {
  const names = roles.map(({ name }) => name)
  const of = namesOf(said.of, 'role', names, [...path, 'of'], inquiry)
  const against = namesOf(said.against, 'role', names, [...path, 'against'], inquiry)
  const own = roles.filter(({ name }) => of.includes(name))
  const releases = [...new Set(own.flatMap((role) => role.releases.map(({ name }) => name)))]
  const when =
    said.when === undefined || own.length === 0
      ? undefined
      : namesOf(said.when, `release of ${of.join(' or ')}`, releases, [...path, 'when'], inquiry)
  const older = placesOf(said.older, [...path, 'older'], inquiry)
  const newer = placesOf(said.newer, [...path, 'newer'], inquiry)
  if (isAny(said.older) && isAny(said.newer)) {
    const message = 'limits neither “older” nor “newer”, expected a whole number for one of them'
    inquiry.report(path, message, { at: 'key' })
  }
  return {
    of,
    against,
    ...(when && { when }),
    older,
    newer,
    over: said.over ?? 'every',
    effect: said.effect ?? 'fails',
    because: said.because ?? null,
    source: said.source ?? null,
  }
}

const isAny = (said: string | undefined) => said === undefined || said === 'any'

function placesOf(said: string | undefined, path: Path, inquiry: Inquiry): number | null {
  if (said === undefined || said === 'any') return null
  const read = parseCount(said, 0, most)
  return valueOr(inquiry, path, read.ok ? read : { ...read, message: `${read.message}, or any` }, null)
}

function resolveMixture(said: MixtureFile, roles: readonly Role[], path: Path, inquiry: Inquiry): Mixture {
  const names = roles.map(({ name }) => name)
  return {
    of: namesOf(said.among, 'role', names, [...path, 'among'], inquiry),
    most: valueOr(inquiry, [...path, 'releases'], parseCount(said.releases, 1, most), 1),
    effect: said.effect ?? 'fails',
    because: said.because ?? null,
    source: said.source ?? null,
  }
}
