/** Read at build time by `tools/shipped-scenarios/`. */
declare module 'virtual:parley-scenarios' {
  import type { Shipped } from '#ui/session/shipped.ts'

  export const shipped: readonly Shipped[]
}

/** The first of the list, which a new visitor sees. */
declare module 'virtual:parley-scenarios/first' {
  import type { Scenario } from '#sim/scenario/model.ts'

  export const scenario: Scenario
}

/** What there is to choose each of them by, by their names, group by group. */
declare module 'virtual:parley-scenarios/choices' {
  import type { Choice } from '#ui/session/shipped.ts'

  export const choices: Readonly<Record<string, Choice>>
}
