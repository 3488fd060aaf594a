/** The rules of mixed states written out plainly, node by node: what the planner's rules are held against. */
import { newestOf } from '#machines/words.ts'
import type { Scenario } from '#sim/scenario/model.ts'

type Values = ReadonlyMap<string, string>

/** How bad a state is by every rule but those of connections and of the service. */
export function plainVerdict(
  scenario: Scenario,
  values: Values,
  written: ReadonlySet<string>,
  keep: ReadonlySet<string>,
): 'safe' | 'unsupported' | 'unsafe' {
  const { nodes, roles, levels = [], operations = [], skew = [], mixtures = [], versions } = scenario
  const found: ('fails' | 'unsupported' | 'degraded')[] = []
  const releaseOf = (id: string) => {
    const node = nodes.find((each) => each.id === id)
    const own = roles.find(({ name }) => name === node?.role)?.releases
    const release = own?.find(({ name }) => name === values.get(id))
    if (release === undefined) throw new Error(`no release of ${id}`)
    return release
  }
  const rank = (id: string) => {
    const { offers, accepts } = releaseOf(id).rules
    return versions.indexOf(newestOf(versions, offers) ?? accepts.at(-1) ?? '')
  }
  for (const { name, raised, members, start } of levels) {
    for (const { id, role } of nodes) {
      const value = (raised === 'on each node' ? values.get(`${id}.${name}`) : values.get(name)) ?? start
      const able = releaseOf(id).levels?.[name]
      if (members.includes(role) && able && !able.includes(value)) found.push('fails')
    }
  }
  for (const { name, needsOneReleaseOf } of operations) {
    const running = new Set(
      nodes.filter(({ role }) => needsOneReleaseOf.includes(role)).map(({ id }) => values.get(id)),
    )
    if (values.get(name) === 'running' && running.size > 1) found.push('fails')
  }
  for (const { of, against, when, older, newer, over, effect } of skew) {
    for (const subject of nodes) {
      for (const other of nodes) {
        if (subject === other || !of.includes(subject.role) || !against.includes(other.role)) continue
        if (when && !when.includes(values.get(subject.id) ?? '')) continue
        if (over === 'same host' && (subject.host === undefined || subject.host !== other.host)) continue
        const behind = rank(other.id) - rank(subject.id)
        if ((older !== null && behind > older) || (newer !== null && -behind > newer)) found.push(effect)
      }
    }
  }
  for (const { of, most, effect } of mixtures) {
    const ranks = new Set(nodes.filter(({ role }) => of.includes(role)).map(({ id }) => rank(id)))
    if (ranks.size > most) found.push(effect)
  }
  for (const { id } of nodes) {
    const { data } = releaseOf(id)
    if (data && keep.has('readable') && [...written].some((form) => !data.reads.includes(form)))
      found.push('fails')
  }
  if (found.includes('fails')) return 'unsafe'
  return found.includes('unsupported') && keep.has('supported') ? 'unsupported' : 'safe'
}
