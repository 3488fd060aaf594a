/** The transition tables of the ends of connections. */
import { connectionEnd } from '#machines/connection-end.ts'
import type { EndRules } from '#machines/rules.ts'
import { madeIn } from '../memo/made-in.ts'
import { type TransitionTable, tabulate } from './transition-table.ts'

const endTables = new WeakMap<EndRules, Map<string, TransitionTable<typeof connectionEnd>>>()

/**
 * One table for each set of rules, however many connections, runs and explorations use it.
 *
 * @param offers what the end offers after it was refused, if that is less than its rules say
 */
export function endTable(rules: EndRules, offers = rules.offers): TransitionTable<typeof connectionEnd> {
  const tables = madeIn(endTables, rules, () => new Map<string, TransitionTable<typeof connectionEnd>>())
  return madeIn(tables, offers, () =>
    tabulate(connectionEnd, offers === rules.offers ? rules : { ...rules, offers, triesAgain: true }),
  )
}

const dialled = new WeakMap<EndRules, EndRules>()

/** What an end goes by that was dialled: it has nobody to dial when it is refused. */
export function whenDialled(rules: EndRules): EndRules {
  const { whenRefused } = rules
  if (typeof whenRefused !== 'object') return rules
  return madeIn(dialled, rules, (): EndRules => {
    const canRetry = whenRefused.where === 'same connection' && whenRefused.on.includes('error')
    return { ...rules, whenRefused: canRetry ? { ...whenRefused, on: ['error'] } : 'give up' }
  })
}
