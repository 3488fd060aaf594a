/**
 * What a release declares about its end of a connection. A scenario says it, the chart in
 * `connection-end.ts` behaves by it, and nothing else in Parley interprets it.
 *
 * Versions are opaque: the only order that they have is their place in `versions`, oldest first. What an end says on
 * the wire is a text, see `words.ts`: one version, a range, a list, or nothing.
 */
import { lookUp } from './look-up.ts'
import { newestOf, readVersions, sayVersions } from './words.ts'

export interface EndRules {
  /** Every version that the protocol knows, oldest first. */
  readonly versions: readonly string[]
  /** Whether this end names its version as soon as the socket connects, or after the peer's has come. */
  readonly speaks: (typeof waysToSpeak)[number]
  /** What this end names when it speaks first: a version, a range, a list, or '' for a greeting without any. */
  readonly offers: string
  /** What it takes for agreed when the peer has spoken. */
  readonly answers: Answering
  /** The versions that this end agrees to. Independent of what it offers. For flags: those that it knows. */
  readonly accepts: readonly string[]
  /** What it does with what it does not accept. */
  readonly otherwise: Otherwise
  /** What becomes of messages that are sent while the handshake goes on. */
  readonly meanwhile: (typeof waysMeanwhile)[number]

  // What most ends do without. Absent is the usual.

  /** What an end that speaks second says when it agrees: the version agreed on, its own offer, or nothing at all. */
  readonly replies?: (typeof waysToReply)[number]
  /** Versions that it reads as another one. */
  readonly reads?: Readonly<Record<string, string>>
  /** Flags without which it does not agree. */
  readonly requires?: readonly string[]
  /** Whether it refuses flags that it does not know; else it ignores them. */
  readonly refusesUnknownFlags?: boolean
  /** The version that it goes on at where it goes on without agreement. Absent: the oldest that it accepts. */
  readonly fallsTo?: string
  /**
   * What it does when its peer refuses its offer: gives up, goes on at `fallsTo`, or tries again. It hears of that
   * while it waits for an answer; an end that is open by then tries nothing again.
   */
  readonly whenRefused?: 'give up' | 'go on' | Retry
  /** Whether it refuses a peer that tries again with less than the best that both could have. */
  readonly detectsFallback?: boolean
  /** How long it waits for its peer to speak, in virtual milliseconds. Absent: for ever. */
  readonly patience?: number
  /** Whether it was refused before, and offers less than it could. */
  readonly triesAgain?: true
  /** How many messages its queue holds, also while it is sent, and what it does with one more. Absent: any number. */
  readonly queue?: { readonly bound: number; readonly whenFull: WhenFull }
  /** What it writes to its log, for readers. Absent: nothing that is known. */
  readonly logs?: Logs
}

/** The lines that an end logs of a version that it accepts, or refuses: `{version}` stands for it. */
export interface Logs {
  readonly accepted?: string
  readonly refused?: string
}

// The words of these rules, as scenarios have them. From these lists follow the types here, the schema of scenarios and the
// charts: what is added to one of them and forgotten anywhere does not compile.

export const waysToSpeak = ['at once', 'after the peer'] as const
export const waysMeanwhile = ['send', 'queue', 'refuse'] as const
export const waysToReply = ['the agreed', 'own offer', 'nothing'] as const

/** What an end does with a message for which its queue has no room: says no, drops another for it, or closes. */
export type WhenFull = (typeof waysWhenFull)[number]

export const waysWhenFull = ['refuse', 'drop the oldest', 'close'] as const

/**
 * How a version is chosen. What comes of it is agreed if this end accepts it. An end that offers none has the newest
 * that it accepts for its own.
 * - `theirs`: the peer's word as it stands, the newest where it names several
 * - `lower`: the lower of the newest of both
 * - `equal`: the newest that it offers, if the peer says the same
 * - `highest common`: the newest that the peer names and this end accepts
 * - `common flags`: those that both name, accepted unless `requires` or `refusesUnknownFlags` say no
 * - `theirs or own newest`: the peer's where it is accepted, else its own newest, whatever the peer makes of it
 * - `own`: its own, as configured, whatever the peer says
 * - `anything`: the peer chooses, and does not tell; always accepted
 */
export type Answering = (typeof waysToAnswer)[number]

export const waysToAnswer = [
  'theirs',
  'lower',
  'equal',
  'highest common',
  'common flags',
  'theirs or own newest',
  'own',
  'anything',
] as const

/**
 * What an end does with a version that it does not accept: closes; ignores it and waits for ever; says so, with
 * or without the versions that it does accept, and closes, waits for another word, or goes on; says its own and closes;
 * or goes on as if nothing had been said.
 */
export type Otherwise = (typeof waysOtherwise)[number]

export const waysOtherwise = [
  'close',
  'stall',
  'error',
  'error with supported',
  'error, then wait',
  'error, then go on',
  'own version',
  'go on',
] as const

/** What becomes of an end that does not accept what it has heard, and what its peer is told of that. */
interface Refusing {
  readonly does: 'closes' | 'stalls' | 'waits' | 'goes on'
  /** Nothing, that it is not accepted, or what would be as well. */
  readonly tells: 'nothing' | 'refusal' | 'supported'
}

const refusing: Readonly<Record<Otherwise, Refusing>> = {
  close: { does: 'closes', tells: 'nothing' },
  stall: { does: 'stalls', tells: 'nothing' },
  error: { does: 'closes', tells: 'refusal' },
  'error with supported': { does: 'closes', tells: 'supported' },
  'error, then wait': { does: 'waits', tells: 'refusal' },
  'error, then go on': { does: 'goes on', tells: 'refusal' },
  'own version': { does: 'closes', tells: 'refusal' },
  'go on': { does: 'goes on', tells: 'nothing' },
}

/** Whether its peer hears of it that an end does not accept what it has said. */
export const saysRefusal = ({ otherwise }: EndRules) => refusing[otherwise].tells !== 'nothing'

/** Whether an end that refuses says what it would accept. */
export const namesSupported = ({ otherwise }: EndRules) => refusing[otherwise].tells === 'supported'

/** Whether an end stays in its handshake for ever where it does not accept what it hears. */
export const stalls = ({ otherwise }: EndRules) => refusing[otherwise].does === 'stalls'

/** Whether an end waits for another word where it does not accept one. */
export const waitsForAnother = ({ otherwise }: EndRules) => refusing[otherwise].does === 'waits'

/** Whether an end goes on without agreement where it does not accept what it hears. */
export const goesOnAllTheSame = ({ otherwise }: EndRules) => refusing[otherwise].does === 'goes on'

/** How an end tries again when its offer was refused: with less than that, and only with what it accepts. */
export interface Retry {
  /**
   * With the version below the one that it offered, the best of those that the refusal names, or its oldest. A refusal
   * that names none leaves the version below.
   */
  readonly with: (typeof retriesWith)[number]
  /** What it takes for a refusal: an error, a connection that is closed without a word, or silence. */
  readonly on: readonly (typeof retriesOn)[number][]
  /** A connection that is closed or silent is of no more use. Whoever was dialled has nobody to dial: it gives up. */
  readonly where: (typeof retriesWhere)[number]
  /** For whom it remembers what worked: for nobody, for the link, for the peer, or for the whole cluster. */
  readonly remembers: (typeof retriesFor)[number]
}

export const retriesWith = ['next lower', 'supported', 'oldest'] as const
export const retriesOn = ['error', 'close', 'silence'] as const
export const retriesWhere = ['new connection', 'same connection'] as const
export const retriesFor = ['nothing', 'link', 'peer', 'cluster'] as const

/** What an end says of a version that its peer chooses without telling. */
export const anything = '*'

/** What an end with these rules makes of what its peer says: a version, flags, or nothing that it could name. */
export function answerTo(rules: EndRules, said: string): string | null {
  const heard = heardBy(rules, said)
  const theirs = heard.at(-1) ?? null
  const own = newestOf(rules.versions, rules.offers) ?? rules.accepts.at(-1) ?? null
  switch (rules.answers) {
    case 'theirs':
      return theirs
    case 'lower':
      return theirs === null || own === null ? null : lower(rules.versions, theirs, own)
    case 'equal':
      return theirs
    case 'highest common':
      return heard.findLast((version) => rules.accepts.includes(version)) ?? null
    case 'common flags': {
      const offered = readVersions(rules.versions, rules.offers)
      return sayVersions(
        rules.versions,
        offered.filter((flag) => heard.includes(flag)),
        '+',
      )
    }
    case 'theirs or own newest':
      return theirs !== null && rules.accepts.includes(theirs) ? theirs : own
    case 'own':
      return own
    case 'anything':
      return anything
  }
}

/** Why an end does not agree to what its peer says. */
export type Objection =
  /** The version that comes of it is none that it accepts, or it knows of none. */
  | { readonly kind: 'version' }
  /** Flags that it requires are not common to both. */
  | { readonly kind: 'misses'; readonly flags: readonly string[] }
  /** Flags that it does not know, and that it may not pass over. */
  | { readonly kind: 'unknown'; readonly flags: readonly string[] }

/** What an end with these rules has against what its peer says; null where it agrees. */
export function objectionTo(rules: EndRules, said: string): Objection | null {
  const answer = answerTo(rules, said)
  const unless = (isAccepted: boolean): Objection | null => (isAccepted ? null : { kind: 'version' })
  if (answer === null) return unless(false)
  switch (rules.answers) {
    case 'anything':
      return null
    case 'equal':
      return unless(answer === newestOf(rules.versions, rules.offers) && rules.accepts.includes(answer))
    case 'common flags': {
      const common = readVersions(rules.versions, answer)
      const unknown = heardBy(rules, said).filter((flag) => !rules.accepts.includes(flag))
      if (rules.refusesUnknownFlags && unknown.length > 0) return { kind: 'unknown', flags: unknown }
      const missed = (rules.requires ?? []).filter((flag) => !common.includes(flag))
      return missed.length > 0 ? { kind: 'misses', flags: missed } : null
    }
    default:
      return unless(rules.accepts.includes(answer))
  }
}

/** Whether an end with these rules agrees to what its peer says. */
export const acceptsVersion = (rules: EndRules, said: string): boolean => objectionTo(rules, said) === null

/** Whether what a peer says is less than the best that this end accepts: somebody may have made it say less. */
export function isFallback(rules: EndRules, said: string): boolean {
  const theirs = heardBy(rules, said).at(-1) ?? ''
  return rank(rules, theirs) < rank(rules, rules.accepts.at(-1) ?? '')
}

/**
 * The rules of the next try of an end whose offer was refused, or null where nothing is left to try.
 *
 * @param supported what the refusal said would be accepted, '' where it said nothing
 */
export function nextTry(rules: EndRules, supported: string): EndRules | null {
  const { whenRefused } = rules
  if (typeof whenRefused !== 'object') return null
  const offered = newestOf(rules.versions, rules.offers)
  const below = rules.accepts.filter((version) => rank(rules, version) < rank(rules, offered ?? ''))
  const named = readVersions(rules.versions, supported)
  const choices = {
    'next lower': below.at(-1),
    supported: named.length > 0 ? below.findLast((version) => named.includes(version)) : below.at(-1),
    oldest: below[0],
  }
  const offers = choices[whenRefused.with]
  return offers === undefined ? null : { ...rules, offers, triesAgain: true }
}

/** The lower of two versions. An unknown one is lower than every known one, so nobody accepts it by accident. */
function lower(versions: readonly string[], a: string, b: string): string {
  return versions.indexOf(a) <= versions.indexOf(b) ? a : b
}

const rank = (rules: EndRules, version: string) => rules.versions.indexOf(version)

/** The versions that a text names, as this end reads them, oldest first. */
function heardBy({ versions, reads }: EndRules, said: string): string[] {
  const heard = readVersions(versions, said).map((version) => lookUp(reads, version) ?? version)
  return heard.toSorted((a, b) => versions.indexOf(a) - versions.indexOf(b))
}
