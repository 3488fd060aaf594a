/** Reads a scenario file. */
import { toDotPath } from 'zod/v4/core'
import { type Fault, type Inquiry, isWithin, type KeyPath } from '../fault.ts'
import type { Scenario } from '../model.ts'
import type { PlacedFault } from '../placed-fault.ts'
import { resolveScenario } from '../resolve/resolve.ts'
import { checkShape } from '../schema/shape.ts'
import { type PlacedDocument, placeIn, readDocument } from './document.ts'

export { formatFaults } from '../placed-fault.ts'

export type ParseResult =
  | { readonly ok: true; readonly scenario: Scenario }
  | { readonly ok: false; readonly faults: readonly PlacedFault[] }

/** Nobody reads more of them. */
const mostTold = 100
const mostFaults = 500

/**
 * Reads the YAML or JSON `text` of the scenario file named `file`. Gives the scenario, or every fault in the
 * order of their places: of the text as YAML first; if that is sound, of keys and kinds of values; and of names
 * and shorthands as far as those allow. Never throws.
 */
export function parseScenario(text: string, file: string): ParseResult {
  const place = placeIn(text)
  const placed = (offset: number, path: KeyPath, message: string): PlacedFault => ({
    file,
    ...place(offset),
    path: toDotPath(path),
    message,
  })
  const read = readDocument(text)
  if (!read.ok)
    return { ok: false, faults: read.faults.map((fault) => placed(fault.offset, [], fault.message)) }

  const { document } = read
  const shape = checkShape(document.value)
  const faults = [...shape.faults]
  if (shape.file !== null) {
    const resolved: Fault[] = []
    const scenario = resolveScenario(shape.file, nameOf(file), inquiryInto(resolved, document))
    if (faults.length + resolved.length === 0) return { ok: true, scenario }
    faults.push(...resolved.filter((fault) => !shape.faults.some((other) => followsFrom(fault, other))))
  }
  const inOrder = faults
    .map((fault) => ({ ...fault, offset: document.offset(fault) }))
    .toSorted((a, b) => a.offset - b.offset)
    .map(({ offset, path, message }) => placed(offset, path, message))
  return { ok: false, faults: inOrder.slice(0, mostTold) }
}

/** `scenarios/zeo-2002.yaml` is called `zeo-2002`. */
function nameOf(file: string): string {
  const base = file.split(/[/\\]/).at(-1) ?? ''
  return base.replace(/\.[^.]+$/, '') || 'scenario'
}

function inquiryInto(faults: Fault[], document: PlacedDocument): Inquiry {
  return {
    entries: <T>(path: KeyPath, mapping: Readonly<Record<string, T>>) =>
      document.keys(path).flatMap((key): [string, T][] => {
        const value = Object.hasOwn(mapping, key) ? mapping[key] : undefined
        return value === undefined ? [] : [[key, value]]
      }),
    report: (path, message, { at = 'value', within = null, whole } = {}) => {
      if (faults.length < mostFaults) faults.push({ path, message, at, within, ...(whole && { whole }) })
    },
  }
}

/** Whether `fault` says that something is missing where `shape` has found a key that is misspelt, or follows from it. */
function followsFrom(fault: Fault, shape: Fault): boolean {
  if (fault.whole !== undefined && isWithin(shape.path, fault.whole)) return true
  return (
    shape.path.length === fault.path.length + 1 && fault.path.every((key, depth) => shape.path[depth] === key)
  )
}
