/**
 * What a release declares about its end of a connection. A scenario says it, the chart in
 * `connection-end.ts` behaves by it, and nothing else in Parley interprets it.
 *
 * Versions are opaque: the only order that they have is their place in `versions`, oldest first.
 */
export interface EndRules {
  /** Every version that the protocol knows, oldest first. */
  readonly versions: readonly string[]
  /** Whether this end names its version as soon as the socket connects, or after the peer's has come. */
  readonly speaks: 'at once' | 'after the peer'
  /** The version that this end names when it speaks first, and the newest that it speaks. */
  readonly offers: string
  /** What it takes for agreed when the peer has spoken: the peer's word as it stands, or the lower of both. */
  readonly answers: 'theirs' | 'lower'
  /** The versions that this end agrees to. Independent of what it offers. */
  readonly accepts: readonly string[]
  /** What it does with a version that it does not accept. */
  readonly otherwise: 'close' | 'stall'
  /** What becomes of messages that are sent while the handshake goes on. */
  readonly meanwhile: 'send' | 'queue'
}

/** The version that an end with these rules takes for agreed when the peer says `theirs`. */
export function answerTo(rules: EndRules, theirs: string): string {
  return rules.answers === 'lower' ? lower(rules.versions, theirs, rules.offers) : theirs
}

/** Whether an end with these rules agrees to `theirs`. */
export function acceptsVersion(rules: EndRules, theirs: string): boolean {
  return rules.accepts.includes(answerTo(rules, theirs))
}

/** The lower of two versions. An unknown one is lower than every known one, so nobody accepts it by accident. */
export function lower(versions: readonly string[], a: string, b: string): string {
  return versions.indexOf(a) <= versions.indexOf(b) ? a : b
}
