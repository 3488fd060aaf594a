/** Which nodes a link connects by the machines that they run on. */
import type { Link, Scenario } from './model.ts'

interface Hosted {
  readonly host?: string | null
}

/** Whether it matters on which machine a node runs. */
export const usesHosts = ({ skew = [], links }: Pick<Scenario, 'skew' | 'links'>): boolean =>
  skew.some(({ over }) => over === 'same host') || links.some(({ isOnSameHost }) => isOnSameHost)

/** Whether nodes on these machines dial each other on a link. A node without a host shares none. */
export const areInReach = ({ isOnSameHost }: Link, dialer: Hosted, acceptor: Hosted): boolean =>
  !isOnSameHost || (dialer.host !== undefined && dialer.host !== null && dialer.host === acceptor.host)

/**
 * Those of these nodes, or crowds of nodes that are alike, that one of them dials on a link: the acceptors in its reach. Nobody
 * dials itself; another one of its crowd, where there is one.
 */
export const acceptorsFor = <N extends Hosted & { readonly role: string; readonly count?: number }>(
  link: Link,
  dialer: N,
  nodes: readonly N[],
): N[] =>
  nodes.filter(
    (node) =>
      node.role === link.acceptor &&
      areInReach(link, dialer, node) &&
      (node !== dialer || (node.count ?? 1) > 1),
  )
