/** The keys that a view has for itself while it has the focus. Its titles and the list of keys take their words from here. */
import { type Outcome, outcomeLetters, outcomes } from '#sim/scenario/outcome.ts'
import type { Mode } from '#ui/session/state.ts'
import type { Command } from './commands.ts'

/** What a view does at a key, as its button is called. */
type ViewKey = Pick<Command, 'name' | 'press'>

/** Keys that belong together, and that the list tells of in one line. */
export interface ViewKeys {
  /** As the list of keys calls what they do. */
  readonly listed: string
  /** The modes with such a view. */
  readonly modes: readonly Mode[]
  readonly keys: Readonly<Record<string, ViewKey>>
}

/** Either case of its letter: with Shift it leads back. */
const outcomeKeys = Object.fromEntries(
  outcomes.map((outcome): [Outcome, ViewKey] => {
    const letter = outcomeLetters[outcome]
    return [outcome, { name: 'Go to the next', press: { keys: [letter.toLowerCase(), letter] } }]
  }),
) as Readonly<Record<Outcome, ViewKey>>

export const viewKeys = {
  step: {
    listed: 'move the focused step of the order',
    modes: ['debug'],
    keys: {
      earlier: { name: 'Move earlier', press: { keys: ['ArrowLeft'], held: 'alt' } },
      later: { name: 'Move later', press: { keys: ['ArrowRight'], held: 'alt' } },
    },
  },
  zoom: {
    listed: 'in the timeline, and in a large plan: zoom in, out, to what fits',
    modes: ['debug', 'plan'],
    keys: {
      closer: { name: 'Zoom in', press: { keys: ['+', '='] } },
      wider: { name: 'Zoom out', press: { keys: ['-'] } },
      fit: { name: 'Show the last handshake; once more: the whole run', press: { keys: ['0'] } },
    },
  },
  walk: {
    listed: 'in the plan: walk through the mixed states; in the matrix: through the pairs',
    modes: ['plan', 'matrix'],
    keys: {
      left: { name: 'Left', press: { keys: ['ArrowLeft'] } },
      right: { name: 'Right', press: { keys: ['ArrowRight'] } },
      up: { name: 'Up', press: { keys: ['ArrowUp'] } },
      down: { name: 'Down', press: { keys: ['ArrowDown'] } },
    },
  },
  ends: {
    listed: 'in the plan: first or last state; in the matrix: start or end of the row',
    modes: ['plan', 'matrix'],
    keys: {
      first: { name: 'First', press: { keys: ['Home'] } },
      last: { name: 'Last', press: { keys: ['End'] } },
    },
  },
  column: {
    listed: 'in the matrix: top or bottom of the column',
    modes: ['matrix'],
    keys: {
      top: { name: 'Top', press: { keys: ['PageUp'] } },
      bottom: { name: 'Bottom', press: { keys: ['PageDown'] } },
    },
  },
  outcome: {
    listed: `in the matrix: the next ${outcomes.join(', ')}`,
    modes: ['matrix'],
    keys: outcomeKeys,
  },
  enter: {
    listed: 'in the plan: go to the state; in the matrix: run the pair',
    modes: ['plan', 'matrix'],
    keys: { enter: { name: 'Run it in Debug', press: { keys: ['Enter'] } } },
  },
} as const satisfies Readonly<Record<string, ViewKeys>>

export type ViewKeysId = keyof typeof viewKeys
