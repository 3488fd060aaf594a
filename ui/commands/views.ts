import type { Mode } from '#ui/session/state.ts'

/** The ids of the views of each mode, in the order of the keys from 1 on. */
export const viewIds: Readonly<Record<Mode, readonly string[]>> = {
  debug: ['cluster', 'inspector', 'timeline', 'order'],
  plan: ['summary', 'orders', 'lattice', 'runbook'],
  matrix: ['matrix', 'pair'],
}
