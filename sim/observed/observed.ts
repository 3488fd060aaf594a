/**
 * What is wrong in a cluster by what is seen in it: in its connections, in who is up and who has died. It knows no rule of the
 * planner's, which foretells the same from releases and classes of nodes: two heads.
 */

import { endView, isFlushing, isGone } from '../effects/ends.ts'
import { obstacleTo } from '../effects/levels.ts'
import { meetsNews } from '../effects/news.ts'
import type { Cluster, Pair, Service } from '../engine/cluster.ts'
import { nodeView } from '../engine/node-view.ts'
import { type Actor, actorsIn, type Connection, type World } from '../engine/world.ts'
import { belowFloor, inParts, tooFewOfUse, withoutQuorum } from '../rules/say-service.ts'
import { type Breach, distinct, type Finding, type Keep, severityOf } from '../rules/verdict.ts'
import { opposite, sides } from '../scenario/side.ts'
import { sayList } from '../text/say-list.ts'
import { type Alone, isOfUse } from './alone.ts'
import { type Standing, standingOf, staysWith } from './standing.ts'

/**
 * Whether the connections of a cluster are at rest: no word is on its way that could change anything, nobody's patience runs,
 * no queue is being sent, and no pause will end in a connection that could come to something new. Calls on a connection that
 * has passed its test, and words that a cut line holds up, do not count; nor do nodes that are down.
 */
export function isAtRest(cluster: Cluster, world: World): boolean {
  for (const connection of world.connections.values()) if (isMoving(world, connection)) return false
  for (const actor of actorsIn(world)) if (isAwaited(cluster, world, actor)) return false
  return true
}

/** Whether the connections of one connector are at rest, whatever others do. One whose lines are all cut is. */
export function isServiceAtRest(cluster: Cluster, world: World, service: Service): boolean {
  const isCut = ({ id }: Pair) => world.lines.get(id)?.cut === true
  const pairs = service.pairs.some(isCut) ? service.pairs.filter((pair) => !isCut(pair)) : service.pairs
  if (!runs(world, service.dialer) || pairs.length === 0) return true
  const isUnderWay = (connection: Connection) =>
    isMoving(world, connection) || sides.some((side) => connection[side].actor?.timer)
  for (const { id } of pairs) {
    const latest = world.connections.get(world.latest.get(id) ?? '')
    if (latest !== undefined && isUnderWay(latest)) return false
  }
  return !world.connectors.get(service.id)?.timer || !awaitsNews(cluster, world, { ...service, pairs })
}

function isMoving(world: World, connection: Connection): boolean {
  if (world.lines.get(connection.pair.id)?.cut) return false
  return sides.some((side) => {
    const receiver = opposite(side)
    const isNews = ({ kind }: { kind: string }) => {
      if (kind === 'dial') return true
      if (isGone(connection, receiver)) return false
      const state = endView(connection, receiver)?.state
      const isCall = kind === 'call' || kind === 'reply'
      return !(isCall && connection.tested && (state === 'open' || state === 'stalled'))
    }
    return isFlushing(connection, side) || connection[side].flights.some(({ content }) => isNews(content))
  })
}

/** Whether something comes of a timer that runs: it is a connection's, or a pause that ends in something new. */
function isAwaited(cluster: Cluster, world: World, { machine, subject, timer }: Actor): boolean {
  if (timer === null) return false
  if (machine === 'end') return true
  const service = machine === 'connector' ? cluster.services.get(subject) : undefined
  return service !== undefined && awaitsNews(cluster, world, service)
}

/** Whether the pause of a connector ends in something new; a round that it has begun does. */
export function awaitsNews(cluster: Cluster, world: World, { id, pairs }: Service): boolean {
  const state = connectorState(world, id)
  if (state === 'trying') return true
  return pairs.some((pair) => {
    const latest = world.connections.get(world.latest.get(pair.id) ?? '')
    const isLeft = state === 'fallback' && latest !== undefined && !isGone(latest, 'dialer')
    return !isLeft && meetsNews(cluster, world, pair)
  })
}

function connectorState(world: World, service: string): string {
  const actor = world.connectors.get(service)
  return actor?.table.leaves(actor.state)[0] ?? ''
}

/**
 * What is wrong with the cluster as a whole.
 *
 * @param works which pairs are of use; absent: those that are seen to be
 */
export function observedCluster(
  cluster: Cluster,
  world: World,
  keep: Keep,
  works = observedLinks(cluster, world),
): Finding[] {
  return distinct([...nobodyThere(cluster, world, keep), ...observedService(cluster, world, works)])
}

/** What is wrong, or lost, on connections that are at rest, each dialer by itself. */
export function observedConnections(cluster: Cluster, world: World, keep: Keep): Finding[] {
  return [...cluster.services.values()].flatMap((service) => judgeDialer(cluster, world, keep, service))
}

/** What is wrong, or lost, on the connections of one connector, which are at rest. */
export function judgeDialer(cluster: Cluster, world: World, keep: Keep, service: Service): Finding[] {
  if (!runs(world, service.dialer)) return []
  const [first] = service.pairs
  return first?.link.needs === 'every'
    ? service.pairs.flatMap((pair) => judgeEvery(cluster, world, keep, pair))
    : judgeAny(cluster, world, keep, service)
}

/**
 * What is wrong with a dialer that dials again and again, though no node changes any more: no connection lasts, neither with
 * those that it needs nor, where any will do, with whom it tries.
 */
export const judgeRestless = (cluster: Cluster, world: World, keep: Keep, { pairs }: Service): Finding[] =>
  pairs
    .filter(({ id, acceptor }) => runs(world, acceptor) && world.latest.has(id))
    .map((pair) => neverLasting(cluster, world, keep, pair))

/** A pair that connects again and again, and of which no connection lasts. */
export function neverLasting(cluster: Cluster, world: World, keep: Keep, pair: Pair): Finding {
  const reason = `${pair.dialer} dials ${pair.acceptor} again and again, and no connection lasts`
  return finding(world, { ...standingOf(cluster, world, pair), outcome: null, reason }, 'broken', keep)
}

/** A node that could not start because of where a level stands. */
export function deadNodes(cluster: Cluster, world: World): Finding[] {
  return [...cluster.nodes.keys()].flatMap((id): Finding[] => {
    const { state, release } = nodeView(world, id)
    const obstacle = state === 'crashed' ? obstacleTo(cluster, world, id) : null
    if (obstacle === null) return []
    const { level: name, value } = obstacle
    const level = cluster.scenario.levels?.find((each) => each.name === name)
    return [
      {
        rule: `level ${name}`,
        severity: severityOf('fails', new Set()),
        reason: `${id} did not start: ${release} cannot run at ${name} ${value}`,
        source: level?.source ?? null,
      },
    ]
  })
}

/** A dialer that needs this very acceptor. */
function judgeEvery(cluster: Cluster, world: World, keep: Keep, pair: Pair): Finding[] {
  if (!runs(world, pair.acceptor) || world.lines.get(pair.id)?.cut) return []
  const standing = standingOf(cluster, world, pair)
  if (!standing.works) return [finding(world, standing, 'broken', keep)]
  return standing.lost.length > 0 ? [finding(world, standing, 'lost', keep)] : []
}

/** A dialer that is content with any acceptor is judged by the one that it stays with. */
function judgeAny(cluster: Cluster, world: World, keep: Keep, { id, dialer, pairs }: Service): Finding[] {
  const there = pairs.filter(({ acceptor }) => runs(world, acceptor))
  const [first] = there
  if (first === undefined || pairs.some((pair) => world.lines.get(pair.id)?.cut)) return []
  const spoilers = spoilersIn(cluster, world, pairs)
  if (spoilers.length > 0) return spoilers.map((each) => finding(world, each, 'broken', keep))
  const chosen = pairs.find((pair) => staysWith(world, pair))
  if (chosen === undefined) {
    return there.map((pair) => finding(world, standingOf(cluster, world, pair), 'broken', keep))
  }
  const standing = standingOf(cluster, world, chosen)
  if (!standing.works) return [finding(world, standing, 'broken', keep)]
  const isLast = connectorState(world, id) === 'fallback'
  const reason = `${dialer} has only a fallback to connect to, ${chosen.acceptor}`
  const preferred = pairs.filter(({ acceptor }) => !cluster.nodes.get(acceptor)?.isFallback)
  // One that is there only once is away while it is upgraded, whatever has to be kept.
  const isAway = preferred.length === 1 && !preferred.some(({ acceptor }) => runs(world, acceptor))
  const breach = isAway ? 'degraded' : 'fallback'
  return [
    ...(standing.lost.length > 0 ? [finding(world, standing, 'lost', keep)] : []),
    ...(isLast && preferred.length > 0 ? [finding(world, { ...standing, reason }, breach, keep)] : []),
  ]
}

/** Those that keep a dialer from using any other acceptor: each one that would be of no use to it. */
export function spoilersIn(cluster: Cluster, world: World, pairs: Iterable<Pair>): Standing[] {
  const there = [...pairs].filter(
    ({ link, dialer, acceptor }) => link.spoils && runs(world, dialer) && runs(world, acceptor),
  )
  return there.map((pair) => isOfUse(cluster, world, pair)).filter(({ works }) => !works)
}

/** Dialers that need any acceptor and find none, though there are several: one at a time could be replaced. */
export function nobodyThere({ services }: Cluster, world: World, keep: Keep): Finding[] {
  return [...services.values()].flatMap((service) => judgeAlone(world, keep, service))
}

function judgeAlone(world: World, keep: Keep, { dialer, pairs }: Service): Finding[] {
  const [first] = pairs
  if (first === undefined || first.link.needs === 'every' || pairs.length < 2) return []
  if (!runs(world, dialer) || pairs.some(({ acceptor }) => runs(world, acceptor))) return []
  const { link } = first
  const names = sayList(pairs.map(({ acceptor }) => acceptor))
  return [
    {
      rule: `link ${link.name}`,
      severity: severityOf('broken', keep),
      reason: `${dialer} has nobody to connect to while ${names} are down`,
      source: null,
    },
  ]
}

function finding(world: World, standing: Standing, breach: Breach, keep: Keep): Finding {
  const { pair, outcome, reason, source } = standing
  const { link, dialer, acceptor } = pair
  return {
    rule: `link ${link.name}`,
    severity: severityOf(breach, keep),
    reason,
    source,
    pair: {
      link: link.name,
      dialer: nodeView(world, dialer).release,
      acceptor: nodeView(world, acceptor).release,
      outcome: outcome ?? 'rejected',
      id: pair.id,
    },
  }
}

/** Who is of use to whom in a cluster, for what is judged of it as a whole. */
export type Links = (pair: Pair) => boolean

/**
 * The pairs that work: where every acceptor is needed by their connection, and where any will do also those that the dialer
 * could turn to and does not.
 */
export function observedLinks(cluster: Cluster, world: World): Links {
  return (pair) => {
    if (!runs(world, pair.dialer) || !runs(world, pair.acceptor)) return false
    if (pair.link.needs === 'any' && !staysWith(world, pair)) return isOfUse(cluster, world, pair).works
    return standingOf(cluster, world, pair).works
  }
}

/**
 * What would be wrong, or lost, if connections had to be made anew now: one that was made where levels stood lower may still be
 * there, and be of use, though it would not come back after it is lost; and who needs any one may stay with another the next time.
 */
export function foundAnew(cluster: Cluster, world: World, keep: Keep): Finding[] {
  return [...cluster.services.values()].flatMap(({ dialer, pairs }) => {
    const isAny = pairs[0]?.link.needs === 'any'
    // Where no level changes, what is there was made by the rules of now.
    if (!isAny && cluster.scenario.levels === undefined) return []
    const there = runs(world, dialer) ? pairs.filter(({ acceptor }) => runs(world, acceptor)) : []
    if (there.some(({ id }) => world.lines.get(id)?.cut)) return []
    const isWhole = ({ works, lost }: Standing) => works && lost.length === 0
    const now = (pair: Pair) => standingOf(cluster, world, pair)
    const isWholeNow = (pair: Pair) =>
      isAny ? there.some((each) => staysWith(world, each) && isWhole(now(each))) : isWhole(now(pair))
    const stands = there.map((pair) => isOfUse(cluster, world, pair))
    const kept = isAny ? keptOf(cluster, stands) : stands
    const useless = stands.filter(({ works }) => !works)
    const isWithout = !isAny || useless.length === stands.length
    const broken = isWithout ? useless : kept.filter(({ isTrap }) => isTrap)
    const losing = kept.filter(({ works, lost }) => works && lost.length > 0)
    return [
      ...broken
        .filter(({ pair }) => isAny || now(pair).works)
        .map((standing) => anew(finding(world, standing, 'broken', keep), dialer)),
      ...losing
        .filter(({ pair }) => isWholeNow(pair))
        .map((standing) => anew(finding(world, standing, 'lost', keep), dialer)),
    ]
  })
}

const anew = (found: Finding, dialer: string): Finding => ({
  ...found,
  reason: `${found.reason}, once ${dialer} has to connect anew`,
  isAnew: true,
})

/**
 * Those with which a dialer may stay that needs any one. Of a fallback it lets go when it finds a better one, unless the fallback
 * is gone before that.
 */
function keptOf({ nodes }: Cluster, stands: readonly Alone[]): Alone[] {
  const isFallback = ({ acceptor }: Pair) => nodes.get(acceptor)?.isFallback === true
  const hasBetter = stands.some(({ pair, works }) => works && !isFallback(pair))
  return stands.filter(({ pair, isFleeting }) => isFleeting || !(isFallback(pair) && hasBetter))
}

/** Whether the cluster as a whole does what it is there for: quorum, connectedness, and floors. */
export function observedService(cluster: Cluster, world: World, works: Links): Finding[] {
  const { scenario, nodes, pairs } = cluster
  const { quorum, connected, floor = {} } = scenario.service ?? {}
  const of = (roles: readonly string[]) => [...nodes.values()].filter(({ role }) => roles.includes(role))
  const up = (roles: readonly string[]) =>
    of(roles)
      .filter(({ id }) => runs(world, id))
      .map(({ id }) => id)
  const down = of(scenario.roles.map(({ name }) => name)).filter(({ id }) => !runs(world, id))
  const meanwhile =
    down.length === 0
      ? ''
      : ` while ${sayList(down.map(({ id }) => id))} ${down.length > 1 ? 'are' : 'is'} down`
  const partsOf = (roles: readonly string[]) => componentsOf(up(roles), [...pairs.values()], works)
  return [
    ...(quorum ? shortOf(of(quorum).length, partsOf(quorum)) : []),
    ...(connected ? apart(partsOf(connected)) : []),
    ...Object.entries(floor).flatMap(([role, least]) => below(role, least)),
  ]

  function shortOf(voters: number, parts: readonly (readonly string[])[]): Finding[] {
    const needed = Math.floor(voters / 2) + 1
    const largest = Math.max(0, ...parts.map((part) => part.length))
    return largest >= needed ? [] : withoutQuorum(largest, voters, needed, meanwhile)
  }

  function apart(parts: readonly (readonly string[])[]): Finding[] {
    if (parts.length < 2) return []
    return inParts(
      parts.map((part) => part.join(', ')),
      meanwhile,
    )
  }

  function below(role: string, least: number): Finding[] {
    const there = up([role]).length
    if (there < least) return belowFloor(role, there, least, meanwhile)
    return [...cluster.services.values()].flatMap((service): Finding[] => {
      const [first] = service.pairs
      if (first?.link.needs !== 'any' || first.link.isOnSameHost || first.link.acceptor !== role) return []
      if (!runs(world, service.dialer)) return []
      const usable = service.pairs.filter(works).length
      return usable >= least ? [] : tooFewOfUse(service.dialer, role, usable, least, meanwhile)
    })
  }
}

/** Nodes in groups that are connected by pairs that work: in both directions where either dials the other. */
function componentsOf(nodes: readonly string[], pairs: readonly Pair[], works: Links): string[][] {
  const left = new Set(nodes)
  const reached = new Map<string, Map<string, Reach>>(nodes.map((node) => [node, new Map()]))
  for (const pair of pairs) {
    const { dialer, acceptor, link } = pair
    if (!left.has(dialer) || !left.has(acceptor)) continue
    const before = reached.get(dialer)?.get(acceptor)
    const isThere = works(pair)
    reached.get(dialer)?.set(acceptor, {
      works: isThere || before?.works === true,
      isEnough: (isThere && link.isOneWayEnough === true) || before?.isEnough === true,
    })
  }
  const areJoined = (one: string, other: string) => {
    const [forth, back] = [reached.get(one)?.get(other), reached.get(other)?.get(one)]
    if (forth?.isEnough || back?.isEnough) return true
    return (forth ?? back)?.works === true && (back ?? forth)?.works === true
  }
  const parts: string[][] = []
  for (const node of left) {
    const part = new Set([node])
    // A set goes on to what is added to it on the way.
    for (const member of part) for (const other of left) if (areJoined(member, other)) part.add(other)
    for (const member of part) left.delete(member)
    parts.push([...part])
  }
  return parts
}

/** How one node reaches another that it dials. */
interface Reach {
  readonly works: boolean
  /** Whether that is enough, whatever the other reaches. */
  readonly isEnough: boolean
}

const runs = (world: World, node: string) => nodeView(world, node).state === 'running'
