/** What a release has said of its ends so far, to know what else it may say: rules that contradict each other are no file. */
import { type Doc, mapping } from '../document.ts'
import type { Draw } from '../draw.ts'

export interface Said {
  readonly speaks: 'at once' | 'after the peer'
  /** The versions that it offers, and whether they are written as a range or one, as a list, or not at all. */
  readonly offers: readonly string[]
  readonly form: 'one' | 'range' | 'list' | 'none'
  readonly answers: Answers
  readonly accepts: readonly string[]
  readonly requires: readonly string[]
  readonly refusesUnknown: boolean
  readonly otherwise: string
  readonly fallsTo: string | null
  readonly whenRefused: 'give up' | 'go on' | 'retry'
  readonly hasPatience: boolean
}

export type Answers =
  | 'theirs'
  | 'lower'
  | 'equal'
  | 'highest common'
  | 'common flags'
  | 'theirs or own newest'
  | 'own'
  | 'anything'

/** Something that a release says in one place, and what it comes to. */
export interface Change {
  readonly fields: Readonly<Record<string, Doc>>
  readonly said: Partial<Said>
}

/** What all rules are drawn from. */
export interface Protocol {
  /** Oldest first, by the names that stand in the file. */
  readonly versions: readonly string[]
  readonly isFlags: boolean
  /** Whether they are called as things of JavaScript are, of which not all may be keys. */
  readonly isOdd: boolean
}

/** What an end does that says nothing beside what every first release has to. */
export const silent: Omit<Said, 'speaks' | 'offers' | 'form' | 'accepts'> = {
  answers: 'theirs',
  requires: [],
  refusesUnknown: false,
  otherwise: 'close',
  fallsTo: null,
  whenRefused: 'give up',
  hasPatience: false,
}

/** Whether a parser would take all of it together. */
function isSound(said: Said, { versions }: Protocol): boolean {
  const isFlags = said.answers === 'common flags'
  if (isFlags && (said.form === 'one' || said.form === 'range')) return false
  if (!isFlags && (said.requires.length > 0 || said.refusesUnknown)) return false
  if (said.requires.some((flag) => !said.offers.includes(flag))) return false
  if (said.answers === 'equal' && said.form === 'none') return false
  const own = said.offers.at(-1)
  if (said.answers === 'own' && own !== undefined && !said.accepts.includes(own)) return false
  if (goesOn(said) && said.fallsTo === null) return false
  if (said.whenRefused !== 'retry') return true
  const newest = versions.indexOf(own ?? '')
  return said.accepts.some((version) => versions.indexOf(version) < newest)
}

const goesOn = ({ otherwise, whenRefused }: Said) => otherwise.endsWith('go on') || whenRefused === 'go on'

/** Versions in a row as a file says them: one, a range, or a list. */
function sayVersions(draw: Draw, names: readonly string[], listed = 15): Doc {
  const [first] = names
  const last = names.at(-1)
  if (first === undefined || last === undefined) return 'none'
  if (draw.chance(listed)) return names
  return names.length === 1 ? first : `${first}..${last}`
}

export function offering(draw: Draw, names: readonly string[], as: 'newest' | 'all' | 'list'): Change {
  const newest = names.at(-1)
  if (newest === undefined) return { fields: { offers: 'none' }, said: { offers: [], form: 'none' } }
  if (as === 'newest') return { fields: { offers: newest }, said: { offers: [newest], form: 'one' } }
  if (as === 'list') return { fields: { offers: names }, said: { offers: names, form: 'list' } }
  const offers = sayVersions(draw, names)
  return { fields: { offers }, said: { offers: names, form: typeof offers === 'string' ? 'range' : 'list' } }
}

export function accepting(draw: Draw, names: readonly string[]): Change {
  return { fields: { accepts: sayVersions(draw, names) }, said: { accepts: names } }
}

const plainAnswers = [
  'theirs',
  'lower',
  'equal',
  'highest common',
  'theirs or own newest',
  'own',
  'anything',
] as const

function answering(draw: Draw): Change {
  const answers = draw.pick(plainAnswers)
  return { fields: { answers }, said: { answers } }
}

export function falling(draw: Draw, said: Said, otherwise: string): Change {
  if (!otherwise.endsWith('go on')) return { fields: { otherwise }, said: { otherwise } }
  const fallsTo = said.fallsTo ?? draw.oneOf(said.accepts) ?? said.offers[0]
  if (fallsTo === undefined) return { fields: {}, said: {} }
  return { fields: { otherwise, 'falls to': fallsTo }, said: { otherwise, fallsTo } }
}

const otherwises = [
  'close',
  'stall',
  'error',
  'error with supported',
  'error, then wait',
  'error then wait',
  'error, then go on',
  'error then go on',
  'own version',
  'go on',
] as const

const patiences = ['1 s', '2 s', '1500 ms', '3 s'] as const

type Maker = (draw: Draw, said: Said, protocol: Protocol) => Change | null

/** Everything that a release may say anew of an end, with how often of a hundred times it does. */
const makers: readonly (readonly [number, Maker])[] = [
  [4, (draw) => speakingAnew(draw.pick(['at once', 'after the peer']))],
  [8, (draw, said) => (said.answers === 'common flags' ? null : answering(draw))],
  [
    7,
    (draw, said) =>
      said.speaks === 'after the peer' && said.form !== 'none'
        ? { fields: { replies: draw.pick(['the agreed', 'own offer', 'own offer', 'nothing']) }, said: {} }
        : null,
  ],
  [6, (draw, _, { versions, isOdd }) => (isOdd ? null : reading(draw, versions))],
  [18, (draw, said) => falling(draw, said, draw.pick(otherwises))],
  [14, (draw, said) => refused(draw, said)],
  [4, (draw) => ({ fields: { 'detects fallback': draw.pick(['yes', 'yes', 'no']) }, said: {} })],
  [7, (draw) => ({ fields: { patience: draw.pick(patiences) }, said: { hasPatience: true } })],
  [8, (draw, said) => ({ fields: { meanwhile: meanwhile(draw, said) }, said: {} })],
  [30, (draw, said) => (said.answers === 'common flags' ? requiring(draw.oneOf(said.offers)) : null)],
  [
    25,
    (draw, said) =>
      said.answers === 'common flags' && draw.chance(80)
        ? { fields: { 'unknown flags': 'refuse' }, said: { refusesUnknown: true } }
        : null,
  ],
]

const requiring = (flag: string | null): Change | null =>
  flag === null ? null : { fields: { requires: flag }, said: { requires: [flag] } }

export const speakingAnew = (speaks: Said['speaks']): Change => ({ fields: { speaks }, said: { speaks } })

function reading(draw: Draw, versions: readonly string[]): Change | null {
  if (draw.chance(10)) return { fields: { reads: 'none' }, said: {} }
  const [from, to] = draw.shuffled(versions)
  if (from === undefined || to === undefined) return null
  return { fields: { reads: mapping({ [from]: to }) }, said: {} }
}

/** A queue that is too small, or what most ends do not do that speak at once, or after the peer. */
export function meanwhile(draw: Draw, { speaks }: Pick<Said, 'speaks'>): Doc {
  const whenFull = draw.weighted([1, undefined], [2, 'refuse'], [2, 'drop the oldest'], [3, 'close'])
  const bounded = mapping({ queue: String(draw.number(1, 2)), 'when full': whenFull })
  const isEarly = speaks === 'at once'
  return draw.weighted([isEarly ? 1 : 5, 'send'], [isEarly ? 2 : 1, 'queue'], [2, 'refuse'], [5, bounded])
}

const retries = ['retry with next lower', 'retry with supported', 'retry with oldest'] as const

/** What it does when it is refused. A retry on silence has the patience to hear it. */
function refused(draw: Draw, said: Said): Change | null {
  if (draw.chance(20)) {
    const fallsTo = said.fallsTo ?? draw.oneOf(said.accepts)
    if (fallsTo === null) return null
    return {
      fields: { 'when refused': 'go on', 'falls to': fallsTo },
      said: { whenRefused: 'go on', fallsTo },
    }
  }
  if (draw.chance(10)) return { fields: { 'when refused': 'give up' }, said: { whenRefused: 'give up' } }
  if (draw.chance(35))
    return { fields: { 'when refused': draw.pick(retries) }, said: { whenRefused: 'retry' } }
  return retrying(draw, said, draw.some(['error', 'close', 'silence'], 1))
}

export function retrying(
  draw: Draw,
  { hasPatience }: Said,
  on: readonly string[],
  by?: 'same connection',
  how?: string,
): Change {
  const [first] = on
  const isUsual = on.length === 1 && first === 'error'
  const signs: Doc | undefined = isUsual && draw.chance(50) ? undefined : on.length === 1 ? first : on
  const retry = mapping({
    retry: how ?? draw.pick(['next lower', 'supported', 'oldest']),
    on: signs,
    by: by ?? (draw.chance(10) ? 'new connection' : undefined),
    remembers: draw.weighted([5, undefined], [1, 'nothing'], [2, 'link'], [2, 'peer'], [3, 'cluster']),
  })
  const waits = on.includes('silence') && !hasPatience
  return {
    fields: { 'when refused': retry, ...(waits && { patience: draw.pick(patiences) }) },
    said: { whenRefused: 'retry', ...(waits && { hasPatience: true }) },
  }
}

/** What is said in one place. */
export interface Saying {
  /** What stands in the file. */
  readonly fields: Map<string, Doc>
  /** What it comes to, with what was said before. */
  readonly said: () => Said
  /** Says these together, or nothing where that would contradict itself. Gives whether it was said. */
  readonly say: (...changes: readonly (Change | null)[]) => boolean
  /** Says this and that anew, so many of a hundred times as releases usually do. */
  readonly sayAnew: (draw: Draw, percent?: number) => void
  /** Says one thing anew, any of those that may be said. */
  readonly sayOne: (draw: Draw) => void
}

export function sayingAfter(protocol: Protocol, before: Said): Saying {
  const fields = new Map<string, Doc>()
  let current = before
  const say: Saying['say'] = (...changes) => {
    const after = Object.assign({}, current, ...changes.map((change) => change?.said)) as Said
    if (!isSound(after, protocol)) return false
    current = after
    for (const change of changes) {
      for (const [key, value] of Object.entries(change?.fields ?? {})) fields.set(key, value)
    }
    return true
  }
  return {
    fields,
    said: () => current,
    say,
    sayAnew(draw, percent = 100) {
      for (const [often, make] of makers) {
        if (draw.chance((often * percent) / 100)) say(make(draw, current, protocol))
      }
    },
    sayOne(draw) {
      for (const [, make] of draw.shuffled(makers)) {
        const change = make(draw, current, protocol)
        if (change !== null && Object.keys(change.fields).length > 0 && say(change)) return
      }
    },
  }
}
