import type { Scenario } from '#sim/scenario/model.ts'
import { readLink } from '#ui/share/read-link.ts'

/** The session that a link stands for, where these are the scenarios that it may be about. */
export function openLink(text: string, scenarios: readonly Scenario[]) {
  const link = readLink(text)
  return link.ok ? link.open(scenarios.find(({ name }) => name === link.scenario)) : link
}
