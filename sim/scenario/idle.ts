/**
 * What a scenario says that nothing comes of as it stands: a release may be missing, a number may be a slip. No mistake, for what
 * is asked of it may be something else.
 */
import { callerOf, knowsCall } from '../calls.ts'
import { rulesOf } from '../cluster.ts'
import { areInReach } from '../hosts.ts'
import { unitsOf } from '../plan/units.ts'
import { sayCount, sayList } from '../words.ts'
import type { Mixture, Scenario, Skew } from './model.ts'
import { placesAmong } from './release-order.ts'

/** One sentence for each, without a full stop. */
export function idleParts(scenario: Scenario): string[] {
  const { skew = [], mixtures = [] } = scenario
  return [
    ...idlePaces(scenario),
    ...lonelyDialers(scenario),
    ...idleDetectors(scenario),
    ...forgottenCalls(scenario),
    ...skew.flatMap((rule, i) => (canBreak(scenario, rule) ? [] : [sayIdle(`skew ${i + 1}`)])),
    ...mixtures.flatMap((rule, i) => (canMix(scenario, rule) ? [] : [sayIdle(`mixture ${i + 1}`)])),
  ]
}

const sayIdle = (rule: string) => `${rule} can be broken by none of the releases that are listed`

/** Roles that are told how fast they go, of which nobody goes anywhere. */
function idlePaces(scenario: Scenario): string[] {
  const { pace = {} } = scenario.upgrade
  const moving = new Set(
    unitsOf(scenario)
      .flatMap(({ node }) => scenario.nodes.filter(({ id }) => id === node))
      .map(({ role }) => role),
  )
  return Object.keys(pace)
    .filter((role) => !moving.has(role))
    .map((role) => `pace says how fast ${role} goes, which this upgrade does not change`)
}

/** Nodes that dial who shares their host, where nobody does. */
function lonelyDialers({ links, nodes }: Scenario): string[] {
  return links.flatMap((link) => {
    const acceptors = nodes.filter(({ role }) => role === link.acceptor)
    const lonely = nodes.filter(
      (node) =>
        node.role === link.dialer &&
        !acceptors.some((other) => other !== node && areInReach(link, node, other)),
    )
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
      const isDialled = links.some(({ acceptor }) => acceptor === name)
      return !isDialled && releases.some(({ rules }) => rules.detectsFallback)
    })
    .map(({ name }) => `${name} detects fallback, which is made by who dials, and nobody dials ${name}`)
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
      const releases = roles.find((role) => role.name === by)?.releases ?? []
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
  const releasesOf = (role: string) =>
    scenario.roles.find(({ name }) => name === role)?.releases.map(({ name }) => name) ?? []
  return of.some((role) =>
    against.some((other) => {
      const place = placesAmong(scenario, [role, other])
      const own = releasesOf(role).filter((name) => when?.includes(name) ?? true)
      return own.some((one) =>
        releasesOf(other).some((reference) => {
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
