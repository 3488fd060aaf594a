/** What is shown of a session, in few words. */

import type { Scenario } from '#sim/scenario/model.ts'
import { plural } from '#sim/text/say-list.ts'
import type { Session } from './session.ts'

/** `servers first`, `clients first` or `mixed order`; of a pair on its own, which one. */
export function saySession({ scenario, steps, pair }: Session): string {
  if (pair) {
    const levels = Object.entries(pair.choice.at ?? {}).map(([name, value]) => `${name} ${value}`)
    return [sayPair(scenario), pair.choice.variant, ...levels].filter(Boolean).join(', ')
  }
  const roles = steps.map(({ node }) => scenario.nodes.find(({ id }) => id === node)?.role)
  const changes = roles.filter((role, i) => role !== roles[i - 1]).length
  const [first] = roles
  if (first === undefined) return 'no upgrade'
  if (changes === 1) return `${plural(2, first)} only`
  return changes === new Set(roles).size ? `${plural(2, first)} first` : 'mixed order'
}

/** `client 3.1 dials server 3.2`. */
function sayPair({ nodes, roles }: Scenario): string {
  const names = nodes.map(({ role, release }) => {
    const releases = roles.find(({ name }) => name === role)?.releases
    return `${role} ${releases?.find(({ name }) => name === release)?.label ?? release}`
  })
  return names.join(' dials ')
}
