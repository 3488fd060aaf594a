import type { Press } from '#ui/commands/press.ts'

/** Move the focused step of an order by one place. */
export const moveKeys = {
  earlier: { keys: ['ArrowLeft'], held: 'alt' },
  later: { keys: ['ArrowRight'], held: 'alt' },
} as const satisfies Readonly<Record<string, Press>>
