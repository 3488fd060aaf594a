/** Reads the scenario that a command line names. */
import { readdirSync } from 'node:fs'
import { basename, dirname, extname, join } from 'node:path'
import type { Scenario } from '#sim/scenario/model.ts'
import { formatFaults, parseScenario } from '#sim/scenario/parse/parse.ts'
import { nearest, oneOf, quote } from '#sim/text/nearest.ts'
import { FaultyFile, Misuse } from './answer.ts'
import { packagePath } from './package.ts'
import { isThere, readText } from './read-text.ts'
import { harmless } from './terminal.ts'

const endings = ['.yaml', '.yml', '.json']

/**
 * Reads the scenario at a path or, where there is nothing at that path, the shipped one of that name. Throws a
 * `Misuse` that says what is wrong with the file, or which name was probably meant.
 */
export function loadScenario(named: string): Scenario {
  const { path, shown } = fileNamed(named)
  const text = readText(path, shown)
  const result = parseScenario(text, shown)
  if (!result.ok) throw new FaultyFile(formatFaults(result.faults, text))
  return result.scenario
}

/** The variant of a scenario that a command line names, or the scenario itself. Throws a `Misuse` if it has none so. */
export function variantAsked(scenario: Scenario, named: string | undefined): Scenario {
  if (named === undefined) return scenario
  const variants = scenario.variants ?? []
  // A name of several words is hard to write in a shell.
  const found = variants.find(({ name }) => name === named || name.replaceAll(' ', '-') === named)
  if (found !== undefined) return found.scenario
  const names = variants.map(({ name }) => name)
  const expected = names.length === 0 ? 'none: this scenario has no variants' : oneOf(names)
  const guess = nearest(named, names)
  const hint = guess === null ? '' : ` (did you mean ${guess}?)`
  throw new Misuse(harmless(`found no variant ${quote(named)}, expected ${expected}${hint}`))
}

/** The names of the scenarios that come with the package. */
function shippedScenarios(): string[] {
  return scenariosIn(packagePath('scenarios')).map((file) => basename(file, extname(file)))
}

/**
 * Where the file lies that a command line names, and what to call it. Throws a `Misuse` where there is none at that path and no
 * shipped scenario of that name.
 */
export function fileNamed(named: string): { path: string; shown: string } {
  if (isThere(named)) return { path: named, shown: named }
  const file = scenariosIn(packagePath('scenarios')).find(
    (name) => name === named || basename(name, extname(name)) === named,
  )
  if (file !== undefined) return { path: packagePath(`scenarios/${file}`), shown: file }
  throw new Misuse(notFound(named))
}

function notFound(named: string): string {
  const shipped = shippedScenarios()
  const meant = nearest(basename(named, extname(named)), shipped)
  const beside = nearest(basename(named), scenariosIn(dirname(named)))
  const guess = beside === null ? meant : join(dirname(named), beside)
  const hint = guess === null ? '' : ` (did you mean ${guess}?)`
  const expected = `a path, or the name of a shipped scenario: ${oneOf(shipped)}`
  return harmless(`found no file ${quote(named)}, expected ${expected}${hint}`)
}

function scenariosIn(folder: string): string[] {
  try {
    return readdirSync(folder).filter(
      (file) => endings.includes(extname(file)) && !file.endsWith('.schema.json'),
    )
  } catch {
    return []
  }
}
