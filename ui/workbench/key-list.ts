/** The list of keys: what the workbench does at them, and what a view does that has the focus. */
import { type Command, type CommandId, commands } from '#ui/commands/commands.ts'
import { type Press, sayPress, sayPresses } from '#ui/commands/press.ts'
import { outcomeKeys } from '#ui/matrix/keys.ts'
import { moveKeys } from '#ui/order/move-keys.ts'
import type { Mode } from '#ui/session/state.ts'
import { help } from './help.ts'
import { sayEither } from './say-either.ts'

export interface KeyLine {
  readonly keys: string
  readonly what: string
  /** The commands of the workbench that it tells of; none where a view has these keys for itself. */
  readonly commands: readonly CommandId[]
  /** What a view has for itself, and in which modes. */
  readonly own: readonly OwnKeys[]
}

interface OwnKeys {
  readonly mode: Mode
  readonly presses: readonly Press[]
}

/** Tells of one command, or of several that belong together. */
function told(by: ', ' | ' or ', ...ids: readonly CommandId[]): KeyLine {
  const all = ids.map((id): Command => commands[id])
  return {
    keys: sayPresses(all.map(({ press }) => press)),
    what: sayEither(
      all.map(({ name, listed }) => listed ?? name.charAt(0).toLowerCase() + name.slice(1)),
      by,
    ),
    commands: ids,
    own: [],
  }
}

function ofView(keys: string, what: string, ...own: readonly OwnKeys[]): KeyLine {
  return { keys, what, commands: [], own }
}

const moves = Object.values(moveKeys)
const arrows: readonly Press[] = (['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown'] as const).map(
  (key) => ({
    keys: [key],
  }),
)
const letters: readonly Press[] = Object.keys(outcomeKeys).map((letter) => ({ keys: [letter] }))
const enter: Press = { keys: ['Enter'] }

/** In the order in which they are read. Redo is not told of: whoever undoes knows it. */
export const keyList: readonly KeyLine[] = [
  told(' or ', 'play', 'pause'),
  told(' or ', 'back', 'on'),
  told(' or ', 'previousHandshake', 'nextHandshake'),
  told(' or ', 'slower', 'faster'),
  told(' or ', 'start', 'end'),
  ofView(sayPresses(moves), 'move the focused step of the order', { mode: 'debug', presses: moves }),
  told(' or ', 'undo'),
  told(', ', 'firstView', 'secondView', 'thirdView', 'fourthView'),
  told(' or ', 'less'),
  told(' or ', 'plan'),
  told(' or ', 'matrix'),
  ofView(sayPresses(arrows), 'in the plan: walk through the mixed states', { mode: 'plan', presses: arrows }),
  ofView(sayPresses(letters), `in the matrix: the next ${Object.values(outcomeKeys).join(', ')}`, {
    mode: 'matrix',
    presses: letters,
  }),
  ofView(
    sayPress(enter),
    'in the plan: go to the state; in the matrix: run the pair',
    { mode: 'plan', presses: [enter] },
    { mode: 'matrix', presses: [enter] },
  ),
  told(' or ', 'light', 'dark'),
  ofView(
    sayPress(help.press),
    'this list',
    ...(['debug', 'plan', 'matrix'] as const).map((mode) => ({ mode, presses: [help.press] })),
  ),
]
