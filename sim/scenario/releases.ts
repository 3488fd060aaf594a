/** The roles of a scenario and their releases, each of which says only what it does otherwise than the one before. */
import type { EndRules } from '#machines/rules.ts'
import { type Inquiry, type Path, valueOr } from './finding.ts'
import { labelsOf } from './label.ts'
import type { Release, Role } from './model.ts'
import { allOf, unknownName } from './nearest.ts'
import { parseRange } from './range.ts'
import type { ReleaseFile, ScenarioFile } from './schema.ts'

/** Resolves every role. Reports unknown versions and sources, and what a first release leaves open. */
export function resolveRoles(
  file: ScenarioFile,
  versions: readonly string[],
  sources: readonly string[],
  inquiry: Inquiry,
): readonly Role[] {
  return inquiry.entries(['roles'], file.roles).map(([role, releases]) => {
    const path = ['roles', role]
    const entries = inquiry.entries(path, releases)
    const labels = labelsOf(entries.map(([name]) => name))
    let before: EndRules | null = null
    const resolved = entries.map(([name, said]): Release => {
      const rules = resolveRules(said ?? {}, before, versions, [...path, name], inquiry)
      before = rules
      const source = said?.source ?? null
      if (source !== null && !sources.includes(source)) {
        inquiry.report([...path, name, 'source'], unknownName('source', source, sources))
      }
      return {
        name,
        label: said?.label ?? labels.get(name) ?? name,
        about: said?.about ?? null,
        rules,
        source,
        note: said?.note ?? null,
      }
    })
    return { name: role, releases: resolved }
  })
}

/** Nobody can guess these for the first release of a role. */
const required = ['speaks', 'offers', 'accepts'] as const

function resolveRules(
  said: ReleaseFile,
  before: EndRules | null,
  versions: readonly string[],
  path: Path,
  inquiry: Inquiry,
): EndRules {
  const missing = before === null ? required.filter((key) => said[key] === undefined) : []
  if (missing.length > 0) {
    inquiry.report(path, `the first release of a role must say ${allOf(missing)}`, { at: 'key' })
  }
  if (said.offers !== undefined && !versions.includes(said.offers)) {
    inquiry.report([...path, 'offers'], unknownName('version', said.offers, versions))
  }
  const accepts =
    said.accepts === undefined
      ? before?.accepts
      : resolveRange(said.accepts, versions, [...path, 'accepts'], inquiry)
  const speaks = said.speaks ?? before?.speaks ?? 'at once'
  return {
    versions,
    speaks,
    offers: said.offers ?? before?.offers ?? versions[0] ?? '',
    answers: said.answers ?? before?.answers ?? 'theirs',
    accepts: accepts ?? [],
    otherwise: said.otherwise ?? before?.otherwise ?? 'close',
    meanwhile: said.meanwhile ?? before?.meanwhile ?? (speaks === 'at once' ? 'send' : 'queue'),
  }
}

/** The versions that `said` names, in the protocol's order. */
function resolveRange(
  said: string | readonly string[],
  versions: readonly string[],
  path: Path,
  inquiry: Inquiry,
): readonly string[] {
  if (typeof said === 'string') return valueOr(inquiry, path, parseRange(said, versions), [])
  const named = new Set<string>()
  for (const [i, item] of said.entries()) {
    const range = valueOr(inquiry, [...path, i], parseRange(item, versions), [])
    const again = range.find((version) => named.has(version))
    if (again !== undefined) {
      inquiry.report([...path, i], `found ${again} twice, expected each version once`)
    }
    for (const version of range) named.add(version)
  }
  return versions.filter((version) => named.has(version))
}
