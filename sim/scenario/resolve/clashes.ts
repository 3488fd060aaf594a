/** Names of levels and operations that stand for something else already. */

import { quote } from '../../text/nearest.ts'
import type { Inquiry, KeyPath } from '../fault.ts'
import { unitsOfLevel, vocabularyOf } from '../order/vocabulary.ts'

/**
 * Reports names that could not be told apart in an order: of roles, nodes, levels, operations and their steps. Gives
 * whether all can be.
 */
export function checkNames(parts: Parameters<typeof vocabularyOf>[0], inquiry: Inquiry): boolean {
  let areDistinct = true
  const refuse = (path: KeyPath, message: string) => {
    areDistinct = false
    inquiry.report(path, message, { at: 'key' })
  }
  const { roles, nodes, levels, operations } = vocabularyOf(parts)
  const taken = new Map<string, string>()
  for (const { id } of nodes) taken.set(id, 'a node')
  for (const role of roles) taken.set(role, 'a role')
  const check = (kind: 'level' | 'operation', name: string) => {
    const other = taken.get(name)
    if (other !== undefined) {
      const article = kind === 'level' ? 'a' : 'an'
      const message = `found ${article} ${kind} ${quote(name)}, which is ${other}, expected another name`
      refuse([`${kind}s`, name], message)
    } else taken.set(name, kind === 'level' ? 'a level' : 'an operation')
  }
  for (const { name } of levels) check('level', name)
  for (const { name } of operations) check('operation', name)
  for (const level of levels.filter(({ raised }) => raised === 'on each node')) {
    const units = unitsOfLevel(level, nodes)
    const unit = units.find((each) => taken.has(each))
    for (const each of units) if (!taken.has(each)) taken.set(each, `a step of ${level.name}`)
    if (unit === undefined) continue
    const message = `is raised in a step ${quote(unit)}, which is ${taken.get(unit)}, expected another name`
    refuse(['levels', level.name], message)
  }
  return areDistinct
}
