/** The roles of a scenario and their releases, each of which says only what it does otherwise than another one. */
import { ancestry } from './ancestry.ts'
import { contradictions, type RuleKey } from './contradictions.ts'
import { endRules, type SaidRules, usualRules } from './end-rules.ts'
import type { Inquiry, Path } from './finding.ts'
import { labelsOf } from './label.ts'
import type { Call, Link, Release, Role } from './model.ts'
import { allOf, unknownName } from './nearest.ts'
import { type Places, placesOf, spread } from './places.ts'
import { readRules } from './said-rules.ts'
import type { ScenarioFile } from './schema.ts'
import type { ReleaseFile, RulesFile } from './schema-release.ts'
import { readServices, type SaidServices, services } from './serves.ts'
import { checkSource } from './source.ts'
import type { Versions } from './versions.ts'

/** What the releases of a scenario refer to. */
export interface Surroundings {
  readonly versions: Versions
  readonly sources: readonly string[]
  readonly links: readonly Link[]
  readonly calls: readonly Call[]
}

/** What a release does, with what it has from the one that it differs from. */
interface Layer {
  readonly rules: SaidRules
  readonly as: ReadonlyMap<string, SaidRules>
  readonly services: SaidServices
  /** Whether nothing was wrong with it, so that it can be looked at as a whole. */
  readonly isSound: boolean
}

/** Of a release that goes round in a circle. */
const unknown: Layer = { rules: {}, as: new Map(), services: {}, isSound: false }

/** Resolves every role. Reports unknown names, what a first release leaves open, and rules that contradict each other. */
export function resolveRoles(
  file: ScenarioFile,
  surroundings: Surroundings,
  inquiry: Inquiry,
): readonly Role[] {
  return inquiry.entries(['roles'], file.roles).map(([role, releases]) => {
    const path = ['roles', role]
    const entries = inquiry.entries(path, releases)
    const labels = labelsOf(entries.map(([name]) => name))
    const places = placesOf(role, surroundings.links)
    const said = new Map(entries)
    const layers = new Map<string, Layer>()
    for (const [name, parent] of ancestry(entries, path, inquiry)) {
      const own = said.get(name) ?? {}
      const hasNone = parent === null && own.like === undefined
      const before = hasNone ? null : (layers.get(parent ?? '') ?? unknown)
      layers.set(name, addLayer(own, before, role, places, surroundings, [...path, name], inquiry))
    }
    const resolved = entries.map(([name, own]): Release => {
      checkSource(own?.source, surroundings.sources, [...path, name], inquiry)
      return {
        name,
        label: own?.label ?? labels.get(name) ?? name,
        about: own?.about ?? null,
        ...releaseRules(layers.get(name) ?? unknown, places, surroundings.versions),
        source: own?.source ?? null,
        note: own?.note ?? null,
      }
    })
    return { name: role, releases: resolved }
  })
}

/** Nobody can guess these for the first release of a role. */
const required = ['speaks', 'offers', 'accepts'] as const

function addLayer(
  said: ReleaseFile,
  before: Layer | null,
  role: string,
  places: Places,
  { versions, calls }: Surroundings,
  path: Path,
  outer: Inquiry,
): Layer {
  let isSound = before?.isSound ?? true
  const inquiry: Inquiry = {
    ...outer,
    report: (...fault) => {
      isSound = false
      outer.report(...fault)
    },
  }
  const missing = before === null ? required.filter((key) => said[key] === undefined) : []
  if (missing.length > 0) {
    inquiry.report(path, `the first release of a role must say ${allOf(missing)}`, { at: 'key' })
  }
  const own = readRules(said, versions, path, inquiry)
  const usual = usualRules(own)
  // What becomes of messages meanwhile goes with when an end speaks: who says the one anew means the usual other.
  const speaksAnew = own.speaks !== undefined && own.speaks !== before?.rules.speaks
  const rules = { ...(before?.rules ?? usual), ...(speaksAnew && { meanwhile: usual.meanwhile }), ...own }
  const as = new Map(before?.as)
  const ownPlaces = inquiry.entries([...path, 'as'], said.as ?? {})
  for (const [place, rulesThere] of ownPlaces) {
    const at = [...path, 'as', place]
    if (!places.has(place)) {
      const message = unknownName(`place of ${role}`, place, [...places.keys()])
      inquiry.report(at, message, { at: 'key', whole: ['links'] })
    }
    as.set(place, { ...as.get(place), ...readRules(rulesThere, versions, at, inquiry) })
  }
  const ownServices = readServices(said, role, calls, path, inquiry)
  const served = { ...before?.services, ...ownServices }
  if (ownServices.reads !== undefined && served.writes === undefined) {
    inquiry.report([...path, 'data'], 'found no “writes”, expected the form in which it writes data', {
      at: 'key',
    })
  }
  if (isSound) {
    const check = (all: SaidRules, saidHere: RulesFile, at: Path) => {
      for (const { keys, message } of contradictions(endRules(all, versions), all)) {
        // What it has from another release was told there.
        const key = keys.find((each: RuleKey) => saidHere[each] !== undefined)
        if (key !== undefined) inquiry.report([...at, key], message, { whole: path })
      }
    }
    check(rules, said, path)
    for (const [place, there] of ownPlaces) {
      check({ ...rules, ...as.get(place) }, there, [...path, 'as', place])
    }
  }
  return { rules, as, services: served, isSound }
}

function releaseRules(layer: Layer, places: Places, versions: Versions) {
  const as = Object.fromEntries(
    Array.from(spread(layer.as, places), ([place, said]) => [
      place,
      endRules({ ...layer.rules, ...said }, versions),
    ]),
  )
  return {
    rules: endRules(layer.rules, versions),
    ...(Object.keys(as).length > 0 && { as }),
    ...services(layer.services),
  }
}
