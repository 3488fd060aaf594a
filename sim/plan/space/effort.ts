/**
 * How far plan and check may go: in mixed states, in steps that are looked at, and in bytes of what is kept, by estimate. All that
 * they search has a part of one whole. There is no clock in it: the same question is given up at the same place everywhere.
 */

export interface Limit {
  /** How many mixed states are met, at most. */
  readonly states: number
  /** How many steps between them are looked at, at most. Where there are many classes, each counts for several. */
  readonly steps: number
  /** How many bytes are kept, at most, by estimate. */
  readonly bytes: number
}

export interface Effort {
  /** Counts one more mixed state, or moment, of which so many bytes are kept. */
  readonly meet: (bytes: number) => void
  /** Counts a step that is looked at, or as many as that takes as long as. */
  readonly look: (steps?: number) => void
  /** Which limit is met, of its own or of the whole that it is a part of; null while none is. */
  readonly met: () => keyof Limit | null
  /** A part that may go so far at most, and no further than is left of the whole. What it keeps is let go with it. */
  readonly part: (most: Partial<Limit>) => Effort
  /** A quarter as far once more, for what is worth it where this one has met a limit. */
  readonly beyond: () => Effort
}

/** How many mixed states a search meets, at most, unless somebody allows more. */
const mostStates = 1_000_000

const mostSteps = 1_000_000
const mostBytes = 150_000_000

/** How far a search goes that may meet so many mixed states. More than usual are given more steps and more room, too. */
export function limitOf(states = mostStates): Limit {
  const more = Math.max(1, states / mostStates)
  return { states, steps: mostSteps * more, bytes: mostBytes * more }
}

const least = (limit: Limit, most: Partial<Limit>): Limit => ({
  states: Math.min(limit.states, most.states ?? limit.states),
  steps: Math.min(limit.steps, most.steps ?? limit.steps),
  bytes: Math.min(limit.bytes, most.bytes ?? limit.bytes),
})

function beyond({ states, steps, bytes }: Limit): Limit {
  return { states: Math.floor(states / 4), steps: Math.floor(steps / 4), bytes: Math.floor(bytes / 4) }
}

/**
 * An effort of which nothing is spent.
 *
 * @param progress told how many steps were looked at, now and then
 */
export function effortWith(limit: Limit = limitOf(), progress: (steps: number) => void = () => {}): Effort {
  return effortIn(limit, null, progress)
}

function effortIn(limit: Limit, whole: Effort | null, progress: (steps: number) => void): Effort {
  const spent = { states: 0, steps: 0, bytes: 0 }
  const effort: Effort = {
    meet(bytes) {
      spent.states++
      spent.bytes += bytes
    },
    look(steps = 1) {
      const before = Math.floor(spent.steps / tellEvery)
      spent.steps += steps
      if (Math.floor(spent.steps / tellEvery) > before) progress(spent.steps)
      whole?.look(steps)
    },
    met() {
      const own = limits.find((each) => spent[each] >= limit[each])
      return own ?? whole?.met() ?? null
    },
    part: (most) => effortIn(least(limit, most), effort, () => {}),
    beyond: () => effortIn(beyond(limit), whole, progress),
  }
  return effort
}

const limits = ['states', 'steps', 'bytes'] as const

const tellEvery = 2_000
