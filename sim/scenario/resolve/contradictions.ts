/** Rules of one end that cannot be meant together. */
import { type EndRules, goesOnAllTheSame, nextTry } from '#machines/rules.ts'
import { readVersions } from '#machines/words.ts'
import { allOf, quote } from '../../text/nearest.ts'
import type { SaidRules } from './end-rules.ts'

export type RuleKey =
  | 'offers'
  | 'answers'
  | 'replies'
  | 'accepts'
  | 'requires'
  | 'unknown flags'
  | 'otherwise'
  | 'when refused'

export interface Contradiction {
  /** The rules that contradict each other. It is told at the first of them that a release says itself. */
  readonly keys: readonly RuleKey[]
  readonly message: string
}

/** What is wrong with rules that are right one by one. `said` is what they come from, of all layers. */
export function contradictions(rules: EndRules, said: SaidRules): Contradiction[] {
  const found: Contradiction[] = []
  const complain = (keys: readonly RuleKey[], message: string) => found.push({ keys, message })
  const { offers } = said
  const onTheWire = readVersions(rules.versions, rules.offers)
  if (offers && onTheWire.join() !== offers.names.join()) {
    const odd = offers.names.filter((name) => name.includes('+'))
    complain(['offers', 'answers'], `found ${allOf(odd)} among several, where + stands between names`)
  }
  const isFlags = rules.answers === 'common flags'
  const isVague = offers?.form === 'one' || offers?.form === 'range'
  if (isFlags && isVague) {
    const list = `a list of flags such as [${offers.names.join(', ')}], or none`
    complain(['answers', 'offers'], `common flags and an offer of ${quote(rules.offers)}, expected ${list}`)
  }
  if (!isFlags && rules.requires !== undefined) {
    complain(['requires', 'answers'], `requires flags, expected answers: common flags beside it`)
  }
  if (!isFlags && rules.refusesUnknownFlags) {
    complain(['unknown flags', 'answers'], `refuses unknown flags, expected answers: common flags beside it`)
  }
  const surplus = rules.requires?.filter((flag) => !offers?.names.includes(flag)) ?? []
  if (isFlags && surplus.length > 0) {
    const message = `requires ${allOf(surplus)}, which it does not offer: it could never agree`
    complain(['requires', 'offers', 'answers'], message)
  }
  if (rules.answers === 'equal' && offers?.form === 'none') {
    complain(['answers', 'offers'], 'equal to an offer of none: it could never agree')
  }
  const own = offers?.names.at(-1)
  if (rules.answers === 'own' && own !== undefined && !rules.accepts.includes(own)) {
    complain(
      ['answers', 'offers', 'accepts'],
      `answers its own ${own}, which it does not accept: it could never agree`,
    )
  }
  if (rules.replies === 'own offer' && offers?.form === 'none') {
    complain(
      ['replies', 'offers'],
      'replies with its own offer, which is none, expected nothing or the agreed',
    )
  }
  if (goesOnAllTheSame(rules) && rules.fallsTo === undefined) {
    complain(
      ['otherwise'],
      `goes on without agreement, expected “falls to” beside it: the version it goes on at`,
    )
  }
  if (rules.whenRefused === 'go on' && rules.fallsTo === undefined) {
    complain(
      ['when refused'],
      `goes on when refused, expected “falls to” beside it: the version it goes on at`,
    )
  }
  const isHeard = typeof rules.whenRefused !== 'object' || !rules.whenRefused.on.includes('silence')
  if (!isHeard && rules.patience === undefined) {
    complain(
      ['when refused'],
      `takes silence for a refusal and would wait for it for ever, expected “patience” beside it: how long`,
    )
  }
  if (typeof rules.whenRefused === 'object' && nextTry(rules, '') === null) {
    const below = rules.offers === '' ? 'an offer of none' : rules.offers
    complain(['when refused'], `tries again with less than ${below}, but accepts nothing lower`)
  }
  return found
}
