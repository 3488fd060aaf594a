/**
 * What is found in a cluster, and the verdict on it. A run, a check, a plan and the brute force all say what they found as
 * findings, and leave the verdict to `verdictOf`.
 */

import {
  type Condition,
  type Consequence,
  type Release,
  type Scenario,
  usualConditions,
} from '../scenario/model.ts'
import type { Outcome } from '../scenario/outcome.ts'
import type { Side } from '../scenario/side.ts'
import type { RuleName } from './rule-name.ts'

/**
 * `unsupported`: nothing is known to break, but the vendor does not vouch for it. `unknown`: a limit was hit, or a run was
 * cut, before anything broke and before all was seen.
 */
export type Verdict = 'safe' | 'unsupported' | 'unsafe' | 'unknown'

/** How bad a finding is: what is `degraded` is lost, and breaks nothing. */
export type Severity = 'degraded' | 'unsupported' | 'unsafe'

/** What has to be kept on the way. */
export type Keep = ReadonlySet<Condition>

/** What has to be kept on the way of a scenario's upgrade. */
export const keepOf = ({ upgrade: { keep = usualConditions } }: Pick<Scenario, 'upgrade'>): Keep =>
  new Set(keep)

/** Something that is wrong in a cluster, or lost in it. */
export interface Finding {
  /** The rule, such as `link client-server`, `skew 1`, `level fcv`, `data`, `quorum`; or what an order does wrong as such. */
  readonly rule: RuleName | 'rollout' | 'precedence'
  readonly severity: Severity
  /** One sentence without a full stop. */
  readonly reason: string
  /** The id of the source of the rule, where it has one. */
  readonly source: string | null
  /** Whether it holds whatever else there is, as of a step that can never be taken. */
  readonly isAlways?: true
  /** Whether it is there only once a connection has to be made again that was made when levels stood elsewhere. */
  readonly isAnew?: true
  /** The connection that it is about, by releases. */
  readonly pair?: {
    readonly link: string
    readonly dialer: string
    readonly acceptor: string
    readonly outcome: Outcome
    /** Where levels stand at which an end does something otherwise. */
    readonly at?: Partial<Record<Side, Release['at']>>
    /** The two nodes, such as `c1-s1`, where it was seen between them. */
    readonly id?: string
  }
}

/**
 * The ways in which something can be wrong, whatever has to be kept:
 * - `broken`: a dialer has to do without a connection, or a call, that it needs
 * - `lost`: a connection works, and something is lost on it
 * - `fallback`: a dialer has only a fallback to connect to
 * - `unreadable`: somebody meets data that it cannot read
 * - `fails`, `unsupported`, `degraded`: what a rule of the scenario says of its breach
 */
export type Breach = 'broken' | 'lost' | 'fallback' | 'unreadable' | Consequence

/** How severe a breach is where this has to be kept. */
export function severityOf(breach: Breach, keep: Keep): Severity {
  const unless = (...conditions: Condition[]): Severity =>
    conditions.some((condition) => keep.has(condition)) ? 'unsafe' : 'degraded'
  switch (breach) {
    case 'broken':
      return unless('working', 'preferred', 'open')
    case 'lost':
      return unless('open')
    case 'fallback':
      return unless('preferred', 'open')
    case 'unreadable':
      return unless('readable')
    case 'unsupported':
      return keep.has('supported') ? 'unsupported' : 'degraded'
    case 'fails':
      return 'unsafe'
    case 'degraded':
      return 'degraded'
  }
}

const order: readonly Severity[] = ['unsafe', 'unsupported', 'degraded']

/** What tells one finding from another: the rule, the reason, and the two nodes where it was seen between some. */
export function keyOf({
  rule,
  reason,
  pair,
}: Pick<Finding, 'rule' | 'reason'> & { readonly pair?: Finding['pair'] | undefined }) {
  return `${rule}: ${reason} ${pair?.id ?? ''}`
}

/** What a finding says, whoever it is seen on. */
export const sayingOf = ({ rule, reason }: Pick<Finding, 'rule' | 'reason'>) => `${rule} ${reason}`

/** Whether one severity is as bad as another, or worse. */
export const isAsBad = (severity: Severity, other: Severity) =>
  order.indexOf(severity) <= order.indexOf(other)

/** Findings without repetition, the worst first. Of several of one rule and reason the worst counts. */
export function distinct(findings: readonly Finding[]): Finding[] {
  const sorted = findings.toSorted((a, b) => order.indexOf(a.severity) - order.indexOf(b.severity))
  const first = new Map<string, Finding>()
  for (const each of sorted) {
    const key = sayingOf(each)
    if (!first.has(key)) first.set(key, each)
  }
  return [...first.values()]
}

/**
 * The verdict on what was found.
 *
 * @param isSeen whether all was seen that was asked for: where it was not, what was not found proves nothing
 */
export function verdictOf(findings: readonly Pick<Finding, 'severity'>[], isSeen: false): Verdict
export function verdictOf(
  findings: readonly Pick<Finding, 'severity'>[],
  isSeen?: true,
): Exclude<Verdict, 'unknown'>
export function verdictOf(findings: readonly Pick<Finding, 'severity'>[], isSeen?: boolean): Verdict
export function verdictOf(findings: readonly Pick<Finding, 'severity'>[], isSeen = true): Verdict {
  const has = (severity: Severity) => findings.some((each) => each.severity === severity)
  if (has('unsafe')) return 'unsafe'
  if (!isSeen) return 'unknown'
  return has('unsupported') ? 'unsupported' : 'safe'
}

/** The worse of two verdicts: what is unsafe stays so, whatever else is not known. */
export function worse(a: Verdict, b: Verdict): Verdict {
  const badness: readonly Verdict[] = ['safe', 'unsupported', 'unknown', 'unsafe']
  return badness.indexOf(a) >= badness.indexOf(b) ? a : b
}
