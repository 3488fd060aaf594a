/** Rules about skew that no release that is listed can break: there may be one missing, or the number is a slip. */
import type { Mixture, Scenario, Skew } from './model.ts'
import { placesAmong } from './release-order.ts'

/** One sentence for each, without a full stop. */
export function idleRules(scenario: Scenario): string[] {
  const { skew = [], mixtures = [] } = scenario
  return [
    ...skew.flatMap((rule, i) => (canBreak(scenario, rule) ? [] : [sayIdle(`skew ${i + 1}`)])),
    ...mixtures.flatMap((rule, i) => (canMix(scenario, rule) ? [] : [sayIdle(`mixture ${i + 1}`)])),
  ]
}

const sayIdle = (rule: string) => `${rule} can be broken by none of the releases that are listed`

function canBreak(scenario: Scenario, { of, against, when, older, newer }: Skew): boolean {
  const releasesOf = (role: string) =>
    scenario.roles.find(({ name }) => name === role)?.releases.map(({ name }) => name) ?? []
  return of.some((role) =>
    against.some((other) => {
      const place = placesAmong(scenario, [role, other])
      const own = releasesOf(role).filter((name) => when?.includes(name) ?? true)
      return own.some((one) =>
        releasesOf(other).some((reference) => {
          const behind = place(other, reference) - place(role, one)
          return (older !== null && behind > older) || (newer !== null && -behind > newer)
        }),
      )
    }),
  )
}

function canMix(scenario: Scenario, { of, most }: Mixture): boolean {
  const place = placesAmong(scenario, of)
  const places = scenario.roles.flatMap(({ name, releases }) =>
    of.includes(name) ? releases.map((release) => place(name, release.name)) : [],
  )
  return new Set(places).size > most
}
