/** A session in which nodes and hosts are called `c1`, `c2` …, in the text as well: for whoever may not know what they are called. */
import { buildCluster } from '#sim/engine/cluster.ts'
import type { Scenario } from '#sim/scenario/model.ts'
import { startValues } from '#sim/scenario/order/units.ts'
import type { Wire, WireIntervention, WireStep } from './wire.ts'

type Names = ReadonlyMap<string, string>

/** A word of a text begins and ends where no letter, digit or dash goes on. */
const word = (name: string) =>
  `(?<![\\p{L}\\d_-])${name.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')}(?![\\p{L}\\d_-])`

/** The names of nodes and hosts that say something, each with one that does not, which nothing in the text has. */
export function plainNames({ nodes }: Scenario, text: string): Names {
  const names = new Map<string, string>()
  const taken = new Set(text.match(/[\p{L}\d_-]+/gu))
  const counts = new Map<string, number>()
  const name = (old: string, initial: string) => {
    if (names.has(old) || /^[a-z]\d+$/.test(old)) return
    let next = ''
    do {
      counts.set(initial, (counts.get(initial) ?? 0) + 1)
      next = `${initial}${counts.get(initial)}`
    } while (taken.has(next))
    taken.add(next)
    names.set(old, next)
  }
  for (const { id, role } of nodes) name(id, /[a-z]/.exec(role.toLowerCase())?.[0] ?? 'n')
  for (const { host } of nodes) if (host !== undefined) name(host, 'h')
  return names
}

/** A text with each of these names replaced, wherever it stands by itself: also in comments. */
export function renamedText(text: string, names: Names): string {
  if (names.size === 0) return text
  const longestFirst = [...names.keys()].toSorted((a, b) => b.length - a.length)
  return text.replaceAll(new RegExp(longestFirst.map(word).join('|'), 'gu'), (old) => names.get(old) ?? old)
}

/** Whether a scenario is another one with these names replaced, and nothing else: a name may be that of something else, too. */
export function isRenamed(before: unknown, after: unknown, names: Names): boolean {
  if (typeof before === 'string') return after === renamedText(before, names)
  if (typeof before !== 'object' || before === null) return before === after
  if (typeof after !== 'object' || after === null) return false
  const [old, next] = [Object.entries(before), Object.entries(after)]
  return (
    old.length === next.length &&
    old.every(([key, value], i) => {
      const [otherKey, other] = next[i] ?? ['']
      return isRenamed(key, otherKey, names) && isRenamed(value, other, names)
    })
  )
}

/** What a link says of a session, said of the same scenario with other names. */
export function renamedWire(wire: Wire, before: Scenario, after: Scenario): Wire {
  const units = zip([...startValues(before).keys()], [...startValues(after).keys()])
  const pairs = zip([...buildCluster(before, 0).pairs.keys()], [...buildCluster(after, 0).pairs.keys()])
  const unit = (name: string) => units.get(name) ?? name
  const step = (each: WireStep): WireStep =>
    typeof each === 'string' ? unit(each) : [unit(each[0]), each[1]]
  const subject = (name: string) => units.get(name) ?? pairs.get(name) ?? name
  // `end c1-s1#2 dialer` is of a connection of a pair.
  const actor = (name: string) =>
    name
      .split(' ')
      .map((part, i) => (i === 1 ? part.replace(/^[^#]+/, subject) : part))
      .join(' ')
  const did = (each: WireIntervention): WireIntervention => {
    if (each[1] === 'roll out') return [each[0], each[1], each[2].map(step)]
    if (each[1] === 'send') return [each[0], each[1], actor(each[2]), each[3]]
    const [at, what, name, ...rest] = each
    return [at, what, subject(name), ...rest] as WireIntervention
  }
  const { selection } = wire
  return {
    ...wire,
    ...(wire.order && { order: wire.order.map(step) }),
    ...(wire.did && { did: wire.did.map(did) }),
    ...(selection && {
      selection: selection[0] === 'event' ? selection : [selection[0], subject(selection[1])],
    }),
  }
}

const zip = (before: readonly string[], after: readonly string[]): Names =>
  new Map(before.map((name, i) => [name, after[i] ?? name]))
