/** The order of an upgrade as people write it: names of roles, nodes, levels and operations. */

import type { RolloutStep } from '#machines/rollout.ts'
import { allOf, oneOf, unknownName } from '../../text/nearest.ts'
import type { Scenario } from '../model.ts'
import type { OrderFault } from './order-fault.ts'
import { takeValues } from './order-values.ts'
import {
  type Goals,
  type Meaning,
  meanings,
  nodesFromTo,
  type Vocabulary,
  vocabularyOf,
} from './vocabulary.ts'

export interface OrderScope extends Vocabulary {
  readonly goals: Goals
}

export type OrderResult =
  | { readonly ok: true; readonly steps: readonly RolloutStep[] }
  | { readonly ok: false; readonly message: string }

/**
 * Reads an order such as `client,server` or `c1,c2,s1` for the upgrade that `scenario` plans. A role stands for
 * the next step of each of its nodes that has one left, a level for those that raise it. Gives the steps, or says every
 * fault: a name that is unknown, one that changes nothing, one that comes too often, steps that are left out. A word such
 * as `c1=ZODB-3.2` says where to go, and so leads through releases that the upgrade does not name.
 *
 * @param options `partial` takes an order that leaves steps out
 */
export function parseOrder(scenario: Scenario, text: string, { partial = false } = {}): OrderResult {
  const words = text.split(/[\s,]+/).filter((word) => word !== '')
  const goals = new Map<string, string[]>()
  for (const { node, to } of scenario.upgrade.steps) goals.set(node, [...(goals.get(node) ?? []), to])
  const named = takeValues(scenario, words, goals)
  const scope = { ...vocabularyOf(scenario), goals: named.goals }
  const { steps, faults } =
    named.faults.length > 0 ? { steps: [], faults: named.faults } : expandOrder(scope, named.words)
  const told = faults.filter(({ index }) => !partial || index !== null)
  if (told.length === 0) return { ok: true, steps }
  return { ok: false, message: told.map(({ message }) => message).join('; ') }
}

/** The steps that `words` stand for, and what is wrong with them. */
export function expandOrder(
  scope: OrderScope,
  words: readonly string[],
): { steps: readonly RolloutStep[]; faults: readonly OrderFault[] } {
  const { goals } = scope
  const isPlain = isOfNodesOnly(scope)
  const known = meanings(scope)
  const steps: RolloutStep[] = []
  const faults: OrderFault[] = []
  /** The words that named each unit, one for each of its steps. */
  const namedBy = new Map<string, string[]>()
  const take = (unit: string, word: string) => {
    const before = namedBy.get(unit) ?? []
    const to = goals.get(unit)?.[before.length]
    if (to === undefined) return
    namedBy.set(unit, [...before, word])
    steps.push({ node: unit, to })
  }

  for (const [index, word] of words.entries()) {
    const meaning = known.get(word) ?? nodesFromTo(scope, word)
    if (meaning === undefined) {
      faults.push({ index, message: unknownWord(word, scope, known), isUnknown: true })
      continue
    }
    const changing = meaning.units.filter((unit) => goals.has(unit))
    if (changing.length === 0) {
      faults.push({ index, message: sayUnchanged(word, meaning), isUnknown: false })
    }
    const over = changing.filter((unit) => namedBy.get(unit)?.length === goals.get(unit)?.length)
    // Where units take one step each, who names one of them again has forgotten the first time.
    const isEach = changing.every((unit) => goals.get(unit)?.length === 1)
    const [again] = over
    if (again !== undefined && (isEach || over.length === changing.length)) {
      const message = sayAgain(word, again, namedBy.get(again) ?? [], isPlain ? 'node' : 'step')
      faults.push({ index, message, isUnknown: false })
    }
    for (const unit of changing) take(unit, word)
  }

  // A name that is misspelt may well be the one that is left out.
  if (!faults.some(({ isUnknown }) => isUnknown)) {
    const message = leftOut(scope, (unit) => namedBy.get(unit)?.length ?? 0)
    if (message !== null) faults.push({ index: null, message, isUnknown: false })
  }
  return { steps, faults }
}

function unknownWord(
  word: string,
  { roles, nodes, levels, operations }: Vocabulary,
  known: ReadonlyMap<string, Meaning>,
): string {
  const kinds = [
    'role',
    ...(levels.length > 0 ? ['level'] : []),
    ...(operations.length > 0 ? ['operation'] : []),
    'node',
  ]
  // Of long lists the end is not told, and most of it is nodes.
  const listed = [
    ...roles,
    ...[...levels, ...operations].map(({ name }) => name),
    ...nodes.map(({ id }) => id),
  ]
  return unknownName(oneOf(kinds), word, listed, [...known.keys()])
}

function sayUnchanged(word: string, { kind, units }: Meaning): string {
  if (kind === 'role') return `no node of ${word} changes its release`
  if (kind === 'node') return `${word} does not change its release`
  if (kind === 'level' && units.length === 0) return `${word} is raised by the cluster itself, without a step`
  return `${word} is not raised`
}

/** @param before the words that named all steps of `unit` */
function sayAgain(word: string, unit: string, before: readonly string[], expected: string): string {
  if (before.length > 1) {
    return `${word} is named again, but ${unit === word ? 'it' : unit} takes ${before.length} steps only`
  }
  const [first] = before
  const how = first === word ? `${word} is named twice` : `${word} names ${unit} again, after ${first}`
  return `${how}, expected each ${expected} once`
}

/** Says which steps are left out, where any are. */
function leftOut(scope: OrderScope, taken: (unit: string) => number): string | null {
  const { nodes, goals } = scope
  const ids = nodes.map(({ id }) => id)
  const units = [...new Set([...ids.filter((id) => goals.has(id)), ...goals.keys()])]
  const missing = units.flatMap((unit) =>
    (goals.get(unit) ?? []).slice(taken(unit)).map((to) => ({ unit, to })),
  )
  if (missing.length === 0) return null
  if (isOfNodesOnly(scope)) {
    return `the order leaves out ${allOf(missing.map(({ unit }) => unit))}, expected every node that changes its release`
  }
  const steps = allOf(missing.map(({ unit, to }) => `${unit} to ${to}`))
  return `the order leaves out ${steps}, expected every step of the upgrade`
}

/** Whether it is nodes that change, and each in one step. */
function isOfNodesOnly({ nodes, goals }: OrderScope): boolean {
  const ids = new Set(nodes.map(({ id }) => id))
  return [...goals].every(([unit, path]) => ids.has(unit) && path.length === 1)
}
