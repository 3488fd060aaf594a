/** What every shipped scenario has to be. */
import { describe, expect, test } from 'vitest'
import { matrix } from '#sim/rules/matrix.ts'
import { rolloutOf, simulate } from '#sim/run/run.ts'
import type { Scenario } from '#sim/scenario/model.ts'
import { readScenario, shipped, textOf } from './shipped.ts'

/** The source of every rule that is not about a single connection. */
function sourcesBeyond({ skew = [], mixtures = [], levels = [], operations = [] }: Scenario) {
  return [...skew, ...mixtures, ...levels, ...operations].map(({ source }) => source)
}

describe.each(shipped)('%s', (name) => {
  const scenario = readScenario(name)

  test('is for editors that complete, and says what it shows in a line', () => {
    expect(textOf(name).split('\n', 1)).toEqual(['# yaml-language-server: $schema=./scenario.schema.json'])
    expect(scenario.title).not.toBe(name)
    expect(scenario.about).toMatch(/^\S.{20,140}[.?]$/)
  })

  test('names its sources, and every release one of them', () => {
    expect(scenario.sources.length).toBeGreaterThan(0)
    const releases = scenario.roles.flatMap(({ name: role, releases }) =>
      releases.map((release) => ({ release: `${role} ${release.name}`, source: release.source })),
    )
    expect(releases.filter(({ source }) => source === null)).toEqual([])
    const used = [
      ...releases.map(({ source }) => source),
      ...(scenario.exceptions ?? []).map(({ source }) => source),
    ]
    // A source that no release or exception names still stands for the scenario as a whole, but one must be named.
    expect(scenario.sources.some(({ id }) => used.includes(id))).toBe(true)
  })

  const versions = [{ name: 'as it is', scenario }, ...(scenario.variants ?? [])]

  test.each(versions)('has every pair explored, $name', ({ scenario: version }) => {
    const pairs = version.links.flatMap(({ name: link, dialer, acceptor }) => {
      const releases = (role: string) =>
        version.roles.find((candidate) => candidate.name === role)?.releases ?? []
      return releases(dialer).flatMap((from) =>
        releases(acceptor).map((to) => `${link} ${from.name} ${to.name}`),
      )
    })
    const results = matrix(version)
    expect(results.map(({ link, dialer, acceptor }) => `${link} ${dialer} ${acceptor}`)).toEqual(pairs)
    expect(results.filter(({ schedules, reason }) => schedules < 1 || reason === '')).toEqual([])
  })

  test.each(versions)('runs its own upgrade to the end, $name', ({ scenario: version }) => {
    expect(version.upgrade.steps.length).toBeGreaterThan(0)
    const run = simulate({
      scenario: version,
      seed: 1,
      interventions: rolloutOf(version),
      until: version.until,
    })
    expect(run.moments).toBeGreaterThan(10)
    const ends = [...run.trace].filter((event) => event.kind === 'attempt')
    expect(ends.length).toBeGreaterThan(0)
  })

  test('has somebody who gets through, and somebody who does not, or else a rule beyond connections', () => {
    const outcomes = new Set(matrix(scenario).map(({ outcome }) => outcome))
    expect([...outcomes].some((outcome) => outcome === 'open' || outcome === 'degraded')).toBe(true)
    expect([...outcomes].some((outcome) => outcome !== 'open') || sourcesBeyond(scenario).length > 0).toBe(
      true,
    )
  })

  test('names a source for every rule beyond connections', () => {
    const known = scenario.sources.map(({ id }) => id)
    expect(sourcesBeyond(scenario).filter((source) => source === null || !known.includes(source))).toEqual([])
  })
})
