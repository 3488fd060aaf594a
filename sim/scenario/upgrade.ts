/** The upgrade that a scenario plans: what changes, in which order, from when on. */

import type { Nodes } from './cluster.ts'
import { parseDuration } from './duration.ts'
import { type Inquiry, valueOr } from './finding.ts'
import type { Role, Upgrade } from './model.ts'
import { unknownName } from './nearest.ts'
import { expandOrder } from './order.ts'
import type { ScenarioFile } from './schema.ts'

/** When the rollout begins unless a scenario says otherwise: after the cluster has connected. */
const begins = 1_000

/**
 * Resolves the upgrade. A node that already runs its release takes no step. Reports unknown roles, nodes and
 * releases, and an order that does not name every node that changes exactly once.
 */
export function resolveUpgrade(
  file: ScenarioFile,
  roles: readonly Role[],
  { nodes, areKnown }: Nodes,
  inquiry: Inquiry,
): Upgrade {
  const said = file.upgrade
  if (said === undefined) return { at: begins, steps: [] }
  const at =
    said.at === undefined ? begins : valueOr(inquiry, ['upgrade', 'at'], parseDuration(said.at), begins)

  const roleNames = roles.map(({ name }) => name)
  const releases = new Map(roles.map((role) => [role.name, role.releases.map(({ name }) => name)]))
  const roleOf = new Map(nodes.map(({ id, role }) => [id, role]))
  const target = new Map<string, string>()
  let changesAreKnown = areKnown
  for (const [name, release] of inquiry.entries(['upgrade', 'to'], said.to)) {
    const role = roleNames.includes(name) ? name : roleOf.get(name)
    const valid = role === undefined ? undefined : releases.get(role)
    if (valid?.includes(release)) {
      target.set(name, release)
      continue
    }
    changesAreKnown = false
    if (valid) {
      inquiry.report(['upgrade', 'to', name], unknownName(`release of ${role}`, release, valid))
    } else if (areKnown) {
      const names = [...roleNames, ...roleOf.keys()]
      inquiry.report(['upgrade', 'to', name], unknownName('role or node', name, names), { at: 'key' })
    }
  }

  const targets = new Map<string, string>()
  for (const { id, role, release } of nodes) {
    const to = target.get(id) ?? target.get(role)
    if (to !== undefined && to !== release) targets.set(id, to)
  }
  const changing = new Set(nodes.filter(({ id }) => targets.has(id)).map(({ role }) => role))
  const words = said.order ?? roleNames.filter((role) => changing.has(role))
  const { steps, faults } = expandOrder({ roles: roleNames, nodes, targets }, words)
  for (const { index, message, isUnknown } of faults) {
    // What is wrong with the cluster or with the changes would be told again as a fault of the order.
    if (!changesAreKnown && !(areKnown && isUnknown)) continue
    const path = ['upgrade', 'order']
    if (index === null) inquiry.report(path, message, { at: 'key' })
    else inquiry.report([...path, index], message)
  }
  return { at, steps }
}
