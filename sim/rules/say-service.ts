/**
 * What is said of a cluster that does not do what it is there for: the same whether it is foretold or seen. `meanwhile` says who is
 * down, such as ` while one of server is down`, and nothing where nobody is.
 */
import type { Finding } from './verdict.ts'

const unsafe = (rule: Finding['rule'], reason: string): Finding[] => [
  { rule, severity: 'unsafe', reason, source: null },
]

const are = (count: number) => (count === 1 ? 'is' : 'are')

/** Too few nodes are connected with each other to vote. */
export const withoutQuorum = (largest: number, voters: number, needed: number, meanwhile: string) =>
  unsafe(
    'quorum',
    `at most ${largest} of ${voters} are connected with each other${meanwhile}, where a quorum needs ${needed}`,
  )

/** @param parts the members of each, in words */
export const inParts = (parts: readonly string[], meanwhile: string) =>
  unsafe('connected', `there are parts without a connection${meanwhile}: ${parts.join(' | ')}`)

/** Fewer nodes of a role are up than have to be. */
export const belowFloor = (role: string, up: number, least: number, meanwhile: string) =>
  unsafe(
    `floor ${role}`,
    `only ${up} of ${role} ${are(up)} up${meanwhile}, where ${least} ${are(least)} needed`,
  )

/** A dialer that is content with any node of a role can use fewer of them than have to be up. */
export const tooFewOfUse = (dialer: string, role: string, usable: number, least: number, meanwhile: string) =>
  unsafe(
    `floor ${role}`,
    `${dialer} can use only ${usable} of ${role}${meanwhile}, where ${least} ${are(least)} needed`,
  )
