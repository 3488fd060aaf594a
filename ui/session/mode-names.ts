import type { Mode } from './state.ts'

/** What the modes are called, in the order in which they stand. */
export const modeNames: Readonly<Record<Mode, string>> = {
  debug: 'Debug',
  plan: 'Plan',
  matrix: 'Matrix',
}
