/** The names of a scenario that may stand at a place of it: what it calls its roles, releases, versions, levels and links. */
import { isMap, isScalar, isSeq } from 'yaml'
import type { KeyPath } from '#sim/scenario/fault.ts'
import { countedGroup, prefixOf } from '#sim/scenario/resolve/counted.ts'
import { itemsAt, keysAt, nameOf, nodeAt, pairsOf, scalarAt, type YamlText } from './yaml-text.ts'

type Place = Pick<YamlText, 'document'>

/** What a name at a place is called: the names of a kind, of one role or level where that is said. */
type Names = (yaml: Place, path: KeyPath) => readonly string[]

const keysOf =
  (...path: string[]): Names =>
  (yaml) =>
    keysAt(yaml, path)

const roles = keysOf('roles')
const levels = keysOf('levels')
const sources = keysOf('sources')
const operations = keysOf('operations')

const versions: Names = (yaml) =>
  itemsAt(yaml, ['versions']).flatMap((item) => {
    const name = isMap(item) ? nameOf(pairsOf(item)[0]?.key) : isScalar(item) ? String(item.value) : ''
    return name === '' ? [] : [name]
  })

/** Versions, and ranges from the oldest on. */
const versionSets: Names = (yaml, path) => {
  const all = versions(yaml, path)
  return [...all, ...all.slice(1).map((newest) => `${all[0]}..${newest}`), 'none']
}

const releasesOf = (yaml: Place, role: string) => keysAt(yaml, ['roles', role])

const releases: Names = (yaml, path) => [
  ...new Set(roles(yaml, path).flatMap((role) => releasesOf(yaml, role))),
]

const valuesOf = (yaml: Place, level: string) =>
  itemsAt(yaml, ['levels', level, 'values']).flatMap((item) => (isScalar(item) ? [String(item.value)] : []))

const linksOf: Names = (yaml) =>
  itemsAt(yaml, ['links']).map((_, i) => {
    const said = (key: string) => scalarAt(yaml, ['links', i, key])
    return said('name') ?? `${said('from')}-${said('to')}`
  })

const calls: Names = (yaml, path) => [
  ...new Set(keysOf('calls')(yaml, path).flatMap((role) => keysAt(yaml, ['calls', role]))),
]

/** More nodes of a role that are only counted are not offered. */
const mostCounted = 40

/** Nodes that have names of their own. */
const named: Names = (yaml) => keysAt(yaml, ['cluster']).flatMap((role) => keysAt(yaml, ['cluster', role]))

/** The same, and those that are numbered. */
const nodes: Names = (yaml, path) =>
  keysAt(yaml, ['cluster']).flatMap((role) => {
    const said = nodeAt(yaml, ['cluster', role])
    if (isMap(said)) return keysAt(yaml, ['cluster', role])
    const groups = isSeq(said) ? said.items : [said]
    const count = groups.reduce<number>(
      (sum, group) => sum + Number((isScalar(group) && countedGroup.exec(String(group.value))?.[1]) || 1),
      0,
    )
    const prefix = prefixOf(role, roles(yaml, path))
    return Array.from({ length: Math.min(count, mostCounted) }, (_, i) => `${prefix}${i + 1}`)
  })

const both =
  (...all: Names[]): Names =>
  (yaml, path) => [...new Set(all.flatMap((names) => names(yaml, path)))]

/** The releases of the role, or the values of the level, that a path names at this depth. */
const placesOf =
  (depth: number): Names =>
  (yaml, path) => {
    const name = String(path[depth])
    return levels(yaml, path).includes(name) ? valuesOf(yaml, name) : releasesOf(yaml, name)
  }

/** Counted groups of a role, with as many as stand there or one. */
const groups: Names = (yaml, path) => {
  const count = /^\d+/.exec(scalarAt(yaml, path) ?? '')?.[0] ?? '1'
  return releasesOf(yaml, String(path[1])).map((release) => `${count} × ${release}`)
}

/** What may be a key, by where its mapping stands: `*` is any one key, `**` any number of them. */
const ofKeys: readonly (readonly [pattern: string, names: Names])[] = [
  ['cluster', roles],
  ['calls', roles],
  ['paths', roles],
  ['paths/*', placesOf(1)],
  ['upgrade/to', both(roles, levels, named)],
  ['upgrade/through', both(roles, named)],
  ['upgrade/pace', roles],
  ['service/floor', roles],
  ['traffic/repeat', calls],
  ['roles/*/*/**/reads', versions],
  ['roles/*/*/levels', levels],
  ['roles/*/*/with', levels],
  ['roles/*/*/with/*', (yaml, path) => valuesOf(yaml, String(path[4]))],
  ['roles/*/*/**/as', both(() => ['dialer', 'acceptor'], linksOf)],
  ['roles/*/*/numbers', calls],
]

/** What may be a value, or an item of a list there. A role may be called as a key is: what fits first counts. */
const ofValues: readonly (readonly [pattern: string, names: Names])[] = [
  ['roles/*/*/like', placesOf(1)],
  ['roles/*/*/levels/*', (yaml, path) => valuesOf(yaml, String(path[4]))],
  ['roles/*/*/lacks', calls],
  ['roles/*/*/needs', calls],
  ['roles/*/*/**/offers', versionSets],
  ['roles/*/*/**/accepts', versionSets],
  ['roles/*/*/**/falls to', versions],
  ['roles/*/*/**/reads/*', versions],
  ['roles/*/*/**/requires', versions],
  ['releases', releases],
  ['links/*/from', roles],
  ['links/*/to', roles],
  ['exceptions/*/link', linksOf],
  ['exceptions/*/dialer', releases],
  ['exceptions/*/acceptor', releases],
  ['exceptions/*/at', versions],
  ['calls/*/*', versions],
  ['calls/*/*/since', versions],
  ['calls/*/*/until', versions],
  ['calls/*/*/fallback', calls],
  ['calls/*/*/over', linksOf],
  ['traffic/test', calls],
  ['traffic/start', calls],
  ['cluster/*', groups],
  ['cluster/*/*', placesOf(1)],
  ['cluster/*/*/release', placesOf(1)],
  ['upgrade/to/*', placesOf(2)],
  ['upgrade/through/*', placesOf(2)],
  ['upgrade/order', both(roles, levels, operations, nodes)],
  ['skew/*/of', roles],
  ['skew/*/against', roles],
  ['skew/*/among', roles],
  ['skew/*/when', releases],
  ['paths/*/*', both(placesOf(1), () => ['none'])],
  ['service/quorum', roles],
  ['service/connected', roles],
  ['levels/*/start', (yaml, path) => valuesOf(yaml, String(path[1]))],
  ['levels/*/of', roles],
  ['operations/*/one release of', roles],
  ['has no/*', roles],
  ['holds only if/**/to', releases],
  ['**/source', sources],
]

/** The names that may be a key of the mapping at a path. */
export const keyNamesAt = (yaml: Place, path: KeyPath): readonly string[] => namesBy(ofKeys, yaml, path)

/** The names that may stand at a path, or in the list there. */
export const valueNamesAt = (yaml: Place, path: KeyPath): readonly string[] =>
  namesBy(ofValues, yaml, typeof path.at(-1) === 'number' && path.length > 1 ? path.slice(0, -1) : path)

function namesBy(table: typeof ofKeys, yaml: Place, path: KeyPath): readonly string[] {
  // A variant says the same as its scenario, as far as it says anything.
  const own = path[0] === 'variants' ? path.slice(2) : path
  const found = table.find(([pattern]) => fits(pattern.split('/'), own))
  return found ? found[1](yaml, own) : []
}

function fits([first, ...rest]: readonly string[], path: KeyPath): boolean {
  if (first === undefined) return path.length === 0
  if (first === '**') return fits(rest, path) || (path.length > 0 && fits([first, ...rest], path.slice(1)))
  return path.length > 0 && (first === '*' || first === path[0]) && fits(rest, path.slice(1))
}
