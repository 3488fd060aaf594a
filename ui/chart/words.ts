import type { ChartTransition } from './layout.ts'

/** A name out of a machine as words: `speaksAtOnce` is "speaks at once". */
export function wordsOf(name: string): string {
  return name.replace(/([a-z])([A-Z])/g, (_, before, after) => `${before} ${after}`).toLowerCase()
}

/** What a transition waits for. */
export function sayEvent({ event, kind }: Pick<ChartTransition, 'event' | 'kind'>): string {
  if (kind === 'immediate') return 'at once'
  return kind === 'delay' ? `after ${wordsOf(event)}` : wordsOf(event)
}

/** The condition of a transition, or nothing. */
export function sayGuard({ guard, otherwise }: Pick<ChartTransition, 'guard' | 'otherwise'>): string {
  if (guard) return `if ${wordsOf(guard)}`
  return otherwise ? 'otherwise' : ''
}

/** An event by XState's own name; it names delays after the state that they were started in. */
export function sayEventType(type: string): string {
  const [, delay] = /^xstate\.after\.(.+?)\./.exec(type) ?? []
  return delay ? sayEvent({ event: delay, kind: 'delay' }) : type
}

/** The last part of a state's path. */
export function labelOf(path: string): string {
  return path.slice(path.lastIndexOf('.') + 1)
}
