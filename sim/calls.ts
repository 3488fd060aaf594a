/** What the calls of a scenario ask of a version. */

import type { Call, Release, Scenario } from './scenario/model.ts'
import { sayList } from './words.ts'

/** Whether `version` has the call. */
export function hasCall(scenario: Scenario, call: Call, version: string): boolean {
  return scenario.versions.indexOf(version) >= scenario.versions.indexOf(call.since)
}

/** The calls that a release knows and has to do without at `version`, where doing so costs something. */
export function callsLostAt(scenario: Scenario, role: string, release: Release, version: string): Call[] {
  return scenario.calls.filter(
    (call) =>
      call.by === role &&
      call.without !== null &&
      hasCall(scenario, call, release.rules.offers) &&
      !hasCall(scenario, call, version),
  )
}

/** What is lost at `version`, in words: the calls by what their absence costs. */
export function lostAt(scenario: Scenario, role: string, release: Release, version: string): string[] {
  const names = new Map<string, string[]>()
  for (const { name, without } of callsLostAt(scenario, role, release, version)) {
    const cost = without ?? ''
    names.set(cost, [...(names.get(cost) ?? []), name])
  }
  return Array.from(names, ([cost, calls]) => `no ${sayList(calls)}: ${cost}`)
}
