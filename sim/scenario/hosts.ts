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
