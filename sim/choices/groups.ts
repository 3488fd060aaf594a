/** Which connections of a cluster have to do with each other, and the cluster with some of them alone. */
import type { Cluster, Pair, Service } from '../engine/cluster.ts'
import type { Release, Scenario } from '../scenario/model.ts'

/** The same cluster, in which nobody looks after any connections but these. */
export function restrictedTo(cluster: Cluster, services: readonly Service[]): Cluster {
  return {
    ...cluster,
    services: new Map(services.map((service) => [service.id, service])),
    pairs: new Map(services.flatMap(({ pairs }) => pairs.map((pair) => [pair.id, pair]))),
  }
}

/**
 * The connectors of a cluster in groups that share nothing. Connections meet by way of what one connector looks after, of what
 * one dialer remembers for a peer or for the whole cluster, and where one that is broken spoils the others. What calls write
 * and read is not among them: it changes no connection, and is judged by what the scenario declares of data.
 */
export function groupsOf(cluster: Cluster): Cluster[] {
  const groups = new Map<string, Service[]>()
  const memory = memoriesOf(cluster.scenario)
  for (const service of cluster.services.values()) {
    const tags = new Set(service.pairs.flatMap((pair) => tagsOf(memory, pair)))
    const joined = [...groups].filter(([tag]) => tags.has(tag)).map(([, group]) => group)
    const group = [...new Set(joined)].flat()
    group.push(service)
    // Whoever has any of these tags belongs to this group from now on.
    for (const [tag, other] of groups) if (joined.includes(other)) tags.add(tag)
    for (const tag of tags) groups.set(tag, group)
  }
  return [...new Set(groups.values())].map((group) => restrictedTo(cluster, group))
}

type Memories = ReadonlyMap<string, ReadonlySet<string>>

/** What the group of a pair goes by. */
function tagsOf(memories: Memories, { id, dialer, acceptor, link }: Pair): string[] {
  const scopes = memories.get(link.dialer)
  return [
    `pair ${id}`,
    ...(link.spoils ? [`link ${link.name} of ${dialer}`] : []),
    ...(scopes?.has('peer') ? [`${dialer} with ${acceptor}`] : []),
    ...(scopes?.has('cluster') ? [`memory of ${dialer}`] : []),
  ]
}

/** For whom the releases of each role remember offers. */
function memoriesOf({ roles }: Scenario): Memories {
  const scopesOf = ({ rules, as = {} }: Pick<Release, 'rules' | 'as'>) =>
    [rules, ...Object.values(as)].flatMap(({ whenRefused }) =>
      typeof whenRefused === 'object' ? [whenRefused.remembers] : [],
    )
  return new Map(
    roles.map(({ name, releases }) => [
      name,
      new Set(releases.flatMap((release) => [release, ...(release.with ?? [])].flatMap(scopesOf))),
    ]),
  )
}
