/** The order of an upgrade as people write it: names of roles and of nodes. */
import type { RolloutStep } from '#machines/rollout.ts'
import type { NodeSpec, Scenario } from './model.ts'
import { allOf, unknownName } from './nearest.ts'

export interface OrderScope {
  readonly roles: readonly string[]
  readonly nodes: readonly NodeSpec[]
  /** The release that each node changes to. A node that is not here keeps its own. */
  readonly targets: ReadonlyMap<string, string>
}

export interface OrderFault {
  /** The place in the order of the word that is wrong. Null for the order as a whole. */
  readonly index: number | null
  readonly message: string
  /** Whether there is no such role or node. Every other fault depends on what the upgrade changes. */
  readonly isUnknown: boolean
}

export type OrderResult =
  | { readonly ok: true; readonly steps: readonly RolloutStep[] }
  | { readonly ok: false; readonly message: string }

/**
 * Reads an order such as `client,server` or `c1,c2,s1` for the upgrade that `scenario` plans. A role stands for
 * its nodes that change their release. Gives the steps, or says every fault: a name that is unknown, one that
 * changes nothing, one that comes twice, nodes that are left out.
 */
export function parseOrder(scenario: Scenario, text: string): OrderResult {
  const words = text.split(/[\s,]+/).filter((word) => word !== '')
  const { steps, faults } = expandOrder(
    {
      roles: scenario.roles.map(({ name }) => name),
      nodes: scenario.nodes,
      targets: new Map(scenario.upgrade.steps.map(({ node, to }) => [node, to])),
    },
    words,
  )
  if (faults.length === 0) return { ok: true, steps }
  return { ok: false, message: faults.map(({ message }) => message).join('; ') }
}

/** The steps that `words` stand for, and what is wrong with them. */
export function expandOrder(
  { roles, nodes, targets }: OrderScope,
  words: readonly string[],
): { steps: readonly RolloutStep[]; faults: readonly OrderFault[] } {
  const steps: RolloutStep[] = []
  const faults: OrderFault[] = []
  const namedBy = new Map<string, string>()
  const roleOf = new Map(nodes.map(({ id, role }) => [id, role]))

  for (const [index, word] of words.entries()) {
    const isRole = roles.includes(word)
    if (!isRole && !roleOf.has(word)) {
      const message = unknownName('role or node', word, [...roles, ...roleOf.keys()])
      faults.push({ index, message, isUnknown: true })
      continue
    }
    const members = isRole ? nodes.filter(({ role }) => role === word).map(({ id }) => id) : [word]
    const changing = members.filter((id) => targets.has(id))
    if (changing.length === 0) {
      const message = isRole
        ? `no node of ${word} changes its release`
        : `${word} does not change its release`
      faults.push({ index, message, isUnknown: false })
    }
    const again = changing.find((id) => namedBy.has(id))
    if (again !== undefined) {
      const before = namedBy.get(again)
      const how = before === word ? `${word} is named twice` : `${word} names ${again} again, after ${before}`
      faults.push({ index, message: `${how}, expected each node once`, isUnknown: false })
    }
    for (const node of changing) {
      const to = targets.get(node)
      if (to === undefined || namedBy.has(node)) continue
      namedBy.set(node, word)
      steps.push({ node, to })
    }
  }

  const missing = nodes.map(({ id }) => id).filter((id) => targets.has(id) && !namedBy.has(id))
  // A name that is misspelt may well be the one that is left out.
  if (missing.length > 0 && !faults.some(({ isUnknown }) => isUnknown)) {
    const message = `the order leaves out ${allOf(missing)}, expected every node that changes its release`
    faults.push({ index: null, message, isUnknown: false })
  }
  return { steps, faults }
}
