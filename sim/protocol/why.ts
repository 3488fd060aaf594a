/** Why a handshake ended as it did, in words and in the facts behind them. */

import type { EndContext } from '#machines/connection-end.ts'
import { answerTo, type EndRules, type Objection, objectionTo, stalls } from '#machines/rules.ts'
import type { Outcome } from '../scenario/outcome.ts'
import type { Side } from '../scenario/side.ts'
import { sayList } from '../text/say-list.ts'
import { sayDuration } from '../text/say-time.ts'
import type { EndView } from './outcome-of.ts'

/** What is said of a dialer whose connection does not pass its test. */
export const unanswered = 'still waits for the answer to its first call'

/** One end, with what it was told and what it goes by. */
export interface EndFacts extends EndView {
  readonly rules: EndRules
  /** What the peer said, if it has spoken. */
  readonly heard: string | null
  /** What the peer said would be accepted when it refused, '' if it only refused; null if it did not. */
  readonly refusal?: string | null
  /** Why it is on its own where its peer is not the reason: it has `waited` in vain, or has `left`; null where it is not. */
  readonly gaveUp?: EndContext['gaveUp']
}

export interface BothFacts {
  readonly dialer: EndFacts
  readonly acceptor: EndFacts | null
}

type Names = { readonly dialer: string; readonly acceptor: string }

/** The judgement of one end on what it heard. */
export interface EndJudgement {
  readonly heard: string
  /** What it makes of it: the lower of both, or the peer's word. */
  readonly computed: string | null
  readonly accepted: boolean
  /** What it has against it; null where it is accepted. */
  readonly objection: Objection | null
}

/** What an end made of its peer's version, or null while the peer has not spoken. */
export function judgement({ rules, heard }: EndFacts): EndJudgement | null {
  if (heard === null) return null
  const objection = objectionTo(rules, heard)
  return { heard, computed: answerTo(rules, heard), accepted: objection === null, objection }
}

/**
 * The end that refused. Where both did not accept what they heard it is the one that did not wait for ever, and the
 * acceptor before the dialer; where neither says so, the one that gave up.
 */
export function refuserOf({ dialer, acceptor }: BothFacts): Side | null {
  const ends = [
    ...(acceptor ? [{ side: 'acceptor', facts: acceptor } as const] : []),
    { side: 'dialer', facts: dialer } as const,
  ]
  const unhappy = ends.filter(({ facts }) => judgement(facts)?.accepted === false)
  const gone = ({ facts }: (typeof ends)[number]) => facts.state === 'rejected'
  return (unhappy.find(gone) ?? unhappy[0] ?? ends.find(gone))?.side ?? null
}

/** A greeting may name no version at all. */
const sayHeard = (heard: string | null) => heard || 'a greeting without a version'

/** What an end does that does not accept what it heard. */
const refuses: Readonly<Record<EndRules['otherwise'], string>> = {
  close: 'closes',
  stall: 'stays in its handshake without a word',
  error: 'says so and closes',
  'error with supported': 'says what it would accept and closes',
  'error, then wait': 'says so and waits for another word',
  'error, then go on': 'says so and goes on',
  'own version': 'says its own version and closes',
  'go on': 'goes on',
}

/** One sentence that says why a connection has this outcome. `names` are the two nodes or releases. */
export function reasonFor(outcome: Outcome, names: Names, facts: BothFacts, lost: readonly string[]): string {
  const ends: NamedEnd[] = [
    { name: names.dialer, facts: facts.dialer },
    ...(facts.acceptor ? [{ name: names.acceptor, facts: facts.acceptor }] : []),
  ]
  const agreed = facts.dialer.version ?? facts.acceptor?.version
  switch (outcome) {
    case 'open':
      return `both ends agree on ${agreed}`
    case 'degraded':
      return `both ends agree on ${agreed}, with ${lost.join('; ')}`
    case 'rejected': {
      const side = refuserOf(facts)
      const end = side === null ? null : facts[side]
      if (side !== null && end) return sayRejected(ends, { name: names[side], facts: end })
      const full = ends.find(({ facts: { gaveUp } }) => gaveUp === 'left') ?? ends[0]
      return `${full?.name} has a full queue and closes`
    }
    case 'half-open': {
      const believer = ends.find((end) => end.facts.state === 'open')
      const other = ends.find((end) => end !== believer)
      if (other?.facts.state === 'open') {
        return ends.map((end) => `${end.name} believes ${end.facts.version} is agreed`).join(', ')
      }
      const stays = other && isUnhappy(other) ? sayStalled(other) : `${other?.name} waits for ever`
      return `${believer?.name} believes ${believer?.facts.version} is agreed; ${stays}`
    }
    case 'stalled': {
      const stuck = ends.filter(isUnhappy)
      return stuck.length > 0
        ? stuck.map((end) => `${sayObjection(end)} and stays in its handshake`).join('; ')
        : `${ends.map((end) => end.name).join(' and ')} wait for each other`
    }
  }
}

interface NamedEnd {
  readonly name: string
  readonly facts: EndFacts
}

/** What an end has against what it heard. */
function sayObjection({ name, facts }: NamedEnd): string {
  const objection = judgement(facts)?.objection
  switch (objection?.kind) {
    case 'misses':
      return `${name} misses ${sayList(objection.flags)}, which it requires,`
    case 'unknown':
      return `${name} does not know ${sayList(objection.flags)}`
    default:
      return `${name} does not accept ${sayHeard(facts.heard)}`
  }
}

const isUnhappy = ({ facts }: NamedEnd) => judgement(facts)?.accepted === false

const sayStalled = (end: NamedEnd) => `${sayObjection(end)} and stays in its handshake without a word`

const sayWaited = ({ name, facts }: NamedEnd) => `${name} waited ${sayDuration(facts.rules.patience ?? 0)}`

/** Why an end has closed, or its peer because of it; and what the other one has against it, where both refuse. */
function sayRejected(ends: readonly NamedEnd[], refuser: NamedEnd): string {
  const { name, facts } = refuser
  if (isUnhappy(refuser)) {
    const waited = ends.find((end) => end.facts !== facts && end.facts.gaveUp === 'waited')
    // When its peer has closed, who stayed in its handshake does so no more.
    const hasStayed = facts.state === 'stalled' || stalls(facts.rules)
    if (hasStayed && waited) return `${sayStalled(refuser)}; ${sayWaited(waited)} and closed`
    const other = ends.find((end) => end.facts !== facts && end.facts.state === 'rejected' && isUnhappy(end))
    const also = other === undefined ? '' : `, and ${sayObjection(other)}`
    return `${sayObjection(refuser)} and ${refuses[facts.rules.otherwise]}${also}`
  }
  if (facts.gaveUp === 'waited') return `${sayWaited(refuser)}, heard nothing and closed`
  if (facts.refusal != null) return `${name} was refused and gives up`
  if (facts.heard === null) return `${name} got something else than a version and closed`
  return `${name} does not take ${sayHeard(facts.heard)} from who fell back to it and ${refuses[facts.rules.otherwise]}`
}

/** `only Z200`, `Z200 to Z201`, or the list: what an end accepts, as it would be said. */
export function sayAccepts({ versions, accepts }: EndRules): string {
  const ranks = accepts.map((version) => versions.indexOf(version)).sort((a, b) => a - b)
  const names = ranks.map((rank) => versions[rank])
  if (names.length === 1) return `only ${names[0]}`
  const isRange = ranks.every((rank, i) => i === 0 || rank === (ranks[i - 1] ?? 0) + 1)
  return isRange ? `${names[0]} to ${names.at(-1)}` : names.join(', ')
}
