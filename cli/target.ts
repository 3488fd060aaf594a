/** What the options of a command line make of a scenario: which releases it leads from and to, and what has to be kept. */

import { tooMany } from '#sim/plan/space/crowd.ts'
import { headcount, standAlone } from '#sim/scenario/headcount.ts'
import { type Condition, conditions, type Scenario } from '#sim/scenario/model.ts'
import { keeping, retarget } from '#sim/scenario/order/target.ts'
import { mostNodes } from '#sim/scenario/schema/parts.ts'
import { quote, unknownName } from '#sim/text/nearest.ts'
import { sayNumber } from '#sim/text/say-number.ts'
import { Misuse } from './answer.ts'
import { loadScenario, variantAsked } from './scenario.ts'
import { harmless } from './terminal.ts'

/** The options that say which scenario is meant. */
export interface Target {
  readonly variant?: string | undefined
  readonly from?: string | undefined
  readonly to?: string | undefined
  readonly keep?: string | undefined
}

/** The scenario that is meant. Throws a `Misuse` for a release or a condition that there is not, and says which was meant. */
export function targeted(file: string, { variant, from, to, keep }: Target): Scenario {
  const kept = keep === undefined ? undefined : readKeep(keep)
  const scenario = variantAsked(loadScenario(file), variant)
  checkReleases(scenario, { from, to })
  const towards = retarget(scenario, { ...(from !== undefined && { from }), ...(to !== undefined && { to }) })
  if (towards.upgrade.steps.length === 0 && (from !== undefined || to !== undefined)) {
    throw misuse(`${sayAsked({ from, to })}: nothing changes, expected a release that some node does not run`)
  }
  return keeping(towards, kept)
}

/** Throws a `Misuse` for a cluster that is too large to be run, whose nodes are only counted. */
export function checkSize(scenario: Scenario, what: string): void {
  if (standAlone(scenario.nodes)) return
  const size = sayNumber(String(headcount(scenario.nodes)))
  throw misuse(`${what}: found a cluster of ${size} nodes, expected at most ${sayNumber(String(mostNodes))}`)
}

/** Throws a `Misuse` for a cluster of which it matters how many nodes run what, and that has too many of them to try that out. */
export function checkNumbers(scenario: Scenario, what: string): void {
  const fault = tooMany(scenario)
  if (fault !== null) throw misuse(`${what}: ${fault}`)
}

/** The words of a command line that mean the same again. */
export function targetWords(file: string, { variant, from, to, keep }: Target): string[] {
  const options = { variant, from, to, keep }
  return [
    file,
    ...Object.entries(options).flatMap(([name, value]) => (value === undefined ? [] : [`--${name}`, value])),
  ]
}

function checkReleases({ roles }: Scenario, asked: Pick<Target, 'from' | 'to'>): void {
  const wanted = Object.entries(asked).flatMap(([option, name]) =>
    name === undefined ? [] : [{ option, name }],
  )
  const names = (role: Scenario['roles'][number]) => role.releases.map(({ name }) => name)
  const all = [...new Set(roles.flatMap(names))]
  for (const { option, name } of wanted) {
    if (!all.includes(name)) throw misuse(`--${option}: ${unknownName('release', name, all)}`)
  }
  if (roles.some((role) => wanted.every(({ name }) => names(role).includes(name)))) return
  const own = roles.map((role) => `${role.name} has ${names(role).join(', ')}`)
  throw misuse(`${sayAsked(asked)}: found no role with both releases; ${own.join('; ')}`)
}

const sayAsked = ({ from, to }: Pick<Target, 'from' | 'to'>) =>
  [from && `--from ${from}`, to && `--to ${to}`].filter(Boolean).join(' ')

function readKeep(text: string): Condition[] {
  const words = text.split(/[\s,]+/).filter((word) => word !== '')
  if (words.length === 0) throw misuse(`--keep: found ${quote(text)}, expected ${conditions.join(', ')}`)
  return words.map((word) => {
    const found = conditions.find((condition) => condition === word)
    if (found === undefined) throw misuse(`--keep: ${unknownName('condition', word, conditions)}`)
    return found
  })
}

const misuse = (message: string) => new Misuse(harmless(message))

/** Throws a `Misuse` for a scenario of which no step is left to be taken. */
export function checkUpgrade({ upgrade: { steps } }: Scenario): void {
  if (steps.length > 0) return
  throw misuse(
    'found nothing to upgrade: the scenario says no upgrade, or everything stands where it leads; expected one that changes something, or --from and --to',
  )
}
