/** What generated scenarios consist of: how often every key of the language occurs, and how often an answer changes without it. */
import { headOf, holds, ownOrder, read, type Scenario } from './answers.ts'
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
  /^(service\.floor|traffic\.repeat|upgrade\.to|upgrade\.through|upgrade\.pace|versions\.\[\])$/,
  /\.(as|with|with\.\*|levels|numbers|reads|names)$/,
]

/** The key that stands at a path, with a star for every name that is the file's own. */
function keyAt(path: Path): string {
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

/** Enough for who asks whether a key decides anything. */
export const decidedOften = 3

/**
 * Adds what one file is made of.
 *
 * @param place decides which keys are tried, and where
 * @param known keys of which it is known that they decide something
 */
export function addTo(mix: MutableMix, doc: Doc, place: number, known: readonly string[]): void {
  mix.files++
  const [scenario] = read(textOf(doc)).scenarios
  if (scenario === undefined) {
    mix.invalid++
    return
  }
  const found = headOf(scenario)
  const isOwnSafe = holds(scenario, ownOrder(scenario))
  const { safeOrders, allOrders, verdict } = found
  bump(mix.verdicts, `verdict ${verdict}${found.isRoute ? ' by a route' : ''}`)
  bump(mix.verdicts, `orders ${shareOf(safeOrders, allOrders)}`)
  bump(mix.sizes, `nodes ${scenario.nodes.length}`)
  bump(mix.sizes, `steps ${scenario.upgrade.steps.length}`)
  bump(mix.sizes, `largest role ${largestRole(scenario)}`)
  const keys = keysIn(doc)
  const open = [...keys.keys()].filter((key) => !known.includes(key) && !isMute(key))
  const tried = new Set(someOf(open, place))
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
      less.unsupportedOrders !== found.unsupportedOrders ||
      holds(other, ownOrder(other)) !== isOwnSafe
    if (isDecided) share.decides++
    else if (less.rest !== found.rest) share.tells++
  }
}

/** What is for readers, what a run shows and no plan, what every file has to say, and words that are usual anyway. */
const mute: readonly (readonly [string, RegExp])[] = [
  ['for readers', /(^|\.)(title|about|label|note|source|sources|because|names)(\.|$)/],
  ['for runs', /^(network|timing|until|upgrade\.at|links\.\[\]\.(attempt|pause))(\.|$)/],
  ['for runs', /(when full: (refuse|drop the oldest)|calls\.\*\.\*\.(data|fallback)|drops connections)/],
  ['for waves', /^upgrade\.pace/],
  ['for ways back', /(reversible|way back: open)/],
  [
    'usual',
    /(raised: by an operator|needs: every|spoils: no|missing: do without|effect: fails|over: every|fallback: no|transitional: no|unknown members: block|detects fallback: no|by: new connection|remembers: nothing|when refused: give up|replies: the agreed|reads: none)$/,
  ],
]

/** Why a key decides no plan; null where it may. */
function isMute(key: string): string | null {
  return mute.find(([, pattern]) => pattern.test(key))?.[0] ?? null
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
      const why = isMute(key)
      const remark = why === null ? (tried > 0 && decides === 0 ? 'silent' : '') : why
      return `${key.padEnd(wide)}${cells(occurs, tried, decides, tells)}  ${remark}`.trimEnd()
    }),
  ].join('\n')
}
