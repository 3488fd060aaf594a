import type { Press } from '#ui/commands/press.ts'

/** Opens and closes the list of keys, which listens for it by itself: also from within the list. */
export const help = {
  name: 'Keys',
  press: { keys: ['?'] },
} as const satisfies { readonly name: string; readonly press: Press }
