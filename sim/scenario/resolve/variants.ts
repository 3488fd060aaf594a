/** The same scenario with something said otherwise. */
import { lookUp } from '#machines/look-up.ts'
import { unknownName } from '../../text/nearest.ts'
import type { Inquiry, KeyPath } from '../fault.ts'
import type { Scenario, Variant } from '../model.ts'
import type { ScenarioFile, VariantFile } from '../schema/scenario-file.ts'
import { checkShape } from '../schema/shape.ts'

/** The scenario itself, and whether nothing was wrong with it. */
interface Base {
  readonly scenario: Scenario
  readonly isSound: boolean
}

/**
 * Resolves the variants of `file`, each a whole scenario of its own. Reports roles, releases, calls, levels and operations
 * that the scenario does not have, variants that say nothing otherwise, and what is wrong with a scenario only as a variant says it.
 *
 * @param resolve resolves a whole file
 */
export function resolveVariants(
  file: ScenarioFile,
  base: Base,
  inquiry: Inquiry,
  resolve: (file: ScenarioFile, inquiry: Inquiry) => Scenario,
): readonly Variant[] {
  return inquiry.entries(['variants'], file.variants ?? {}).flatMap(([name, said]): Variant[] => {
    const path = ['variants', name]
    const { about, ...patch } = said
    if (Object.keys(patch).length === 0) {
      inquiry.report(path, 'says nothing otherwise, expected roles, calls, exceptions or another part', {
        at: 'key',
      })
      return []
    }
    if (!namesAreKnown(file, said, path, inquiry)) return []
    const { variants: _, ...plain } = file
    const merged = checkShape(merge({ ...plain, calls: spelledOut(file.calls) }, patch))
    const [fault] = merged.faults
    if (fault !== undefined || merged.file === null) {
      const place = placeOf(fault?.path ?? [], patch)
      inquiry.report([...path, ...place.path], `said like this, ${fault?.message}`, { at: 'key' })
      return []
    }
    let isSound = true
    const scenario = resolve(merged.file, {
      entries: (at, mapping) => mergedEntries(at, path, mapping, inquiry),
      report: (at, message, where) => {
        isSound = false
        const place = placeOf(at, patch)
        // What is wrong with the scenario itself was told there.
        if (!place.isSaid && !base.isSound) return
        if (place.isSaid) inquiry.report([...path, ...at], message, where)
        else inquiry.report([...path, ...place.path], `said like this, ${message}`, { at: 'key' })
      },
    })
    if (isSound && base.isSound && isSame(scenario, base.scenario)) {
      inquiry.report(path, 'comes to the same as the scenario itself, expected something that is otherwise', {
        at: 'key',
      })
    }
    return [{ name, about, scenario }]
  })
}

const isSame = (a: Scenario, b: Scenario) => JSON.stringify(a) === JSON.stringify(b)

/** A variant can only say otherwise what is there. */
function namesAreKnown(file: ScenarioFile, said: VariantFile, path: KeyPath, inquiry: Inquiry): boolean {
  let areKnown = true
  const check = (kind: string, name: string, names: readonly string[], at: KeyPath) => {
    if (names.includes(name)) return
    areKnown = false
    inquiry.report(at, unknownName(kind, name, names), { at: 'key' })
  }
  const parts = [
    { part: 'roles', what: 'release', own: file.roles, other: said.roles },
    { part: 'calls', what: 'call', own: file.calls ?? {}, other: said.calls },
  ] as const
  for (const { part, what, own, other = {} } of parts) {
    const names = inquiry.entries<object>([part], own).map(([role]) => role)
    for (const [role, items] of inquiry.entries<object>([...path, part], other)) {
      const at = [...path, part, role]
      check('role', role, names, at)
      const known = keysOf(inquiry, [part, role], lookUp<object>(own, role) ?? {})
      if (!names.includes(role)) continue
      for (const item of keysOf(inquiry, at, items)) check(`${what} of ${role}`, item, known, [...at, item])
    }
  }
  for (const part of ['levels', 'operations'] as const) {
    const names = keysOf(inquiry, [part], file[part] ?? {})
    const kind = part === 'levels' ? 'level' : 'operation'
    const at = [...path, part]
    for (const name of keysOf(inquiry, at, said[part] ?? {})) check(kind, name, names, [...at, name])
  }
  return areKnown
}

function keysOf(inquiry: Inquiry, path: KeyPath, mapping: object): string[] {
  // A release without a word about it is null, and counts.
  const marked = Object.fromEntries(Object.keys(mapping).map((key) => [key, true]))
  return inquiry.entries(path, marked).map(([key]) => key)
}

/** A call that is told by its version only, as the mapping that it stands for. */
function spelledOut(calls: ScenarioFile['calls']): ScenarioFile['calls'] {
  if (calls === undefined) return undefined
  return mapValues(calls, (own) =>
    mapValues(own, (call) => (typeof call === 'string' ? { since: call } : call)),
  )
}

const mapValues = <T, U>(mapping: Readonly<Record<string, T>>, change: (value: T) => U): Record<string, U> =>
  Object.fromEntries(Object.entries(mapping).map(([key, value]) => [key, change(value)]))

/** Mappings are merged; anything else stands instead of what was there. */
function merge(base: unknown, patch: unknown): unknown {
  if (!isMapping(base) || !isMapping(patch)) return patch
  const merged = new Map(Object.entries(base))
  for (const [key, value] of Object.entries(patch)) merged.set(key, merge(merged.get(key), value))
  return Object.fromEntries(merged)
}

function isMapping(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** The pairs of a merged mapping: those of the scenario in their order, then those that only the variant has. */
function mergedEntries<T>(
  at: KeyPath,
  variant: KeyPath,
  mapping: Readonly<Record<string, T>>,
  inquiry: Inquiry,
): [string, T][] {
  const pairs = new Map([...inquiry.entries(at, mapping), ...inquiry.entries([...variant, ...at], mapping)])
  return [...pairs]
}

/** How far a path leads into what a variant says, and whether that is the whole of it. */
function placeOf(path: KeyPath, patch: unknown): { path: KeyPath; isSaid: boolean } {
  let value = patch
  for (const [depth, key] of path.entries()) {
    const isThere = typeof value === 'object' && value !== null && Object.hasOwn(value, key)
    const next: unknown = isThere ? Reflect.get(value as object, key) : undefined
    if (next === undefined) return { path: path.slice(0, depth), isSaid: false }
    value = next
  }
  return { path, isSaid: path.length > 0 }
}
