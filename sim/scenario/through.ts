/** The releases that nodes go through on their way to the last one. */
import type { Inquiry, Path } from './finding.ts'
import type { NodeSpec, Role } from './model.ts'
import { quote, unknownName } from './nearest.ts'
import type { ScenarioFile } from './schema.ts'
import { namedTwice } from './versions.ts'

/** A node that changes, the release that it ends with, and its role. */
export interface Changing {
  readonly node: NodeSpec
  readonly to: string
}

/**
 * The releases that each node that changes goes through, its last among them. Reports unknown names, and releases that lie
 * on nobody's way.
 */
export function resolveThrough(
  file: ScenarioFile,
  roles: readonly Role[],
  nodes: readonly NodeSpec[],
  changing: readonly Changing[],
  areKnown: boolean,
  inquiry: Inquiry,
): ReadonlyMap<string, readonly string[]> {
  const path = ['upgrade', 'through']
  const entries = inquiry.entries(path, file.upgrade?.through ?? {})
  const said = new Map(entries.map(([name, one]) => [name, typeof one === 'string' ? [one] : one]))
  const wordOf = ({ id, role }: NodeSpec) => (said.has(id) ? id : role)
  const find = (role: string) => roles.find(({ name }) => name === role)
  for (const [name, list] of said) {
    const at = [...path, name]
    const role = find(name) ?? find(nodes.find(({ id }) => id === name)?.role ?? '')
    if (role === undefined) {
      const names = [...roles.map((each) => each.name), ...nodes.map(({ id }) => id)]
      if (areKnown) inquiry.report(at, unknownName('role or node', name, names), { at: 'key' })
      continue
    }
    const own = changing.filter(({ node }) => wordOf(node) === name)
    checkList(
      name,
      list,
      role,
      areKnown ? own : null,
      at,
      typeof entries.find(([each]) => each === name)?.[1] === 'string',
      inquiry,
    )
  }
  return new Map(
    changing.map((change) => {
      const { node, to } = change
      const releases = find(node.role)?.releases.map(({ name }) => name) ?? []
      return [node.id, [...onTheWay(said.get(wordOf(node)) ?? [], change, releases), to]]
    }),
  )
}

/** Those of the releases that lie before a node: behind its own place in the list, and not beyond its goal. */
function onTheWay(
  list: readonly string[],
  { node, to }: Changing,
  releases: readonly string[],
): readonly string[] {
  const rest = list.slice(list.indexOf(node.release) + 1)
  return [...new Set(rest)].filter((each) => liesBetween(each, node.release, to, releases))
}

/** Whether a release lies between two others. On the way back to an older one, any may. */
function liesBetween(release: string, from: string, to: string, releases: readonly string[]): boolean {
  const [place, start, goal] = [release, from, to].map((each) => releases.indexOf(each))
  if (place === undefined || start === undefined || goal === undefined) return false
  if (goal < start) return place >= 0 && place !== goal && place !== start
  return start < place && place < goal
}

function checkList(
  name: string,
  list: readonly string[],
  role: Role,
  changing: readonly Changing[] | null,
  path: Path,
  isOne: boolean,
  inquiry: Inquiry,
): void {
  const releases = role.releases.map((each) => each.name)
  const isRole = role.name === name
  if (changing?.length === 0) {
    const message = isRole
      ? `no node of ${name} changes its release by way of it`
      : `${name} does not change its release`
    inquiry.report(path, message, { at: 'key' })
    return
  }
  for (const [i, release] of list.entries()) {
    const at = isOne ? path : [...path, i]
    if (!releases.includes(release)) {
      inquiry.report(at, unknownName(`release of ${role.name}`, release, releases))
    } else if (list.indexOf(release) < i) {
      inquiry.report(at, namedTwice(release))
    } else if (changing?.every((change) => !isOfUse(release, change, releases))) {
      const [first] = changing
      const ends = `${first?.node.release} and ${first?.to}`
      inquiry.report(at, `found ${quote(release)}, expected a release that lies between ${ends}`)
    }
  }
}

const isOfUse = (release: string, { node, to }: Changing, releases: readonly string[]) =>
  release === node.release || liesBetween(release, node.release, to, releases)
