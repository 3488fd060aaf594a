import type { State } from '#ui/session/state.ts'

/** What a link made now leads to. */
export const nameOfShared = ({ mode }: State) => (mode === 'debug' ? 'run' : mode)
