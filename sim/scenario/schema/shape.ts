/** Checks a file against the schema and says what is wrong in a person's words. */
import * as z from 'zod'
import { lookUp } from '#machines/look-up.ts'
import { nearest, oneOf, quote, sayMeant, unknownName } from '../../text/nearest.ts'
import type { Fault, KeyPath } from '../fault.ts'
import { faultOfMixedRule } from './cluster.ts'
import { shielded, unshielded, unshieldedKey } from './proto-key.ts'
import { type ScenarioFile, scenarioFile } from './scenario-file.ts'

export interface ShapeResult {
  /** The file without what `faults` are about. Null if too much of it is wrong to go on. */
  readonly file: ScenarioFile | null
  readonly faults: readonly Fault[]
}

/** More than anybody reads; so many of them come from no scenario at all. */
const mostFaults = 500

/**
 * Checks the shape of `value`. What is wrong by itself is reported and left out, so that the rest can be checked
 * further.
 */
export function checkShape(value: unknown): ShapeResult {
  const result = scenarioFile.safeParse(shielded(value), { error: namesOfKeys })
  if (result.success) return { file: unshielded(result.data), faults: [] }
  const all: ShapeFault[] = []
  for (const issue of result.error.issues) {
    if (all.length < mostFaults) all.push(...describe(issue, [], value))
  }
  const misspelt = all.filter(({ isUnknownKey }) => isUnknownKey).map(({ path }) => path)
  const faults = all.filter((fault) => !misspelt.some((key) => isMeantBy(key, fault)))
  const dispensable = faults.map(dispensablePart).filter((path) => path !== null)
  if (dispensable.length < faults.length || faults.length >= mostFaults) return { file: null, faults }
  const rest = scenarioFile.safeParse(shielded(without(value, dispensable)))
  return { file: rest.success ? unshielded(rest.data) : null, faults }
}

/** How much goes with a wrong value, by its first key. Nothing else in a scenario refers to these parts. */
const dispensableDepth: Readonly<Record<string, number>> = {
  title: 1,
  about: 1,
  roles: 4,
  links: 3,
  exceptions: 3,
  levels: 3,
  operations: 3,
  skew: 1,
  service: 2,
  paths: 2,
  variants: 1,
  traffic: 2,
  network: 1,
  timing: 2,
  upgrade: 2,
  until: 1,
}

function dispensablePart({ path, isUnknownKey }: ShapeFault): KeyPath | null {
  if (isUnknownKey) return path
  const depth = lookUp(dispensableDepth, String(path[0]))
  return depth === undefined || path.length < depth ? null : path.slice(0, depth)
}

/** The schema that refused the keys is known here only. One line for each key. */
function namesOfKeys(issue: z.core.$ZodRawIssue): string | undefined {
  if (issue.code !== 'unrecognized_keys' || !(issue.inst instanceof z.ZodObject)) return undefined
  const valid = Object.keys(issue.inst.shape)
  return issue.keys
    .slice(0, mostFaults)
    .map(unshieldedKey)
    .map((key) =>
      key.startsWith('then ')
        ? afterComma(key)
        : (faultOfMixedRule(issue.inst, key) ?? unknownName('key', key, valid)),
    )
    .join('\n')
}

/** `{ otherwise: error, then wait }`, where YAML takes the comma for the end of the value. */
function afterComma(key: string): string {
  return `found ${quote(key)} after a comma, which ends a value inside { }: write “error ${key}” without it`
}

interface ShapeFault extends Fault {
  readonly isUnknownKey: boolean
  /** The key that is not there. Null where nothing is missing. */
  readonly missing: string | null
}

/** Whether `fault` misses the key that was probably meant by the unknown key at `path`. */
function isMeantBy(path: KeyPath, { missing, path: parent }: ShapeFault): boolean {
  if (missing === null || path.length !== parent.length + 1) return false
  return parent.every((key, depth) => path[depth] === key) && nearest(String(path.at(-1)), [missing]) !== null
}

function describe(issue: z.core.$ZodIssue, base: KeyPath, root: unknown): ShapeFault[] {
  const path = [
    ...base,
    ...issue.path.map((key) => (typeof key === 'number' ? key : unshieldedKey(String(key)))),
  ]
  const value = valueAt(root, path)
  const fault = (message: string, more: Partial<ShapeFault> = {}): ShapeFault[] => [
    { path, at: 'value', within: null, message, isUnknownKey: false, missing: null, ...more },
  ]
  if (value === undefined) {
    const missing = String(path.at(-1))
    const message = `found no ${quote(missing)}, expected this key`
    return fault(message, { path: path.slice(0, -1), at: 'key', missing })
  }
  const expected = (what: string) => fault(`found ${describeValue(value)}, expected ${what}`)
  switch (issue.code) {
    case 'unrecognized_keys': {
      const messages = issue.message.split('\n')
      return issue.keys
        .slice(0, mostFaults)
        .map(unshieldedKey)
        .flatMap((key, i) =>
          fault(messages[i] ?? '', { path: [...path, key], at: 'key', isUnknownKey: true }),
        )
    }
    case 'invalid_type':
      return expected(kinds[issue.expected] ?? issue.message)
    case 'invalid_union': {
      const arm = armFor(issue.errors, value)
      return arm ? arm.flatMap((inner) => describe(inner, path, root)) : expected(issue.message)
    }
    case 'invalid_value': {
      const values = issue.values.map(String)
      const meant = typeof value === 'string' && values.length > 1 ? nearest(value, values) : null
      // What is spelled with a comma can be spelled without, which cannot be mistaken in a list.
      const listed = oneOf(values.filter((each) => !each.includes(',')))
      return expected(`${listed}${sayMeant(meant)}`)
    }
    case 'invalid_key': {
      const key = quote(String(path.at(-1)))
      return fault(`found ${key}, expected ${issue.issues[0]?.message ?? 'a name'}`, { at: 'key' })
    }
    default:
      return expected(issue.message)
  }
}

const kinds: Partial<Record<string, string>> = { object: 'a mapping', record: 'a mapping', array: 'a list' }

/**
 * The arm of a union that was meant: the only one that the value is of the right kind for. Of several kinds of mappings,
 * the one that the most keys fit.
 */
function armFor(
  arms: readonly (readonly z.core.$ZodIssue[])[],
  value: unknown,
): readonly z.core.$ZodIssue[] | null {
  // A word that is none of several is wrong in itself; a mapping in its place is of the wrong kind.
  const kindCodes = typeof value === 'string' ? ['invalid_type'] : ['invalid_type', 'invalid_value']
  const right = arms.filter(
    (arm) => !arm.some(({ code, path }) => kindCodes.includes(code) && path.length === 0),
  )
  if (right.length > 1 && isMapping(value))
    return right.toSorted((a, b) => misfits(a) - misfits(b))[0] ?? null
  return right.length === 1 ? (right[0] ?? null) : null
}

const isMapping = (value: unknown) => typeof value === 'object' && value !== null && !Array.isArray(value)

const misfits = (issues: readonly z.core.$ZodIssue[]) =>
  issues.reduce((sum, issue) => sum + (issue.code === 'unrecognized_keys' ? issue.keys.length : 1), 0)

function describeValue(value: unknown): string {
  if (value === undefined || value === null) return 'nothing'
  if (Array.isArray(value)) return value.length === 0 ? 'an empty list' : 'a list'
  if (typeof value !== 'object') return quote(String(value))
  return Object.keys(value).length === 0 ? 'an empty mapping' : 'a mapping'
}

function valueAt(root: unknown, path: KeyPath): unknown {
  let value = root
  for (const key of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined
    value = Reflect.get(value, key)
  }
  return value
}

/** A copy of `value` without what lies at `paths`. */
function without(value: unknown, paths: readonly KeyPath[]): unknown {
  if (paths.length === 0 || typeof value !== 'object' || value === null) return value
  const below = (name: string) => paths.filter(([key]) => String(key) === name).map((path) => path.slice(1))
  if (Array.isArray(value)) return value.map((item, i) => without(item, below(String(i))))
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => !below(key).some((path) => path.length === 0))
      .map(([key, item]) => [key, without(item, below(key))]),
  )
}
