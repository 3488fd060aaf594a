/** What rules are called: what they are about, by name or by their place in the scenario. */
import type { Scenario } from '../scenario/model.ts'

export type RuleName =
  | `${'link' | 'level' | 'operation' | 'path' | 'floor'} ${string}`
  | `${'skew' | 'mixture'} ${number}`
  | 'data'
  | 'way back'
  | 'quorum'
  | 'connected'

/** What a rule is about: its name without what tells it from others. */
type Kind = RuleName extends infer N
  ? N extends `${infer K} ${string}`
    ? N extends 'way back'
      ? N
      : K
    : N
  : never

const namesOf: { readonly [K in Kind]: (scenario: Scenario) => readonly RuleName[] } = {
  link: ({ links }) => links.map(({ name }) => `link ${name}` as const),
  level: ({ levels = [] }) => levels.map(({ name }) => `level ${name}` as const),
  operation: ({ operations = [] }) => operations.map(({ name }) => `operation ${name}` as const),
  skew: ({ skew = [] }) => skew.map((_, i) => `skew ${i + 1}` as const),
  mixture: ({ mixtures = [] }) => mixtures.map((_, i) => `mixture ${i + 1}` as const),
  path: ({ roles }) => roles.map(({ name }) => `path ${name}` as const),
  floor: ({ roles }) => roles.map(({ name }) => `floor ${name}` as const),
  data: () => ['data'],
  'way back': () => ['way back'],
  quorum: ({ service }) => (service ? ['quorum'] : []),
  connected: ({ service }) => (service ? ['connected'] : []),
}

/** The names of all rules that a scenario can have. A kind of rule that is forgotten here does not compile. */
export const ruleNames = (scenario: Scenario): RuleName[] =>
  Object.values(namesOf).flatMap((names) => names(scenario))
