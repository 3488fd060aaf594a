/** The transition tables of the ends of connections. */
import { connectionEnd } from '#machines/connection-end.ts'
import type { EndRules } from '#machines/rules.ts'
import { type TransitionTable, tabulate } from './transition-table.ts'

const endTables = new WeakMap<EndRules, Map<string, TransitionTable<typeof connectionEnd>>>()

/**
 * One table for each set of rules, however many connections, runs and explorations use it.
 *
 * @param offers what the end offers after it was refused, if that is less than its rules say
 */
export function endTable(rules: EndRules, offers = rules.offers): TransitionTable<typeof connectionEnd> {
  const tables = endTables.get(rules) ?? new Map<string, TransitionTable<typeof connectionEnd>>()
  endTables.set(rules, tables)
  let table = tables.get(offers)
  if (table === undefined) {
    table = tabulate(connectionEnd, offers === rules.offers ? rules : { ...rules, offers, triesAgain: true })
    tables.set(offers, table)
  }
  return table
}

const dialled = new WeakMap<EndRules, EndRules>()

/** What an end goes by that was dialled: it has nobody to dial when it is refused. */
export function whenDialled(rules: EndRules): EndRules {
  const { whenRefused } = rules
  if (typeof whenRefused !== 'object') return rules
  const known = dialled.get(rules)
  if (known !== undefined) return known
  const canRetry = whenRefused.where === 'same connection' && whenRefused.on.includes('error')
  const made: EndRules = { ...rules, whenRefused: canRetry ? { ...whenRefused, on: ['error'] } : 'give up' }
  dialled.set(rules, made)
  return made
}
