/** Nodes that are only counted: `3 × 1.8`. */

/** How many there are, and what they run. */
export const countedGroup = /^(\d+)(?:\s*×\s*|\s+x\s+)(\S.*)$/

/**
 * What they are called, before their number: the first letter of their role, or all of it where another role
 * begins the same.
 *
 * @param roles the names of all roles, this one among them
 */
export function prefixOf(role: string, roles: readonly string[]): string {
  const [initial = role] = role
  const isTaken = (prefix: string) =>
    roles.some((name) => name.startsWith(prefix) && /^\d+$/.test(name.slice(prefix.length)))
  const isShared = roles.some((name) => name !== role && name.startsWith(initial))
  if (!isShared && !isTaken(initial)) return initial
  return isTaken(role) ? `${role}-` : role
}
