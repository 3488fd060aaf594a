/** Makes a scenario out of a file of the right shape: fills in defaults, spells shorthands out, checks every name. */

import { quote, unknownName } from '../../text/nearest.ts'
import { parseDuration } from '../duration.ts'
import { type Inquiry, valueOr } from '../fault.ts'
import { parseLatency, parseLogNormal } from '../latency.ts'
import {
  type Absence,
  absences,
  type Latency,
  type Scenario,
  type ServiceRules,
  type Timing,
  type Upgrade,
} from '../model.ts'
import { keepsData, releasesOf } from '../release.ts'
import type { ScenarioFile } from '../schema/scenario-file.ts'
import { resolveCalls, resolveTraffic } from './calls.ts'
import { checkNames } from './clashes.ts'
import { resolveNodes } from './cluster.ts'
import { resolveExceptions } from './exceptions.ts'
import { resolveLevels } from './levels.ts'
import { resolveLinks } from './links.ts'
import { resolveOperations } from './operations.ts'
import { resolvePaths } from './paths.ts'
import { resolveProvisos } from './provisos.ts'
import { resolveRoles } from './releases.ts'
import { resolveService } from './service.ts'
import { resolveReleaseOrder, resolveSkew } from './skew.ts'
import { resolveSources } from './source.ts'
import { resolveUpgrade } from './upgrade.ts'
import { resolveVariants } from './variants.ts'
import { namedTwice, resolveVersions } from './versions.ts'
import { checkEffects } from './without-effect.ts'

/** Unless a scenario says otherwise. A client whose first retry finds a node down comes again 5 s later. */
const usualTiming: Timing = { drain: 200, down: 1_000, start: 300, settle: 6_000 }
const usualLatency: Latency = { kind: 'fixed', ms: 10 }

/** Resolves `file` and its variants. Its faults go to `inquiry`; the scenario is of use only if there are none. */
export function resolveScenario(file: ScenarioFile, name: string, inquiry: Inquiry): Scenario {
  let isSound = true
  const scenario = resolveOne(file, name, {
    ...inquiry,
    report: (...fault) => {
      isSound = false
      inquiry.report(...fault)
    },
  })
  const variants = resolveVariants(file, { scenario, isSound }, inquiry, (otherwise, inner) =>
    resolveOne(otherwise, name, inner),
  )
  return variants.length === 0 ? scenario : { ...scenario, variants }
}

function resolveOne(file: ScenarioFile, name: string, inquiry: Inquiry): Scenario {
  const versions = resolveVersions(file, inquiry)
  const known = resolveSources(file, inquiry)
  const sources = known.map(({ id }) => id)
  const links = resolveLinks(file, inquiry)
  const calls = resolveCalls(file, { versions, sources, links }, inquiry)
  const levels = resolveLevels(file, sources, inquiry)
  const operations = resolveOperations(file, sources, inquiry)
  const declared = resolveRoles(file, { versions, sources, links, calls, levels }, inquiry)
  const roles = resolvePaths(file, declared, inquiry)
  checkEffects(file, { roles, links }, inquiry)
  const traffic = resolveTraffic(file, calls, links, inquiry)
  const exceptions = resolveExceptions(file, { versions, sources, links, roles }, inquiry)
  const { nodes, areKnown } = resolveNodes(file, roles, links, inquiry)
  const releases = resolveReleaseOrder(file, roles, inquiry)
  const ordered = { roles, versions: versions.order, ...(releases && { releases }) }
  const { skew, mixtures } = resolveSkew(file, ordered, sources, inquiry)
  const service = resolveService(file, { nodes, areKnown }, inquiry)
  const timing = resolveTiming(file, inquiry)
  const hasNo = resolveAbsences(file, { levels, skew, mixtures, service, roles }, inquiry)
  const provisos = resolveProvisos(file, { roles, sources }, inquiry)
  const parts = { roles, nodes, levels, operations }
  const areDistinct = checkNames(parts, inquiry)
  const upgrade = resolveUpgrade(file, parts, { nodes, areKnown: areKnown && areDistinct }, inquiry)
  return {
    name,
    title: file.title ?? name,
    about: file.about ?? '',
    sources: known,
    versions: versions.order,
    roles,
    ...(releases && { releases }),
    links,
    calls,
    traffic,
    nodes,
    latency: resolveLatency(file, inquiry),
    timing,
    upgrade,
    until:
      file.until === undefined
        ? usualEnd(timing, upgrade)
        : valueOr(inquiry, ['until'], parseDuration(file.until, 1), 1),
    ...(exceptions.length > 0 && { exceptions }),
    ...(levels.length > 0 && { levels }),
    ...(operations.length > 0 && { operations }),
    ...(skew.length > 0 && { skew }),
    ...(mixtures.length > 0 && { mixtures }),
    ...(service && { service }),
    ...(Object.keys(hasNo).length > 0 && { hasNo }),
    ...(provisos.length > 0 && { provisos }),
  }
}

/** What the system, or some of its roles, has none of. Reports what they have all the same. */
function resolveAbsences(
  file: ScenarioFile,
  parts: AbsenceParts,
  inquiry: Inquiry,
): NonNullable<Scenario['hasNo']> {
  const said = file['has no'] ?? []
  const path = ['has no']
  const names = parts.roles.map(({ name }) => name)
  const found = new Map<Absence, readonly string[]>()
  if (typeof said === 'string' || Array.isArray(said)) {
    for (const [i, absence] of [said].flat().entries()) {
      const at = typeof said === 'string' ? path : [...path, i]
      const isThere = names.some((role) => isSaidOf(parts, absence, role))
      if (isThere) inquiry.report(at, `found ${quote(absence)}, which this scenario has`)
      else if (found.has(absence)) inquiry.report(at, namedTwice(absence))
      else found.set(absence, names)
    }
    return Object.fromEntries(found)
  }
  for (const absence of absences) {
    const of = said[absence]
    if (of === undefined) continue
    const own = [of].flat()
    for (const [i, role] of own.entries()) {
      const at = typeof of === 'string' ? [...path, absence] : [...path, absence, i]
      if (!names.includes(role)) inquiry.report(at, unknownName('role', role, names))
      else if (own.indexOf(role) < i) inquiry.report(at, namedTwice(role))
      else if (isSaidOf(parts, absence, role)) {
        inquiry.report(at, `found ${quote(role)}, of which this scenario has ${absence}`)
      }
    }
    found.set(absence, own)
  }
  return Object.fromEntries(found)
}

type AbsenceParts = Pick<Required<Scenario>, 'levels' | 'skew' | 'mixtures' | 'roles'> & {
  readonly service: ServiceRules | null
}

/** Whether a scenario says anything of this kind about a role. */
function isSaidOf(
  { levels, skew, mixtures, service, roles }: AbsenceParts,
  absence: Absence,
  role: string,
): boolean {
  switch (absence) {
    case 'levels':
      return levels.some(({ members }) => members.includes(role))
    case 'data':
      return keepsData(releasesOf({ roles }, role))
    case 'skew':
      return (
        skew.some(({ of, against }) => of.includes(role) || against.includes(role)) ||
        mixtures.some(({ of }) => of.includes(role))
      )
    case 'service':
      return (
        [...(service?.quorum ?? []), ...(service?.connected ?? [])].includes(role) ||
        Object.hasOwn(service?.floor ?? {}, role)
      )
  }
}

function resolveLatency({ network }: ScenarioFile, inquiry: Inquiry): Latency {
  const path = ['network', 'latency']
  const said = network?.latency
  if (said === undefined) return usualLatency
  if (typeof said === 'string') return valueOr(inquiry, path, parseLatency(said), usualLatency)
  const { median, p99 } = parseLogNormal(said.median, said.p99)
  return {
    kind: 'log-normal',
    median: valueOr(inquiry, [...path, 'median'], median, 0),
    p99: valueOr(inquiry, [...path, 'p99'], p99, 0),
  }
}

function resolveTiming({ timing: said = {} }: ScenarioFile, inquiry: Inquiry): Timing {
  const read = (key: keyof Timing) => {
    const text = said[key]
    const usual = usualTiming[key]
    return text === undefined ? usual : valueOr(inquiry, ['timing', key], parseDuration(text), usual)
  }
  return { drain: read('drain'), down: read('down'), start: read('start'), settle: read('settle') }
}

/** The whole rollout and one more time to settle, rounded up to ten seconds, and at least half a minute. */
function usualEnd({ drain, down, start, settle }: Timing, { at, steps }: Upgrade): number {
  const end = at + steps.length * (drain + down + start + settle) + settle
  return Math.max(30_000, Math.ceil(end / 10_000) * 10_000)
}
