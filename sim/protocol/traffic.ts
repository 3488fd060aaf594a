/**
 * The calls that the application of a dialer makes on one connection, and when: `test` calls as soon as its socket
 * connects, `start` calls once the connection has passed its test, and those that are made again and again while it is
 * open. Without traffic nothing is called.
 */
import type { EndRules } from '#machines/rules.ts'
import { onceFor } from '../memo/once-for.ts'
import type { Call, Link, Scenario, Traffic } from '../scenario/model.ts'
import { rulesOf } from '../scenario/release.ts'
import { callerOf, type Joined, knowsCall, missingHow, nameAt, whyMissing } from './calls.ts'

/** The calls of the scenario’s traffic that the dialers of a link make over it. */
export const trafficOn = (scenario: Scenario, link: Link): Traffic =>
  traffics([scenario, link], () => trafficOf(scenario, link))

const traffics = onceFor<Traffic>()

function trafficOf(scenario: Scenario, link: Link): Traffic {
  const { test, start, repeat } = scenario.traffic
  const isOver = (name: string) =>
    scenario.calls.some((call) => call.name === name && callerOf(scenario, call, link) === 'dialer')
  return {
    test: test.filter(isOver),
    start: start.filter(isOver),
    repeat: repeat.filter(({ call }) => isOver(call)),
  }
}

/** What becomes of a call at the moment at which the application wants to make it. */
export interface Wanted {
  readonly call: Call
  /** What it is called where the connection speaks what it does. */
  readonly name: string
  /** `skipped`: the caller does without. `failed`: it is made and fails at once. `made`: it is given to the end to send. */
  readonly how: 'skipped' | 'failed' | 'made'
  /** Why it is missing; null where it is not. */
  readonly why: string | null
}

/**
 * What comes of wanting to make a call on a connection: calls that are skipped, each for its fallback, and at last one
 * that is made or fails, if any is. A release that never knew a call does not miss it.
 *
 * @param spoken what the connection speaks as far as its dialer knows; null while nothing is agreed, and nothing missed
 */
export function wanted(
  scenario: Scenario,
  link: Link,
  joined: Joined,
  name: string,
  spoken: string | null,
): readonly Wanted[] {
  const { dialer, acceptor } = joined
  return wants([scenario, link, dialer, acceptor, name, spoken], () =>
    wantedOf(scenario, link, joined, name, spoken),
  )
}

const wants = onceFor<readonly Wanted[]>()

function wantedOf(
  scenario: Scenario,
  link: Link,
  joined: Joined,
  name: string,
  spoken: string | null,
): readonly Wanted[] {
  const call = scenario.calls.find((each) => each.name === name)
  if (call === undefined || callerOf(scenario, call, link) !== 'dialer') return []
  const rules = rulesOf(joined.dialer, link, 'dialer')
  const instead = () => (call.fallback === null ? [] : wanted(scenario, link, joined, call.fallback, spoken))
  if (!knowsCall(rules, joined.dialer, call)) return instead()
  const why = spoken === null ? null : whyMissing(call, link, 'dialer', joined, spoken)
  const how = why === null ? 'made' : missingHow(call, joined.dialer)
  const told = { call, name: nameAt(rules, call, spoken), why }
  if (how === 'do without') return [{ ...told, how: 'skipped' }, ...instead()]
  return [{ ...told, how: how === 'fail' ? 'failed' : 'made' }]
}

/** Whether a connection passes its test: its dialer is open, and waits for the answer to no test call. */
export const passesTest = (dialer: string, testCalls: number) => dialer === 'open' && testCalls === 0

/** No call is repeated more often than this where all that can happen is looked at. */
const mostRepeats = 16

/**
 * How often each call that is made again and again is made on one connection, where all that can happen is looked at:
 * twice, or once more than the acceptor can hold replies to.
 */
export function repeatsExplored({ queue }: EndRules): number {
  return Math.min(Math.max(2, (queue?.bound ?? 0) + 1), mostRepeats)
}
