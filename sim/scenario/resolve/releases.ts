/** The roles of a scenario and their releases, each of which says only what it does otherwise than another one. */

import { allOf } from '../../text/nearest.ts'
import type { Inquiry, KeyPath } from '../fault.ts'
import type { Call, Level, Link, Release, Role } from '../model.ts'
import type { ReleaseFile, RulesFile } from '../schema/release.ts'
import type { ScenarioFile } from '../schema/scenario-file.ts'
import { ancestry } from './ancestry.ts'
import { atLevels, readAtLevels, type SaidLevels } from './at-level.ts'
import { contradictions, type RuleKey } from './contradictions.ts'
import { endRules, type SaidRules, usualRules } from './end-rules.ts'
import { labelsOf } from './label.ts'
import { readLevels } from './levels.ts'
import { type Places, placesOf, spread } from './places.ts'
import { readPlaces, type SaidPlaces } from './said-places.ts'
import { readRules } from './said-rules.ts'
import { readServices, type SaidServices, services } from './serves.ts'
import { checkSource } from './source.ts'
import type { Versions } from './versions.ts'

/** What the releases of a scenario refer to. */
export interface Surroundings {
  readonly versions: Versions
  readonly sources: readonly string[]
  readonly links: readonly Link[]
  readonly calls: readonly Call[]
  readonly levels: readonly Level[]
}

/** What a release does, with what it has from the one that it differs from. */
interface Layer {
  readonly rules: SaidRules
  readonly as: SaidPlaces
  readonly services: SaidServices
  /** The values of levels that it can run at. */
  readonly levels: ReadonlyMap<string, readonly string[]>
  readonly with: SaidLevels
  /** Whether nothing was wrong with it, so that it can be looked at as a whole. */
  readonly isSound: boolean
}

/** Of a release that goes round in a circle. */
const unknown: Layer = {
  rules: {},
  as: new Map(),
  services: {},
  levels: new Map(),
  with: new Map(),
  isSound: false,
}

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
      layers.set(name, addLayer(own, before, { ...surroundings, role, places }, [...path, name], inquiry))
    }
    const resolved = entries.map(([name, own]): Release => {
      checkSource(own?.source, surroundings.sources, [...path, name], inquiry)
      return {
        name,
        label: own?.label ?? labels.get(name) ?? name,
        about: own?.about ?? null,
        ...releaseRules(layers.get(name) ?? unknown, places, surroundings),
        ...(own?.['way back'] && { wayBack: own['way back'] }),
        source: own?.source ?? null,
        note: own?.note ?? null,
      }
    })
    return { name: role, releases: resolved }
  })
}

/** Nobody can guess these for the first release of a role. */
const required = ['speaks', 'offers', 'accepts'] as const

/** The releases of one role, and what they refer to. */
interface OfRole extends Surroundings {
  readonly role: string
  readonly places: Places
}

function addLayer(
  said: ReleaseFile,
  before: Layer | null,
  ofRole: OfRole,
  path: KeyPath,
  outer: Inquiry,
): Layer {
  const { role, places, versions, calls, levels } = ofRole
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
  const as = readPlaces(said.as, before?.as ?? unknown.as, role, places, versions, [...path, 'as'], inquiry)
  const ownServices = readServices(said, role, calls, path, inquiry)
  const served = { ...before?.services, ...ownServices }
  if (ownServices.reads !== undefined && served.writes === undefined) {
    inquiry.report([...path, 'data'], noForm, { at: 'key' })
  }
  const layer = {
    rules,
    as,
    services: served,
    levels: new Map([
      ...(before?.levels ?? []),
      ...readLevels(said.levels, role, levels, [...path, 'levels'], inquiry),
    ]),
    with: readAtLevels(said.with, before?.with ?? unknown.with, ofRole, [...path, 'with'], inquiry),
  }
  if (isSound) checkTogether(said, layer, versions, path, inquiry)
  return { ...layer, isSound }
}

const noForm = 'found no “writes”, expected the form in which it writes data'

/** Reports rules of a release that are right one by one and cannot be meant together. */
function checkTogether(
  said: ReleaseFile,
  { rules, as, services: served, with: atLevel }: Omit<Layer, 'isSound'>,
  versions: Versions,
  path: KeyPath,
  inquiry: Inquiry,
): void {
  const check = (all: SaidRules, saidHere: RulesFile, at: KeyPath) => {
    for (const { keys, message } of contradictions(endRules(all, versions), all)) {
      // What it has from another release was told there.
      const key = keys.find((each: RuleKey) => saidHere[each] !== undefined)
      if (key !== undefined) inquiry.report([...at, key], message, { whole: path })
    }
  }
  check(rules, said, path)
  for (const [place, there] of inquiry.entries([...path, 'as'], said.as ?? {})) {
    check({ ...rules, ...as.get(place) }, there, [...path, 'as', place])
  }
  for (const [level, values] of inquiry.entries([...path, 'with'], said.with ?? {})) {
    for (const [value, there] of inquiry.entries([...path, 'with', level], values)) {
      const at = [...path, 'with', level, value]
      const otherwise = atLevel.get(level)?.get(value)
      check({ ...rules, ...otherwise?.rules }, there, at)
      for (const [place, here] of inquiry.entries([...at, 'as'], there.as ?? {})) {
        const all = { ...rules, ...as.get(place), ...otherwise?.rules, ...otherwise?.as.get(place) }
        check(all, here, [...at, 'as', place])
      }
      if (there.data?.reads !== undefined && (otherwise?.data.writes ?? served.writes) === undefined) {
        inquiry.report([...at, 'data'], noForm, { at: 'key' })
      }
    }
  }
}

function releaseRules(layer: Layer, places: Places, { versions, levels }: Surroundings) {
  const as = Object.fromEntries(
    Array.from(spread(layer.as, places), ([place, said]) => [
      place,
      endRules({ ...layer.rules, ...said }, versions),
    ]),
  )
  const otherwise = atLevels(layer, places, versions, levels)
  return {
    rules: endRules(layer.rules, versions),
    ...(Object.keys(as).length > 0 && { as }),
    ...services(layer.services),
    ...(layer.levels.size > 0 && { levels: Object.fromEntries(layer.levels) }),
    ...(otherwise.length > 0 && { with: otherwise }),
  }
}
