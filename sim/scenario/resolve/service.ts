/** What the cluster as a whole has to provide. */

import { unknownName } from '../../text/nearest.ts'
import { type Inquiry, valueOr } from '../fault.ts'
import { headcountOf } from '../headcount.ts'
import type { ServiceRules } from '../model.ts'
import { parseCount } from '../number.ts'
import { mostNodes } from '../schema/parts.ts'
import type { ScenarioFile } from '../schema/scenario-file.ts'
import type { Nodes } from './cluster.ts'
import { namesOf } from './names.ts'

/** Resolves the service. Reports unknown roles, and floors that no number of nodes could keep. */
export function resolveService(
  { service: said, roles }: ScenarioFile,
  { nodes, areKnown }: Nodes,
  inquiry: Inquiry,
): ServiceRules | null {
  if (said === undefined) return null
  const path = ['service']
  const names = inquiry.entries(['roles'], roles).map(([name]) => name)
  if (Object.keys(said).length === 0) {
    inquiry.report(path, 'found an empty mapping, expected quorum, connected or floor')
  }
  const rolesOf = (key: 'quorum' | 'connected') => {
    const value = said[key]
    return value === undefined ? null : namesOf(value, 'role', names, [...path, key], inquiry)
  }
  const quorum = rolesOf('quorum')
  const connected = rolesOf('connected')
  const floor = inquiry.entries([...path, 'floor'], said.floor ?? {}).map(([role, text]) => {
    const at = [...path, 'floor', role]
    if (!names.includes(role)) inquiry.report(at, unknownName('role', role, names), { at: 'key' })
    const count = headcountOf(nodes, role)
    const isCounted = areKnown && names.includes(role)
    if (isCounted && count === 0) {
      inquiry.report(at, `no node is a ${role}, expected a role of the cluster`, { at: 'key' })
      return [role, 1] as const
    }
    const read = parseCount(text, 1, isCounted ? count : mostNodes)
    const why = isCounted ? `: ${role} has ${count === 1 ? 'one node' : `${count} nodes`}` : ''
    return [
      role,
      valueOr(inquiry, at, read.ok ? read : { ...read, message: `${read.message}${why}` }, 1),
    ] as const
  })
  return {
    ...(quorum && { quorum }),
    ...(connected && { connected }),
    ...(said.floor && { floor: Object.fromEntries(floor) }),
  }
}
