/** The shipped scenarios, and grids of what is known to come of their pairs. */
import { readdirSync, readFileSync } from 'node:fs'
import { matrix, type PairResult } from '#sim/rules/matrix.ts'
import type { Scenario } from '#sim/scenario/model.ts'
import { formatFaults, parseScenario } from '#sim/scenario/parse/parse.ts'

const folder = new URL('../../scenarios/', import.meta.url)

/** The names of all scenario files. */
export const shipped: readonly string[] = readdirSync(folder)
  .filter((file) => file.endsWith('.yaml'))
  .map((file) => file.slice(0, -'.yaml'.length))

export function textOf(name: string): string {
  return readFileSync(new URL(`${name}.yaml`, folder), 'utf8')
}

export function readScenario(name: string): Scenario {
  const text = textOf(name)
  const result = parseScenario(text, `${name}.yaml`)
  if (!result.ok) throw new Error(formatFaults(result.faults, text))
  return result.scenario
}

/** A variant of a scenario, as a scenario. */
export function variantOf({ name, variants = [] }: Scenario, wanted: string): Scenario {
  const variant = variants.find((candidate) => candidate.name === wanted)
  if (variant === undefined) throw new Error(`${name} has no variant ${wanted}`)
  return variant.scenario
}

/**
 * Reads a grid: a line for each dialing release, a column for each accepting one, with two blanks or more in between.
 * Gives every cell whose outcome is known, by its pair, as `cellOf` writes it:
 *
 * - a version: both ends agree on it; `less` behind it where something is lost
 * - `no: dialer`, `no: acceptor`: that end refuses; `no`: one of them, or both
 * - `half`, `stall`
 * - `?`: no source tells
 */
export function knownOf(grid: string): Record<string, string> {
  const [header = [], ...rows] = grid
    .trim()
    .split('\n')
    .map((line) => line.trim().split(/\s{2,}/))
  const [, ...acceptors] = header
  const cells = rows.flatMap(([dialer, ...row]) => {
    if (row.length !== acceptors.length) throw new Error(`${dialer} has ${row.length} cells`)
    return row.map((cell, i) => [`${dialer} → ${acceptors[i]}`, cell] as const)
  })
  return Object.fromEntries(cells.filter(([, cell]) => cell !== '?'))
}

/** What Parley makes of the pairs that a grid knows of, in the words of the grid. */
export function computedFor(scenario: Scenario, known: Record<string, string>): Record<string, string> {
  const results = matrix(scenario).map((pair) => [`${pair.dialer} → ${pair.acceptor}`, pair] as const)
  return Object.fromEntries(
    results
      .filter(([pair]) => Object.hasOwn(known, pair))
      .map(([pair, result]) => [pair, known[pair] === 'no' ? cellOf(result).slice(0, 2) : cellOf(result)]),
  )
}

function cellOf({ outcome, negotiated, rejectedBy }: PairResult): string {
  switch (outcome) {
    case 'open':
      return `${negotiated}`
    case 'degraded':
      return `${negotiated} less`
    case 'rejected':
      return `no: ${rejectedBy}`
    case 'half-open':
      return 'half'
    case 'stalled':
      return 'stall'
  }
}
