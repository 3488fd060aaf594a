/** Pairs of releases whose outcome is known from elsewhere: their ends behave so that it comes about. */
import type { EndRules } from '#machines/rules.ts'
import type { Exception, Link, Release, Scenario } from './scenario/model.ts'
import type { Side } from './world.ts'

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
  const byRules = bent.get(exception) ?? new Map<EndRules, Map<Side, EndRules>>()
  bent.set(exception, byRules)
  const bySide = byRules.get(rules) ?? new Map<Side, EndRules>()
  byRules.set(rules, bySide)
  const known = bySide.get(side) ?? bend(rules, side, exception)
  bySide.set(side, known)
  return known
}

function bend(rules: EndRules, side: Side, exception: Exception): EndRules {
  const nothing: EndRules = {
    ...rules,
    answers: 'theirs',
    accepts: [],
    otherwise: 'stall',
    whenRefused: 'give up',
  }
  switch (exception.outcome) {
    case 'open':
    case 'degraded': {
      const version = exception.negotiated ?? rules.accepts.at(-1) ?? ''
      return { ...rules, offers: version, answers: 'own', accepts: [version], replies: 'the agreed' }
    }
    case 'rejected':
      return side === 'acceptor' ? { ...nothing, otherwise: 'close' } : { ...rules, whenRefused: 'give up' }
    case 'stalled':
      return nothing
    case 'half-open':
      return side === 'dialer' ? { ...nothing, speaks: 'at once' } : { ...rules, answers: 'anything' }
  }
}

/** What is lost by an exception that is degraded, in words. */
export function lossOf({ outcome, reason }: Exception): string[] {
  return outcome === 'degraded' ? [reason] : []
}
