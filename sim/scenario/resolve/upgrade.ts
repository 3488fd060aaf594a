/** The upgrade that a scenario plans: what changes, in which order, from when on. */

import { oneOf, quote, unknownName } from '../../text/nearest.ts'
import { parseDuration } from '../duration.ts'
import { type Inquiry, valueOr } from '../fault.ts'
import { type Condition, type Level, operationValues, type Upgrade } from '../model.ts'
import { parseCount } from '../number.ts'
import { expandOrder } from '../order/order.ts'
import { type Goals, unitsOfLevel, type Vocabulary, vocabularyOf } from '../order/vocabulary.ts'
import { mostCounted } from '../schema/parts.ts'
import type { ScenarioFile } from '../schema/scenario-file.ts'
import type { Nodes } from './cluster.ts'
import { checkValue } from './levels.ts'
import { resolveThrough } from './through.ts'
import { namedTwice } from './versions.ts'

/** When the rollout begins unless a scenario says otherwise: after the cluster has connected. */
const begins = 1_000

type Parts = Parameters<typeof vocabularyOf>[0]

/**
 * Resolves the upgrade. A unit that already stands where it should takes no step. Reports unknown names and values, and
 * an order that does not name every step exactly once.
 */
export function resolveUpgrade(
  file: ScenarioFile,
  parts: Parts,
  { nodes, areKnown }: Nodes,
  inquiry: Inquiry,
): Upgrade {
  const said = file.upgrade
  if (said === undefined) return { at: begins, steps: [] }
  const at =
    said.at === undefined ? begins : valueOr(inquiry, ['upgrade', 'at'], parseDuration(said.at), begins)
  const words = vocabularyOf(parts)
  const { target, isSound } = readTargets(file, parts, areKnown, inquiry)
  const changing = nodes.flatMap((node) => {
    const to = target.get(node.id) ?? target.get(node.role)
    return to === undefined || to === node.release ? [] : [{ node, to }]
  })
  const ways = resolveThrough(file, parts, changing, { areKnown, isSound }, inquiry)
  const goals: Goals = new Map([
    ...words.operations.map(({ name }): [string, string[]] => [name, operationValues.slice(1)]),
    ...ways,
    ...words.levels.flatMap((level) => levelGoals(level, target.get(level.name), words)),
  ])
  const order = said.order ?? usualOrder(words, goals)
  const { steps, faults } = expandOrder({ ...words, goals }, order)
  for (const { index, message, isUnknown } of faults) {
    // What is wrong with the cluster or with the changes would be told again as a fault of the order.
    if (!(areKnown && isSound) && !(areKnown && isUnknown)) continue
    const path = ['upgrade', 'order']
    if (index === null) inquiry.report(path, message, { at: 'key' })
    else inquiry.report([...path, index], message)
  }
  const keep = readKeep(file, inquiry)
  const pace = readPace(file, parts, inquiry)
  return { at, steps, ...(keep && { keep }), ...(pace && { pace }) }
}

/** What roles, nodes and levels change to, as far as it can be. */
function readTargets(
  file: ScenarioFile,
  { roles, nodes, levels = [], operations = [] }: Parts,
  areKnown: boolean,
  inquiry: Inquiry,
): { target: ReadonlyMap<string, string>; isSound: boolean } {
  const target = new Map<string, string>()
  const releases = new Map(roles.map((role) => [role.name, role.releases.map(({ name }) => name)]))
  const roleOf = new Map(nodes.map(({ id, role }) => [id, role]))
  let isSound = true
  const report: Inquiry['report'] = (...fault) => {
    isSound = false
    inquiry.report(...fault)
  }
  for (const [name, value] of inquiry.entries(['upgrade', 'to'], file.upgrade?.to ?? {})) {
    const path = ['upgrade', 'to', name]
    const role = releases.has(name) ? name : roleOf.get(name)
    const valid = role === undefined ? undefined : releases.get(role)
    const level = levels.find((each) => each.name === name)
    if (valid) {
      if (!valid.includes(value)) report(path, unknownName(`release of ${role}`, value, valid))
    } else if (level) {
      checkGoal(level, value, path, { ...inquiry, report })
    } else if (operations.some((each) => each.name === name)) {
      const message = `found ${quote(name)}, which is an operation and begins and ends in every upgrade, expected a role, a level or a node`
      report(path, message, { at: 'key' })
    } else if (areKnown) {
      const kinds = oneOf(['role', ...(levels.length > 0 ? ['level'] : []), 'node'])
      const names = [...releases.keys(), ...levels.map((each) => each.name), ...roleOf.keys()]
      report(path, unknownName(kinds, name, names), { at: 'key' })
    } else {
      isSound = false
    }
    target.set(name, value)
  }
  return { target, isSound }
}

function checkGoal(level: Level, value: string, path: readonly string[], inquiry: Inquiry): void {
  const { name, values, start, raised } = level
  if (raised === 'automatically') {
    const message = `found ${quote(name)}, which the cluster raises by itself, expected a level that is raised by an operator or on each node`
    inquiry.report(path, message, { at: 'key' })
    return
  }
  checkValue(level, value, path, inquiry)
  if (!level.isReversible && values.includes(value) && values.indexOf(value) < values.indexOf(start)) {
    inquiry.report(path, `found ${quote(value)}, but ${name} stands at ${start} and cannot be lowered`)
  }
}

/** The values that each unit of a level goes through, one place each. */
function levelGoals(
  level: Level,
  goal: string | undefined,
  { nodes }: Vocabulary,
): readonly [string, readonly string[]][] {
  const { values, start } = level
  const [from, to] = [values.indexOf(start), values.indexOf(goal ?? start)]
  if (goal === undefined || to < 0 || from === to) return []
  const path = from < to ? values.slice(from + 1, to + 1) : values.slice(to, from).toReversed()
  return unitsOfLevel(level, nodes).map((unit) => [unit, path])
}

/** Operations first; then rounds of one step of each role, and of each level. */
function usualOrder({ roles, nodes, levels, operations }: Vocabulary, goals: Goals): readonly string[] {
  const most = (units: readonly string[]) => Math.max(0, ...units.map((unit) => goals.get(unit)?.length ?? 0))
  const rounds = [
    ...roles.map((role) => ({
      word: role,
      units: nodes.filter((node) => node.role === role).map(({ id }) => id),
    })),
    ...levels.map((level) => ({ word: level.name, units: unitsOfLevel(level, nodes) })),
  ].map(({ word, units }) => ({ word, rounds: most(units) }))
  const last = Math.max(0, ...rounds.map((each) => each.rounds))
  return [
    ...operations.flatMap(({ name }) => operationValues.slice(1).map(() => name)),
    ...Array.from({ length: last }, (_, i) =>
      rounds.filter((each) => each.rounds > i).map(({ word }) => word),
    ).flat(),
  ]
}

function readPace(
  { upgrade }: ScenarioFile,
  { roles, nodes }: Parts,
  inquiry: Inquiry,
): Upgrade['pace'] | null {
  if (upgrade?.pace === undefined) return null
  const names = roles.map(({ name }) => name)
  const read = inquiry.entries(['upgrade', 'pace'], upgrade.pace).map(([role, text]) => {
    const path = ['upgrade', 'pace', role]
    if (!names.includes(role)) inquiry.report(path, unknownName('role', role, names), { at: 'key' })
    else if (!nodes.some((node) => node.role === role)) {
      inquiry.report(path, `no node is a ${role}, expected a role of the cluster`, { at: 'key' })
    }
    if (text === 'all') return [role, text] as const
    const count = parseCount(text, 1, mostCounted)
    if (!count.ok) inquiry.report(path, `found ${quote(text)}, expected a whole number from 1 on, or all`)
    return [role, count.ok ? count.value : 1] as const
  })
  return Object.fromEntries(read)
}

function readKeep({ upgrade }: ScenarioFile, inquiry: Inquiry): readonly Condition[] | null {
  const said = upgrade?.keep
  if (said === undefined) return null
  if (typeof said === 'string') return [said]
  for (const [i, condition] of said.entries()) {
    if (said.indexOf(condition) < i) inquiry.report(['upgrade', 'keep', i], namedTwice(condition))
  }
  return [...new Set(said)]
}
