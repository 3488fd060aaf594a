/** A scenario file with other names: every version, role, release, link and so on is called otherwise, wherever it is named. */
import {
  type Document,
  isMap,
  isScalar,
  isSeq,
  type Node,
  type ParsedNode,
  parseDocument,
  Scalar,
} from 'yaml'
import type { Scenario } from '#sim/scenario/model.ts'
import { parseScenario } from '#sim/scenario/parse/parse.ts'
import { jsonSchema } from '#sim/scenario/schema/scenario-file.ts'

type Names = ReadonlyMap<string, string>
type Path = readonly (string | number)[]

/** What a scenario has names for, in the order in which they come up: each name once, whatever it is the name of. */
export function namesIn(text: string): readonly string[] {
  const scenario = read(text)
  return [...new Set([scenario, ...(scenario.variants ?? []).map((each) => each.scenario)].flatMap(namesOf))]
}

function namesOf({
  versions,
  roles,
  links,
  calls,
  nodes,
  sources,
  levels = [],
  operations = [],
}: Scenario): string[] {
  const releases = roles.flatMap((role) => role.releases)
  const forms = releases.flatMap(({ data, with: others = [] }) =>
    [data, ...others.map((other) => other.data)].flatMap((own) => (own ? [own.writes, ...own.reads] : [])),
  )
  return [
    ...versions,
    ...roles.map(({ name }) => name),
    ...releases.map(({ name }) => name),
    ...links
      .filter(isNamed)
      .flatMap(({ name, channel }) => [whole(name, channel), ...(channel ? [channel] : [])]),
    ...calls.map(({ name }) => name),
    ...calls.flatMap(({ names = {} }) => Object.values(names)),
    ...levels.flatMap(({ name, values }) => [name, ...values]),
    ...operations.map(({ name }) => name),
    ...nodes.flatMap(({ id, host }) => [id, ...(host === undefined ? [] : [host])]),
    ...sources.map(({ id }) => id),
    ...forms,
  ]
}

const whole = (name: string, channel: string | undefined) =>
  channel === undefined ? name : name.slice(0, -channel.length - 1)

/** A link that nobody has given a name is called by its roles. */
const isNamed = ({ name, channel, dialer, acceptor }: Scenario['links'][number]) =>
  whole(name, channel) !== `${dialer}-${acceptor}`

function read(text: string): Scenario {
  const result = parseScenario(text, 'renamed.yaml')
  if (!result.ok) throw new Error(result.faults.map(({ path, message }) => `${path}: ${message}`).join('\n'))
  return result.scenario
}

/** The file with other names, and with every node named: those that are only counted would be called by their role. */
export function renamed(text: string, names: Names): string {
  const document = parseDocument(text, {
    schema: 'failsafe',
    customTags: ['null'],
    stringKeys: true,
    uniqueKeys: false,
  })
  nameNodes(document, read(text))
  change(document.contents, [], names)
  return String(document)
}

function nameNodes(document: Document.Parsed, scenario: Scenario): void {
  const put = (path: Path, { nodes }: Scenario) => {
    const cluster = document.getIn(path, true)
    if (!isMap(cluster)) return
    for (const { key, value } of cluster.items) {
      const role = isScalar(key) ? String(key.value) : ''
      if (isMap(value)) continue
      const own = nodes.filter((node) => node.role === role).map(({ id, release }) => [id, release])
      cluster.set(key, document.createNode(Object.fromEntries(own)))
    }
  }
  put(['cluster'], scenario)
  for (const variant of scenario.variants ?? []) put(['variants', variant.name, 'cluster'], variant.scenario)
}

/** Where the keys of a mapping are names, as paths with `*` for any key. */
const named = [
  'sources',
  'versions *',
  'roles',
  'roles *',
  'roles * * as',
  'roles * * levels',
  'roles * * numbers',
  'roles * * reads',
  'roles * * as * reads',
  'roles * * with',
  'roles * * with *',
  'roles * * with * * reads',
  'roles * * with * * as',
  'roles * * with * * as * reads',
  'calls',
  'calls *',
  'calls * * names',
  'traffic repeat',
  'cluster',
  'cluster *',
  'levels',
  'operations',
  'service floor',
  'paths',
  'paths *',
  'upgrade to',
  'upgrade through',
  'upgrade pace',
].map((path) => path.split(' '))

/** What stands under these keys is a text, a number or a time, and no name. */
const plain = new Set([
  ...['title', 'about', 'note', 'that', 'because', 'label', 'without', 'text', 'url', 'network', 'timing'],
  ...[
    'patience',
    'queue',
    'older',
    'newer',
    'releases',
    'floor',
    'repeat',
    'numbers',
    'pause',
    'attempt',
    'pace',
  ],
])

/** The words of the language, by the keys under which they stand. */
const words = new Map<string, Set<string>>()
collect(jsonSchema(), '')

function collect(schema: unknown, under: string): void {
  if (typeof schema !== 'object' || schema === null) return
  for (const [key, value] of Object.entries(schema)) {
    if (key === 'enum' || key === 'const') {
      words.set(under, new Set([...(words.get(under) ?? []), ...[value].flat().map(String)]))
    } else if (key === 'properties') {
      for (const [name, part] of Object.entries(value)) collect(part, name)
    } else collect(value, under)
  }
}

const isAt = (path: Path, pattern: readonly string[]) =>
  path.length === pattern.length && pattern.every((part, i) => part === '*' || part === path[i])

function change(node: Node | ParsedNode | null | unknown, path: Path, names: Names): void {
  // What a variant says is said as in the scenario itself.
  const own = path[0] === 'variants' ? path.slice(2) : path
  if (isSeq(node)) {
    for (const [i, item] of node.items.entries()) change(item, [...path, i], names)
  } else if (isMap(node)) {
    const areNames =
      path.length !== 1 || path[0] !== 'variants' ? named.some((pattern) => isAt(own, pattern)) : false
    for (const { key, value } of node.items) {
      if (!isScalar(key)) continue
      const name = String(key.value)
      change(value, [...path, name], names)
      if (areNames) key.value = replaced(name, names)
      if (areNames) key.type = Scalar.QUOTE_DOUBLE
    }
  } else if (isScalar(node) && typeof node.value === 'string') {
    const isPlain = own.some(
      (key, i) => plain.has(String(key)) && !named.some((each) => isAt(own.slice(0, i), each)),
    )
    if (isPlain || own[0] === 'sources' || isAt(own, ['until']) || isAt(own, ['upgrade', 'at'])) return
    const word = node.value
    if (own.some((key) => words.get(String(key))?.has(word))) return
    node.value = node.value
      .split(/(\.\.|\s+|[,[\]×=])/)
      .map((part) => replaced(part, names))
      .join('')
    node.type = Scalar.QUOTE_DOUBLE
  }
}

/** A name, flags as in `A+B`, a link or a unit such as `client-server` or `b1.ibp`, by their new names. */
function replaced(word: string, names: Names): string {
  const name = names.get(word)
  if (name !== undefined) return name
  for (const joint of ['+', ' ', '/', '.', '-']) {
    for (let at = word.indexOf(joint); at > 0; at = word.indexOf(joint, at + 1)) {
      const [left, right] = [word.slice(0, at), word.slice(at + 1)]
      const first = replaced(left, names)
      if (first === left) continue
      const second = /^(dialer|acceptor)$/.test(right) ? right : replaced(right, names)
      if (second !== right || /^(dialer|acceptor)$/.test(right)) return `${first}${joint}${second}`
    }
  }
  return word
}
