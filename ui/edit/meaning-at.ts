/** What a key means, in the words of the schema. */
import { isMap, isScalar, isSeq, visit } from 'yaml'
import type { KeyPath } from '#sim/scenario/fault.ts'
import { describe } from './schema-at.ts'
import { nameOf, yamlOf } from './yaml-text.ts'

export interface Meaning {
  readonly from: number
  readonly to: number
  readonly name: string
  readonly about: string
}

/** What the key at an offset of a text means; null where none stands there, or one that the scenario calls so itself. */
export function meaningAt(text: string, offset: number): Meaning | null {
  const document = yamlOf(text)?.document
  if (document === undefined) return null
  let found: Meaning | null = null
  visit(document, {
    Scalar(key, { range, value }, ancestors) {
      const [from = 0, to = 0] = range ?? []
      if (key !== 'key' || offset < from || offset > to) return undefined
      const about = describe(pathOf(ancestors))
      if (about) found = { from, to, name: String(value), about }
      return visit.BREAK
    },
  })
  return found
}

/** The path of what stands below these nodes, from the root on. */
export function pathOf(ancestors: readonly unknown[]): KeyPath {
  return ancestors.flatMap((node, i): (string | number)[] => {
    const next = ancestors[i + 1]
    if (isSeq(node)) return next === undefined ? [] : [node.items.indexOf(next)]
    const { key } = node as { key?: unknown }
    return isMap(node) || !isScalar(key) ? [] : [nameOf(key)]
  })
}
