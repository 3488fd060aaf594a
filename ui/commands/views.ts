import type { Mode } from '#ui/session/state.ts'

/** The ids of the views of each mode, and of the editor, in the order of the keys from 1 on. */
export const viewIds: Readonly<Record<Mode | 'edit', readonly string[]>> = {
  debug: ['cluster', 'inspector', 'timeline', 'order'],
  plan: ['summary', 'orders', 'lattice', 'runbook'],
  matrix: ['matrix', 'pair'],
  edit: ['form', 'text', 'result'],
}
