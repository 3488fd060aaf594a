/** The versions, and what the releases of each role say of them: who speaks first, what is offered, agreed and accepted. */
import type { Doc } from '../document.ts'
import { mapping } from '../document.ts'
import type { Draw } from '../draw.ts'
import {
  answersOn,
  channelsOf,
  dialsOn,
  type LinkDraft,
  type ReleaseDraft,
  type RoleDraft,
  type Window,
} from './draft.ts'
import {
  type Answers,
  accepting,
  type Change,
  falling,
  meanwhile,
  offering,
  type Protocol,
  retrying,
  type Said,
  type Saying,
  sayingAfter,
  silent,
  speakingAnew,
} from './said.ts'
import type { Shape } from './shape.ts'
import type { Themes } from './themes.ts'

/** Who names a version first, and how one is chosen. */
export interface Style {
  /** `propose`: the dialer; `announce`: the acceptor; `both`: each at once. */
  readonly opening: 'propose' | 'announce' | 'both'
  readonly dialer: Answers
  readonly acceptor: Answers
  readonly offers: 'newest' | 'all' | 'list'
}

/** What two ends make of a refusal: what the acceptor does with what it does not accept, and what the dialer does then. */
type Refusal =
  | 'close'
  | 'error'
  | 'supported'
  | 'wait'
  | 'silence'
  | 'own version'
  | 'error, then go on'
  | 'go on in silence'

export function protocolOf(draw: Draw, isOdd: boolean, isFlags: boolean): Protocol & { readonly said: Doc } {
  const count = draw.weighted([30, 2], [50, 3], [20, 4])
  const plain = isFlags
    ? ['A', 'B', 'C', 'D']
    : draw.pick([
        ['V1', 'V2', 'V3', 'V4'],
        ['V1', 'V2', 'V3', 'V4'],
        ['1.0', '2.0', '3.0', '10.0'],
      ])
  const odd = ['constructor', 'toString', '__proto__', 'valueOf']
  const versions = (isOdd ? odd : plain).slice(0, count)
  const hasAlias = !isFlags && !isOdd && draw.chance(4)
  const said = versions.map((version, i): Doc => {
    if (!hasAlias || i > 0) return version
    return mapping({ [version]: draw.chance(50) ? 'first' : ['first', 'oldest'] })
  })
  return { versions, isFlags, isOdd, said }
}

/** Ways to come to terms where there is a version in common, or where one side knows what the other offers; and any other. */
export function styleOf(
  draw: Draw,
  { isFlags }: Protocol,
  links: readonly LinkDraft[],
  { isCalm, has }: Themes,
): Style {
  const opening = has('refusal')
    ? draw.weighted([85, 'propose'], [10, 'announce'], [5, 'both'])
    : draw.weighted([48, 'propose'], [32, 'announce'], [20, 'both'])
  if (isFlags) return { opening, dialer: 'common flags', acceptor: 'common flags', offers: 'list' }
  const any = () =>
    draw.pick(['theirs', 'lower', 'equal', 'highest common', 'theirs or own newest', 'own', 'anything'])
  if (has('refusal') && draw.chance(isCalm ? 95 : 60)) {
    const acceptor = draw.weighted([60, 'theirs'], [20, 'equal'], [20, 'highest common'])
    return { opening, dialer: 'theirs', acceptor, offers: draw.chance(90) ? 'newest' : 'all' }
  }
  const isEasy = isCalm && !has('growth') && draw.chance(85)
  if (opening === 'both') {
    const both = isEasy ? 'lower' : draw.weighted([70, 'lower'], [15, 'equal'], [15, null])
    return { opening, offers: 'newest', dialer: both ?? any(), acceptor: both ?? any() }
  }
  const first = isEasy ? 'theirs' : (draw.weighted([75, 'theirs'], [15, 'lower'], [10, null]) ?? any())
  // Peers of both releases meet both ways: nobody of them can wait for the others.
  const isPeers = links.some(({ from, to }) => from === to)
  const isPlain = isEasy || (isPeers && !has('service') && draw.chance(70))
  const [second, offers] = draw.weighted(
    [isEasy ? 1_000 : isPlain ? 300 : 40, ['lower', 'newest']],
    [16, ['highest common', 'all']],
    [6, ['highest common', 'list']],
    [18, ['theirs', 'newest']],
    [6, ['theirs or own newest', 'newest']],
    [10, [null, 'newest']],
  )
  const answering = second ?? any()
  return opening === 'propose'
    ? { opening, offers, dialer: first, acceptor: answering }
    : { opening, offers, dialer: answering, acceptor: first }
}

const releaseNames = [
  ['old', 'new', 'next', 'last'],
  ['r1', 'r2', 'r3', 'r4'],
  ['1.0', '2.0', '3.0', '4.0'],
] as const
const oddNames = ['isPrototypeOf', 'hasOwnProperty', 'valueOf', 'toString'] as const

interface Surroundings {
  readonly protocol: Protocol
  readonly style: Style
  readonly isOdd: boolean
  readonly themes: Themes
}

export function rolesOf(draw: Draw, { roles, links }: Shape, around: Surroundings): RoleDraft[] {
  const names = draw.pick(releaseNames)
  const { isCalm, has } = around.themes
  const refusal = around.protocol.isFlags || !has('refusal') ? null : refusalOf(draw)
  const first = draw.weighted([65, 0], [35, 1])
  const isConfigured = has('levels') && !around.protocol.isFlags && draw.chance(30)
  const forgetful = has('growth')
    ? { alone: has('service') ? 50 : 25, last: 80, other: 10 }
    : { alone: 3, last: 5, other: 2 }
  /** In a calm scenario one release of one role does something by a rule of its own. */
  const special = isCalm && has('rules') ? draw.oneOf(roles.map(({ name }) => name)) : null
  const intended = intendedOrder(draw, roles, links, around.style)
  /** The newest version that all last releases know so far. */
  let common = around.protocol.versions.length - 1
  const inTurn = roles.toSorted((a, b) => intended.indexOf(a.name) - intended.indexOf(b.name))
  const made = inTurn.map(({ name, size }): RoleDraft => {
    const isLast = intended.at(-1) === name
    const count = draw.weighted([50, 2], [36, 3], [14, 4])
    const windows = windowsOf(draw, around.protocol.versions.length, count, {
      first: draw.chance(92) ? first : draw.number(0, 1),
      forgets: draw.chance(roles.length === 1 ? forgetful.alone : isLast ? forgetful.last : forgetful.other),
      most: draw.chance(90) ? common : around.protocol.versions.length - 1,
      isAlone: roles.length === 1,
    })
    common = Math.min(common, windows.at(-1)?.newest ?? common)
    const own = around.isOdd ? oddNames : names
    const releases: ReleaseDraft[] = []
    const states: Said[] = []
    const places = new Map<string, Partial<Said>>()
    const calls = own.slice(0, count)
    for (const [i, called] of calls.entries()) {
      const window = windows[i] ?? { oldest: 0, newest: 0 }
      const more = new Map<string, Doc>()
      const like = i > 1 && draw.chance(14) ? draw.number(0, i - 2) : null
      if (like !== null) more.set('like', calls[like] ?? called)
      const role = { name, sides: sidesOf(links, name), links }
      const before = states[like ?? i - 1]
      const saying =
        before === undefined
          ? firstRelease(draw, role, window, around)
          : laterRelease(draw, before, window, { ...around, isConfigured })
      if (refusal !== null) refuse(draw, saying, role, refusal, i)
      if (has('meanwhile') && draw.chance(i === 0 ? 15 : 60))
        saying.say({ fields: { meanwhile: meanwhile(draw, saying.said()) }, said: {} })
      if (special === name && i === Math.min(1, count - 1)) saying.sayOne(draw)
      else if (!isCalm && has('rules') && draw.chance(i === 0 ? 10 : 25)) saying.sayAnew(draw)
      if (around.protocol.isFlags && isCalm && i > 0) saying.sayAnew(draw, 120)
      const as = elsewhere(draw, saying.said(), role, places, around, i)
      if (as.size > 0) more.set('as', as)
      releases.push({ name: called, saying, more, window })
      states.push(saying.said())
    }
    return { name, releases, size, turn: intended.indexOf(name) }
  })
  return roles.flatMap(({ name }) => made.filter((role) => role.name === name))
}

type Side = 'dialer' | 'acceptor'

interface Part {
  readonly name: string
  readonly sides: readonly Side[]
  readonly links: readonly LinkDraft[]
}

const sidesOf = (links: readonly LinkDraft[], role: string): readonly Side[] => [
  ...(dialsOn(links, role).length > 0 ? (['dialer'] as const) : []),
  ...(answersOn(links, role).length > 0 ? (['acceptor'] as const) : []),
]

/** Whose turn it is when: whoever chooses among what it hears has to know newer versions before anybody offers them. */
function intendedOrder(
  draw: Draw,
  roles: Shape['roles'],
  links: Shape['links'],
  style: Style,
): readonly string[] {
  const chooser = style.opening === 'announce' ? 'from' : 'to'
  const choosing = style[chooser === 'from' ? 'dialer' : 'acceptor']
  const names = draw.shuffled(roles.map(({ name }) => name))
  if (choosing === 'lower' || choosing === 'highest common' || choosing === 'common flags') return names
  const early = (name: string) => links.some((link) => link[chooser] === name)
  return [...names.filter(early), ...names.filter((name) => !early(name))]
}

interface Growth {
  /** The newest version of the first release. */
  readonly first: number
  /** Whether later releases do not know the oldest versions any more. */
  readonly forgets: boolean
  /** The newest of those that may become the oldest. */
  readonly most: number
  /** Whether there is no other role, so that old and new have to get along with each other. */
  readonly isAlone: boolean
}

/** Releases get to know newer versions. What is there at first has one in common. */
function windowsOf(
  draw: Draw,
  versions: number,
  releases: number,
  { first, forgets, most, isAlone }: Growth,
): Window[] {
  const windows: Window[] = []
  let oldest = 0
  let newest = first
  for (let i = 0; i < releases; i++) {
    if (i > 0) {
      newest = Math.min(versions - 1, newest + draw.weighted([15, 0], [65, 1], [20, 2]))
      // Peers need one that knows both.
      const isTime = i > 1 || (first > 0 && !draw.chance(20)) || !isAlone
      if (forgets && isTime) {
        const least = Math.min(newest, most)
        oldest = Math.max(oldest, Math.min(least, oldest + draw.weighted([20, 0], [70, 1], [10, 2])))
      }
    }
    windows.push({ oldest, newest: Math.min(versions - 1, newest) })
  }
  return windows
}

function speaksAs(side: Side, { opening }: Style): Said['speaks'] {
  if (opening === 'both') return 'at once'
  return (opening === 'propose') === (side === 'dialer') ? 'at once' : 'after the peer'
}

function versionsIn({ versions, isFlags }: Protocol, { oldest, newest }: Window): readonly string[] {
  return isFlags ? versions.slice(0, newest + 1) : versions.slice(oldest, newest + 1)
}

function firstRelease(
  draw: Draw,
  { sides: [side = 'dialer'] }: Part,
  window: Window,
  { protocol, style }: Surroundings,
): Saying {
  const known = versionsIn(protocol, window)
  const speaks = speaksAs(side, style)
  const start: Said = { ...silent, speaks, offers: [], form: 'list', accepts: known }
  const saying = sayingAfter(protocol, start)
  const answers = style[side]
  const isSaid = answers !== 'theirs' || draw.chance(30)
  const none = !protocol.isFlags && answers !== 'equal' && answers !== 'own' && draw.chance(3)
  saying.say(
    speakingAnew(speaks),
    none ? offering(draw, [], 'list') : offering(draw, known, style.offers),
    accepting(draw, known),
    isSaid ? { fields: { answers }, said: { answers } } : null,
  )
  return saying
}

function laterRelease(
  draw: Draw,
  before: Said,
  window: Window,
  { protocol, style, isConfigured }: Surroundings & { readonly isConfigured: boolean },
): Saying {
  const saying = sayingAfter(protocol, before)
  const known = versionsIn(protocol, window)
  const offered = draw.chance(8) ? known.slice(0, -1) : known
  const offers = offered.length === 0 ? known : offered
  const same = (a: readonly string[], b: readonly string[]) => a.join() === b.join()
  const isOld = same(before.accepts, known) && !draw.chance(10)
  // What is offered is up to a level then.
  const keeps = isConfigured && known.includes(before.offers.at(-1) ?? '')
  const changes: readonly Change[] = [
    ...(keeps || (isOld && before.form !== 'none') ? [] : [offering(draw, offers, style.offers)]),
    ...(isOld ? [] : [accepting(draw, known)]),
  ]
  if (!saying.say(...changes)) for (const change of changes) saying.say(change)
  return saying
}

function refusalOf(draw: Draw): Refusal {
  return draw.weighted(
    [3, 'close'],
    [2, 'error'],
    [2, 'supported'],
    [2, 'wait'],
    [3, 'silence'],
    [1, 'own version'],
    [2, 'error, then go on'],
    [1, 'go on in silence'],
  )
}

/** Says how offers are refused in this scenario, and what becomes of that. */
function refuse(draw: Draw, saying: Saying, { sides }: Part, refusal: Refusal, place: number): void {
  const isAcceptor = sides.includes('acceptor')
  if (isAcceptor && place === 0) {
    const otherwise = {
      close: 'close',
      error: 'error',
      supported: 'error with supported',
      wait: draw.pick(['error, then wait', 'error then wait']),
      silence: 'stall',
      'own version': 'own version',
      'error, then go on': draw.pick(['error, then go on', 'error then go on']),
      'go on in silence': 'go on',
    }[refusal]
    saying.say(falling(draw, saying.said(), otherwise))
  }
  if (isAcceptor && draw.chance(14)) saying.say({ fields: { 'detects fallback': 'yes' }, said: {} })
  if (!sides.includes('dialer') || (place === 0 && draw.chance(70))) return
  const said = saying.said()
  if (said.whenRefused !== 'give up' && !draw.chance(20)) return
  switch (refusal) {
    case 'close':
      saying.say(retrying(draw, said, draw.pick([['close'], ['error', 'close']])))
      return
    case 'error':
      saying.say(retrying(draw, said, ['error']))
      return
    case 'supported':
      saying.say(retrying(draw, said, ['error'], undefined, 'supported'))
      return
    case 'wait':
      saying.say(retrying(draw, said, ['error'], 'same connection'))
      return
    case 'silence':
      saying.say(retrying(draw, said, draw.pick([['silence'], ['close', 'silence']])))
      return
    case 'own version':
      saying.say(retrying(draw, said, ['error', 'close'], undefined, 'supported'))
      return
    default: {
      const fallsTo = said.accepts[0] ?? said.offers[0]
      if (fallsTo === undefined) return
      const waits = refusal === 'go on in silence' && !said.hasPatience
      const patience = draw.pick(['1 s', '2 s'])
      saying.say({
        fields: { 'when refused': 'go on', 'falls to': fallsTo, ...(waits && { patience }) },
        said: { whenRefused: 'go on', fallsTo, ...(waits && { hasPatience: true }) },
      })
    }
  }
}

/** What a release does otherwise in other places: as acceptor where it dials too, on a link, on a channel. */
function elsewhere(
  draw: Draw,
  said: Said,
  { sides, links, name }: Part,
  before: Map<string, Partial<Said>>,
  { protocol, style, themes }: Surroundings,
  place: number,
): Map<string, Doc> {
  const as = new Map<string, Doc>()
  const put = (where: string, change: (saying: Saying) => void) => {
    const saying = sayingAfter(protocol, { ...said, ...before.get(where) })
    change(saying)
    if (saying.fields.size === 0) return
    const earlier = as.get(where)
    as.set(where, new Map([...(earlier instanceof Map ? earlier : []), ...saying.fields]))
    before.set(where, { ...before.get(where), ...differences(said, saying.said()) })
  }
  const own = links.filter(({ from, to }) => from === name || to === name)
  if (place === 0 && sides.length === 2) {
    const acceptor = speaksAs('acceptor', style)
    const [link] = own.length === 1 && draw.chance(15) ? own : []
    put(link === undefined ? 'acceptor' : `${link.name} acceptor`, (saying) => {
      const { answers } = { answers: style.acceptor }
      if (acceptor !== said.speaks) saying.say(speakingAnew(acceptor))
      if (answers !== said.answers) saying.say({ fields: { answers }, said: { answers } })
    })
  }
  if (themes.has('places') && draw.chance(place === 0 ? 12 : 55)) {
    const link = draw.oneOf(own)
    const side = link?.from === link?.to ? draw.oneOf(sides) : link?.from === name ? 'dialer' : 'acceptor'
    const narrow = link === null ? null : draw.oneOf(channelsOf(link))
    const where = draw.oneOf([
      side,
      link?.name ?? side,
      `${link?.name ?? 'none'} ${side}`,
      narrow,
      `${narrow} ${side}`,
    ])
    if (link !== null && where !== null) {
      put(where, (saying) => {
        if (draw.chance(50)) {
          const newest = said.accepts.at(-1)
          saying.say(
            offering(draw, newest === undefined ? [] : [newest], protocol.isFlags ? 'list' : 'newest'),
          )
        }
        if (themes.isCalm) saying.sayOne(draw)
        else saying.sayAnew(draw, 200)
      })
    }
  }
  return as
}

function differences(before: Said, after: Said): Partial<Said> {
  return Object.fromEntries(
    Object.entries(after).filter(([key, value]) => before[key as keyof Said] !== value),
  ) as Partial<Said>
}
