/** The calls without which a connection is of no use. */

import type { Link, Scenario } from '../scenario/model.ts'
import { byBeliefs } from './by-beliefs.ts'
import { type Joined, missingCalls, needsCall } from './calls.ts'
import { trafficOn, type Wanted, wanted } from './traffic.ts'
import { type Beliefs, spokenBy } from './words.ts'

/**
 * The calls that break a connection where they are missing, each with the reason, as said of its dialer: those that an end cannot
 * do without, and those of the traffic that fail there, or bring wrong data.
 */
export const neededAt = byBeliefs((scenario, link, joined, beliefs): readonly string[] => {
  const needed = missingCalls(scenario, link, joined, beliefs).filter(({ call, caller }) =>
    needsCall(caller, call),
  )
  const names = new Set(needed.map(({ call }) => call.name))
  return [
    ...needed.map(({ call, side, caller, why }) => {
      const who = side === 'dialer' ? '' : `meets ${link.acceptor} ${caller.name}, which `
      return `${who}cannot do without ${call.name}, and ${why}`
    }),
    ...failingCalls(scenario, link, joined, beliefs)
      .filter(({ call }) => !names.has(call.name))
      .map(({ call, how, why }) => {
        return `calls ${call.name}, which ${how === 'failed' ? 'fails' : 'brings wrong data'}: ${why}`
      }),
  ]
})

/** What the dialer calls, in the end, when it wants to make the calls of the traffic: those that go wrong, each once. */
function failingCalls(scenario: Scenario, link: Link, joined: Joined, beliefs: Beliefs): Wanted[] {
  const version = spokenBy('dialer', beliefs)
  if (version === null) return []
  const { test, start, repeat } = trafficOn(scenario, link)
  const names = new Set([...test, ...start, ...repeat.map(({ call }) => call)])
  const made = [...names].flatMap((name) => wanted(scenario, link, joined, name, version))
  const failing = made.filter(({ how, why }) => how !== 'skipped' && why !== null)
  return [...new Map(failing.map((each) => [each.call.name, each])).values()]
}
