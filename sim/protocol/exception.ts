/** Pairs of releases whose outcome is known from elsewhere: their ends behave so that it comes about. */
import type { EndRules } from '#machines/rules.ts'
import { madeIn } from '../memo/made-in.ts'
import type { Exception, Link, Release, Scenario } from '../scenario/model.ts'
import type { Side } from '../scenario/side.ts'
import { byBeliefs } from './by-beliefs.ts'
import { lostAt } from './calls.ts'

/** What is known of a pair of releases on a link, or null where their rules decide. */
export function exceptionOf(
  { exceptions = [] }: Scenario,
  link: Link,
  dialer: Release,
  acceptor: Release,
): Exception | null {
  const isMeant = (exception: Exception) =>
    exception.link === link.name && exception.dialer === dialer.name && exception.acceptor === acceptor.name
  return exceptions.find(isMeant) ?? null
}

const bent = new WeakMap<Exception, Map<EndRules, Map<Side, EndRules>>>()

/** The rules by which an end brings about what is known of its pair: the same ones each time, for the table's sake. */
export function exceptional(rules: EndRules, side: Side, exception: Exception | null): EndRules {
  if (exception === null) return rules
  const byRules = madeIn(bent, exception, () => new Map<EndRules, Map<Side, EndRules>>())
  const bySide = madeIn(byRules, rules, () => new Map<Side, EndRules>())
  return madeIn(bySide, side, () => bend(rules, side, exception))
}

function bend(rules: EndRules, side: Side, { outcome, negotiated }: Exception): EndRules {
  const { versions, offers, otherwise } = rules
  // Nothing else that an end may do by its rules is left: no patience, no bounds, no second try could spoil it.
  const plain: EndRules = {
    versions,
    speaks: side === 'dialer' ? 'at once' : rules.speaks,
    offers,
    answers: 'anything',
    accepts: rules.accepts,
    otherwise,
    meanwhile: rules.meanwhile === 'refuse' ? 'refuse' : 'queue',
  }
  const mute: EndRules = { ...plain, answers: 'theirs', accepts: [], otherwise: 'stall' }
  const at = (version: string): EndRules => ({
    ...plain,
    offers: version,
    answers: 'own',
    accepts: [version],
  })
  switch (outcome) {
    case 'open':
    case 'degraded':
      return at(negotiated ?? rules.accepts.at(-1) ?? '')
    case 'rejected':
      return side === 'acceptor' ? { ...mute, speaks: 'after the peer', otherwise: 'close' } : plain
    case 'stalled':
      return mute
    case 'half-open':
      if (side === 'dialer') return mute
      return negotiated === null ? plain : at(negotiated)
  }
}

/** What is lost on a connection: what its exception says, or the calls that are missing. */
export const lossesAt = byBeliefs((scenario, link, joined, beliefs): readonly string[] => {
  const { dialer, acceptor } = joined
  const exception = acceptor === null ? null : exceptionOf(scenario, link, dialer, acceptor)
  if (exception === null) return lostAt(scenario, link, joined, beliefs)
  const isOpen = beliefs.dialer !== null || beliefs.acceptor !== null
  return isOpen && exception.outcome === 'degraded' ? [exception.reason] : []
})
