/** What generated scenarios consist of: how often every key of the language occurs, and how often an answer changes without it. */
import { headOf, read, type Scenario } from './answers.ts'
import { at, type Doc, isList, type Path, pathsIn, without } from './document.ts'
import { textOf } from './text.ts'

/** Of one key, or of one value of it: in how many files. */
export interface Share {
  occurs: number
  /** In how many of them the file can do without it. */
  tried: number
  /** In how many the verdict or a count of the plan changes without it. */
  decides: number
  /** In how many anything else that the plan says does. */
  tells: number
}

export interface Mix {
  readonly files: number
  readonly invalid: number
  readonly keys: ReadonlyMap<string, Share>
  /** How many scenarios came to each verdict, and to each share of safe orders. */
  readonly verdicts: ReadonlyMap<string, number>
  /** How many scenarios had so many nodes, and so many steps. */
  readonly sizes: ReadonlyMap<string, number>
}

/** What follows here is called as the file likes: roles, releases, calls, levels, versions. */
const free: readonly RegExp[] = [
  /^(sources|roles|roles\.\*|calls|calls\.\*|levels|operations|paths|paths\.\*|cluster|cluster\.\*|variants)$/,
  /^(service\.floor|traffic\.repeat|upgrade\.to|upgrade\.through|versions\.\[\])$/,
  /\.(as|with|with\.\*|levels|numbers|reads|names)$/,
]

/** The key that stands at a path, with a star for every name that is the file's own. */
export function keyAt(path: Path): string {
  return path.reduce<string>((before, key) => {
    const isFree = free.some((pattern) => pattern.test(before))
    const here = typeof key === 'number' ? '[]' : isFree ? '*' : key
    return before === '' ? here : `${before}.${here}`
  }, '')
}

/** Keys whose values are words of the language, and are counted one by one. */
const worded =
  /(^|\.)(speaks|answers|replies|otherwise|when refused|retry|on|by|remembers|meanwhile|when full|unknown flags|detects fallback|raised|reversible|transitional|drops connections|unknown members|missing|outcome|effect|keep|way back|over|data|spoils|needs|fallback)$/

/** The keys, and the words under them, that occur in a document, each with the places where it does. */
export function keysIn(doc: Doc): Map<string, Path[]> {
  const keys = new Map<string, Path[]>()
  const add = (key: string, path: Path) => keys.set(key, [...(keys.get(key) ?? []), path])
  for (const path of pathsIn(doc)) {
    const key = keyAt(path)
    if (key.endsWith('[]') || key.startsWith('variants.')) continue
    const value = at(doc, path)
    add(key, path)
    if (!worded.test(key) || key === 'calls.*.*.over') continue
    if (typeof value === 'string' && !/^roles\.\*\.\*\.needs$/.test(key)) add(`${key}: ${value}`, path)
    if (isList(value) && key !== 'roles.*.*.needs')
      for (const [i, item] of value.entries()) add(`${key}: ${String(item)}`, [...path, i])
  }
  return keys
}

/** So many keys of one file are tried: more files tell more. */
const keysTried = 14

function someOf(keys: readonly string[], place: number): readonly string[] {
  const first = (place * keysTried) % Math.max(1, keys.length)
  return [...keys.slice(first), ...keys.slice(0, first)].slice(0, keysTried)
}

/** Adds what one file is made of. `place` decides which keys are tried, and where. */
export function addTo(mix: MutableMix, doc: Doc, place: number): void {
  mix.files++
  const { scenarios } = read(textOf(doc))
  const [scenario] = scenarios
  if (scenario === undefined) {
    mix.invalid++
    return
  }
  const found = headOf(scenario)
  const { safeOrders, allOrders, verdict } = found
  bump(mix.verdicts, `verdict ${verdict}${found.isRoute ? ' by a route' : ''}`)
  bump(mix.verdicts, `orders ${shareOf(safeOrders, allOrders)}`)
  bump(mix.sizes, `nodes ${scenario.nodes.length}`)
  bump(mix.sizes, `steps ${scenario.upgrade.steps.length}`)
  bump(mix.sizes, `largest role ${largestRole(scenario)}`)
  const keys = keysIn(doc)
  const tried = new Set(someOf([...keys.keys()], place))
  for (const [key, paths] of keys) {
    const share = mix.keys.get(key) ?? { occurs: 0, tried: 0, decides: 0, tells: 0 }
    mix.keys.set(key, share)
    share.occurs++
    if (!tried.has(key)) continue
    const path = paths[place % paths.length]
    const smaller = path === undefined ? null : without(doc, path)
    const [other] = smaller === null ? [] : read(textOf(smaller)).scenarios
    if (other === undefined) continue
    share.tried++
    const less = headOf(other)
    const isDecided =
      less.verdict !== verdict ||
      less.safeOrders !== safeOrders ||
      less.allOrders !== allOrders ||
      less.unsupportedOrders !== found.unsupportedOrders
    if (isDecided) share.decides++
    else if (less.rest !== found.rest) share.tells++
  }
}

export type MutableMix = {
  -readonly [Key in keyof Mix]: Mix[Key] extends ReadonlyMap<infer K, infer V> ? Map<K, V> : Mix[Key]
}

export const emptyMix = (): MutableMix => ({
  files: 0,
  invalid: 0,
  keys: new Map(),
  verdicts: new Map(),
  sizes: new Map(),
})

function bump(counts: Map<string, number>, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1)
}

function shareOf(safe: string | null, all: string | null): string {
  if (safe === null || all === null) return 'not counted'
  if (safe === '0') return 'none safe'
  return safe === all ? 'all safe' : 'some safe'
}

function largestRole({ nodes }: Scenario): number {
  const counts = new Map<string, number>()
  for (const { role } of nodes) bump(counts, role)
  return Math.max(0, ...counts.values())
}

/** The mix as a table. */
export function sayMix({ files, invalid, keys, verdicts, sizes }: Mix): string {
  const rows = [...keys].toSorted(([a], [b]) => (a < b ? -1 : 1))
  const wide = Math.max(...rows.map(([key]) => key.length))
  const cells = (...numbers: readonly (number | string)[]) =>
    numbers.map((each) => String(each).padStart(8)).join('')
  const counted = (counts: ReadonlyMap<string, number>) =>
    [...counts]
      .toSorted(([a], [b]) => a.localeCompare(b, 'en', { numeric: true }))
      .map(([what, count]) => `  ${what}: ${count}`)
  return [
    `${files} files, ${invalid} of them invalid`,
    ...counted(verdicts),
    ...counted(sizes),
    '',
    `${'key'.padEnd(wide)}${cells('occurs', 'tried', 'decides', 'tells')}`,
    ...rows.map(([key, { occurs, tried, decides, tells }]) => {
      const isSilent = tried > 0 && decides === 0
      return `${key.padEnd(wide)}${cells(occurs, tried, decides, tells)}${isSilent ? '  silent' : ''}`
    }),
  ].join('\n')
}
