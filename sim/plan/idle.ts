/**
 * What a scenario says that nothing comes of as it stands: a release may be missing, a number may be a slip. No mistake, for what
 * is asked of it may be something else.
 */

import { lookUp } from '#machines/look-up.ts'
import { saysRefusal } from '#machines/rules.ts'
import { callerOf, knowsCall } from '../protocol/calls.ts'
import { sizesOf } from '../scenario/headcount.ts'
import { acceptorsFor } from '../scenario/hosts.ts'
import type { Condition, Mixture, Scenario, Skew } from '../scenario/model.ts'
import { unitsOf } from '../scenario/order/units.ts'
import { keepsData, releasesOf, rulesOf } from '../scenario/release.ts'
import { placesAmong } from '../scenario/release-order.ts'
import { rulesIn } from '../scenario/resolve/without-effect.ts'
import { sayCount, sayList } from '../text/say-list.ts'

/** One sentence for each, without a full stop. */
export function idleParts(scenario: Scenario): string[] {
  const { skew = [], mixtures = [] } = scenario
  return [
    ...idlePaces(scenario),
    ...lonelyDialers(scenario),
    ...idleRetries(scenario),
    ...idleDetectors(scenario),
    ...idleConditions(scenario),
    ...idleLevels(scenario),
    ...idleOrder(scenario),
    ...forgottenCalls(scenario),
    ...skew.flatMap((rule, i) => (canBreak(scenario, rule) ? [] : [sayIdle(`skew ${i + 1}`)])),
    ...mixtures.flatMap((rule, i) => (canMix(scenario, rule) ? [] : [sayIdle(`mixture ${i + 1}`)])),
  ]
}

const sayIdle = (rule: string) => `${rule} can be broken by none of the releases that are listed`

/** Roles that are told how fast they go, of which nobody goes anywhere, or not as many. */
function idlePaces(scenario: Scenario): string[] {
  const { pace = {} } = scenario.upgrade
  const sizes = sizesOf(scenario)
  const moving = new Set(
    unitsOf(scenario)
      .flatMap(({ node }) => scenario.nodes.filter(({ id }) => id === node))
      .map(({ role }) => role),
  )
  return Object.entries(pace).flatMap(([role, most]) => {
    if (!moving.has(role)) return [`pace says how fast ${role} goes, which this upgrade does not change`]
    const size = sizes.get(role) ?? 0
    if (most === 'all' || most <= size) return []
    return [`pace lets ${most} of ${role} go at a time, of which there are ${size}`]
  })
}

/** Dialers that try again when they hear what nobody says whom they dial. */
function idleRetries({ roles, links, exceptions = [] }: Scenario): string[] {
  if (exceptions.length > 0) return []
  return roles.flatMap(({ name, releases }) => {
    const own = links.filter(({ dialer }) => dialer === name)
    const peers = own.flatMap((link) =>
      releasesOf({ roles }, link.acceptor).flatMap((release) => rulesIn(release, link, 'acceptor')),
    )
    const isIdle =
      !peers.some(saysRefusal) &&
      own
        .flatMap((link) => releases.flatMap((release) => rulesIn(release, link, 'dialer')))
        .some(
          ({ whenRefused }) =>
            typeof whenRefused === 'object' && whenRefused.on.every((sign) => sign === 'error'),
        )
    const who = sayList([...new Set(own.map(({ acceptor }) => acceptor))])
    return isIdle
      ? [
          `${name} tries again when it hears an error, which no ${who} sends when it refuses (see on: close, on: silence)`,
        ]
      : []
  })
}

/** Conditions that are to be kept, and that nothing here could break. */
function idleConditions({ upgrade, service, links, nodes, roles }: Scenario): string[] {
  const idle = {
    service:
      service === undefined && links.every(({ needs }) => needs === 'every')
        ? 'no service is said, and no link needs any'
        : null,
    preferred: nodes.every(({ isFallback }) => !isFallback) ? 'no node is a fallback' : null,
    readable: keepsData(roles.flatMap(({ releases }) => releases)) ? null : 'no release says what it writes',
    working: null,
    open: null,
    supported: null,
  } satisfies Record<Condition, string | null>
  return (upgrade.keep ?? []).flatMap((condition) => {
    const why = idle[condition]
    return why === null ? [] : [`keep names ${condition}, and nothing here could break it: ${why}`]
  })
}

/** Levels that no release heeds. */
function idleLevels({ levels = [], roles }: Scenario): string[] {
  const releases = roles.flatMap((role) => role.releases)
  return levels
    .filter(
      ({ name }) =>
        !releases.some(
          ({ levels: own, with: others = [] }) =>
            lookUp(own, name) !== undefined || others.some(({ level }) => level === name),
        ),
    )
    .map(
      ({ name }) =>
        `level ${name} makes no difference: no release says where it can run, or what it is there`,
    )
}

/** An order of releases that no rule goes by. */
const idleOrder = ({ releases, skew = [], mixtures = [] }: Scenario): string[] =>
  releases !== undefined && skew.length + mixtures.length === 0
    ? ['releases gives an order to rules about skew, of which there are none']
    : []

/** Nodes that dial who shares their host, where nobody does. */
function lonelyDialers({ links, nodes }: Scenario): string[] {
  return links.flatMap((link) => {
    const dialers = nodes.filter(({ role }) => role === link.dialer)
    const lonely = dialers.filter((node) => acceptorsFor(link, node, nodes).length === 0)
    if (!link.isOnSameHost || lonely.length === 0) return []
    const who =
      lonely.length > mostNamed ? sayCount(lonely.length, 'node') : sayList(lonely.map(({ id }) => id))
    return [`link ${link.name} connects ${who} with nobody: no ${link.acceptor} is on the same host`]
  })
}

/** Roles that watch for offers that are made again, which only comes from who dials them. */
function idleDetectors({ roles, links }: Scenario): string[] {
  return roles
    .filter(({ name, releases }) => {
      const dialers = links.filter(({ acceptor }) => acceptor === name)
      const isRetried = dialers.some((link) =>
        releasesOf({ roles }, link.dialer).some((release) =>
          rulesIn(release, link, 'dialer').some(({ whenRefused }) => typeof whenRefused === 'object'),
        ),
      )
      return !isRetried && releases.some(({ rules }) => rules.detectsFallback)
    })
    .map(({ name }) =>
      links.some(({ acceptor }) => acceptor === name)
        ? `${name} detects fallback, and nobody who dials it ever tries again with less`
        : `${name} detects fallback, which is made by who dials, and nobody dials ${name}`,
    )
}

/** Calls of the traffic that a release does not make, because its newest version has them no more. */
function forgottenCalls(scenario: Scenario): string[] {
  const { traffic, links, roles } = scenario
  const named = [...traffic.test, ...traffic.start, ...traffic.repeat.map(({ call }) => call)]
  return scenario.calls
    .filter(({ name, until }) => until !== undefined && named.includes(name))
    .flatMap((call) => {
      const { until, ...kept } = call
      const { name, by } = call
      const own = links.filter((link) => link.dialer === by && callerOf(scenario, call, link) === 'dialer')
      const releases = releasesOf({ roles }, by)
      const without = releases.filter((release) =>
        own.every((link) => {
          const rules = rulesOf(release, link, 'dialer')
          return !knowsCall(rules, release, call) && knowsCall(rules, release, kept)
        }),
      )
      if (without.length === 0) return []
      const who = sayList(without.map((release) => release.name))
      return [`${by} ${who} makes no ${name}, which the traffic names: there is none from ${until} on`]
    })
}

const mostNamed = 4

function canBreak(scenario: Scenario, { of, against, when, older, newer }: Skew): boolean {
  const named = (role: string) => releasesOf(scenario, role).map(({ name }) => name)
  return of.some((role) =>
    against.some((other) => {
      const place = placesAmong(scenario, [role, other])
      const own = named(role).filter((name) => when?.includes(name) ?? true)
      return own.some((one) =>
        named(other).some((reference) => {
          const behind = place(other, reference) - place(role, one)
          return (older !== null && behind > older) || (newer !== null && -behind > newer)
        }),
      )
    }),
  )
}

function canMix(scenario: Scenario, { of, most }: Mixture): boolean {
  const place = placesAmong(scenario, of)
  const places = scenario.roles.flatMap(({ name, releases }) =>
    of.includes(name) ? releases.map((release) => place(name, release.name)) : [],
  )
  return new Set(places).size > most
}
