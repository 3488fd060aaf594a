/** The nodes, and where they stand at first. */
import { type Doc, mapping } from '../document.ts'
import type { Draw } from '../draw.ts'
import { answersOn, type LinkDraft, type NodeDraft, type RoleDraft } from './draft.ts'

export interface Cluster {
  readonly said: Doc
  readonly nodes: readonly NodeDraft[]
}

interface Wishes {
  /** Whether nodes are told to run on machines. */
  readonly hasHosts: boolean
  readonly hasFallback: boolean
  /** Whether all nodes of a role start alike. */
  readonly isCalm: boolean
}

/** More nodes of a role than these are counted, as a rule. */
const mostNamed = 5

/**
 * Nearly all nodes start with the first release; some with a later one.
 *
 * @param starts the place of the release that nodes of each role start with, unless they stand further on
 */
export function clusterOf(
  draw: Draw,
  roles: readonly RoleDraft[],
  links: readonly LinkDraft[],
  starts: ReadonlyMap<string, number>,
  { hasHosts, hasFallback, isCalm }: Wishes,
): Cluster {
  const nodes: NodeDraft[] = []
  const said = new Map<string, Doc>()
  for (const { name, size, releases } of roles) {
    const start = starts.get(name) ?? 0
    const isMixed = draw.chance(isCalm ? 3 : 7)
    const own = Array.from({ length: size }, (_, i) => {
      const place = isMixed && i === size - 1 ? Math.min(start + 1, releases.length - 1) : start
      return releases[place]?.name ?? ''
    })
    const isAcceptor = answersOn(links, name).length > 0
    const isPlaced = links.some(
      ({ from, to, fields }) => fields.get('over') === 'same host' && [from, to].includes(name),
    )
    const isOne = hasFallback && isAcceptor && size > 1
    if (hasHosts || isPlaced || isOne || draw.chance(size > mostNamed ? 1 : 8)) {
      const ids = own.map((_, i) => `${name.slice(0, 2)}-${i + 1}`)
      said.set(
        name,
        new Map(
          own.map((release, i): [string, Doc] => {
            const more = mapping({
              release,
              host: isPlaced || (hasHosts && draw.chance(90)) ? draw.pick(['h1', 'h2']) : undefined,
              fallback: isOne && i === size - 1 ? 'yes' : undefined,
            })
            return [ids[i] ?? '', more.size === 1 && draw.chance(70) ? release : more]
          }),
        ),
      )
      nodes.push(...own.map((release, i) => ({ id: ids[i] ?? '', role: name, release })))
      continue
    }
    const groups = [...new Set(own)].map((release) => ({
      release,
      count: own.filter((each) => each === release).length,
    }))
    const texts = groups.map(({ release, count }) =>
      count === 1 && draw.chance(30) ? release : `${count} × ${release}`,
    )
    const [only = ''] = texts
    said.set(name, texts.length === 1 ? only : texts)
    nodes.push(...own.map((release, i) => ({ id: `${prefixOf(name, roles)}${i + 1}`, role: name, release })))
  }
  return { said, nodes }
}

/** As the scenario names nodes that are only counted. */
function prefixOf(role: string, roles: readonly RoleDraft[]): string {
  const initial = role.charAt(0)
  return roles.some(({ name }) => name !== role && name.startsWith(initial)) ? role : initial
}
