/** How far releases may be apart, and how many different ones may run at once. */

import { quote } from '../../text/nearest.ts'
import { type Inquiry, type KeyPath, valueOr } from '../fault.ts'
import type { Mixture, Role, Scenario, Skew } from '../model.ts'
import { parseCount } from '../number.ts'
import { incomparable } from '../release-order.ts'
import type { MixtureFile, SkewFile } from '../schema/cluster.ts'
import type { ScenarioFile } from '../schema/scenario-file.ts'
import { namesOf } from './names.ts'
import { checkSource } from './source.ts'

/** No protocol has more versions. */
const most = 1_000

type Ordered = Pick<Scenario, 'roles' | 'versions' | 'releases'>

/** The common order of releases. Reports names of no release. */
export function resolveReleaseOrder(
  file: ScenarioFile,
  roles: readonly Role[],
  inquiry: Inquiry,
): readonly string[] | undefined {
  if (file.releases === undefined) return undefined
  const known = [...new Set(roles.flatMap((role) => role.releases.map(({ name }) => name)))]
  const order = namesOf(file.releases, 'release', known, ['releases'], inquiry)
  for (const { name, releases } of roles) {
    const own = releases.map((release) => release.name).filter((each) => order.includes(each))
    const late = own.find((each, i) => order.indexOf(own[i + 1] ?? each) < order.indexOf(each))
    const early = late && own[own.indexOf(late) + 1]
    if (late === undefined || early === undefined) continue
    const message = `found ${quote(early)} before ${quote(late)}, which ${name} lists the other way round`
    inquiry.report(['releases', order.indexOf(early)], message)
  }
  return order
}

/** Reports a rule about roles whose releases cannot be compared. */
function checkOrder(ordered: Ordered, of: readonly string[], path: KeyPath, inquiry: Inquiry): void {
  const found = incomparable(ordered, of)
  if (found === null) return
  const [first, second] = found.releases
  const which =
    first === second
      ? `${found.role} ${quote(first)} has no place among the releases that it is compared with`
      : found.isSame
        ? `${found.role} ${quote(first)} and ${quote(second)} cannot be told apart by what they offer`
        : `${found.role} lists ${quote(first)} before ${quote(second)}, and offers them the other way round`
  const expected = ordered.releases
    ? 'expected it under “releases”, after those that are older'
    : 'expected “releases” with all of them, oldest first'
  inquiry.report(path, `${which}, ${expected}`, { at: 'key' })
}

/** Resolves the rules under `skew`. Reports unknown names, numbers that are none, and rules that say nothing. */
export function resolveSkew(
  file: ScenarioFile,
  ordered: Ordered,
  sources: readonly string[],
  inquiry: Inquiry,
): { readonly skew: readonly Skew[]; readonly mixtures: readonly Mixture[] } {
  const skew: Skew[] = []
  const mixtures: Mixture[] = []
  for (const [i, said] of (file.skew ?? []).entries()) {
    const path = ['skew', i]
    checkSource(said.source, sources, path, inquiry)
    if ('among' in said) mixtures.push(resolveMixture(said, ordered, path, inquiry))
    else skew.push(resolveDistance(said, ordered, path, inquiry))
  }
  return { skew, mixtures }
}

function resolveDistance(said: SkewFile, ordered: Ordered, path: KeyPath, inquiry: Inquiry): Skew {
  const { roles } = ordered
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
  const compared = of.flatMap((one) => against.map((other) => [one, other]))
  const odd = compared.find((both) => incomparable(ordered, both) !== null)
  if (odd) checkOrder(ordered, odd, path, inquiry)
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

function placesOf(said: string | undefined, path: KeyPath, inquiry: Inquiry): number | null {
  if (said === undefined || said === 'any') return null
  const read = parseCount(said, 0, most)
  return valueOr(inquiry, path, read.ok ? read : { ...read, message: `${read.message}, or any` }, null)
}

function resolveMixture(said: MixtureFile, ordered: Ordered, path: KeyPath, inquiry: Inquiry): Mixture {
  const names = ordered.roles.map(({ name }) => name)
  const of = namesOf(said.among, 'role', names, [...path, 'among'], inquiry)
  checkOrder(ordered, of, path, inquiry)
  return {
    of,
    most: valueOr(inquiry, [...path, 'releases'], parseCount(said.releases, 1, most), 1),
    effect: said.effect ?? 'fails',
    because: said.because ?? null,
    source: said.source ?? null,
  }
}
