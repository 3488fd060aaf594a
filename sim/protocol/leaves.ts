/** The paths of the active leaves of a state's value, as in `handshake.open`, `queue.passing`. */
export function leavesOf(value: unknown, path = ''): string[] {
  if (typeof value === 'string') return [path + value]
  return Object.entries(Object(value)).flatMap(([name, inner]) => leavesOf(inner, `${path}${name}.`))
}
