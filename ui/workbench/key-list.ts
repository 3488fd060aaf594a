/** The list of keys: what the workbench does at them, and what a view does that has the focus. */
import { type Command, type CommandId, commands } from '#ui/commands/commands.ts'
import { type Press, sayPresses } from '#ui/commands/press.ts'
import { type ViewKeys, type ViewKeysId, viewKeys } from '#ui/commands/view-keys.ts'
import type { Mode } from '#ui/session/state.ts'
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

/** Tells of what a view has for itself. */
function ofView(id: ViewKeysId): KeyLine {
  const { listed, modes, keys }: ViewKeys = viewKeys[id]
  const presses = Object.values(keys).map(({ press }) => press)
  return {
    keys: sayPresses(presses),
    what: listed,
    commands: [],
    own: modes.map((mode) => ({ mode, presses })),
  }
}

/** In the order in which they are read. Redo is not told of: whoever undoes knows it. */
export const keyList: readonly KeyLine[] = [
  told(' or ', 'play', 'pause'),
  told(' or ', 'back', 'on'),
  told(' or ', 'previousHandshake', 'nextHandshake'),
  told(' or ', 'slower', 'faster'),
  told(' or ', 'start', 'end'),
  ofView('zoom'),
  ofView('step'),
  told(' or ', 'undo'),
  told(' or ', 'save'),
  told(', ', 'firstView', 'secondView', 'thirdView', 'fourthView'),
  told(' or ', 'less', 'cancel'),
  told(' or ', 'plan'),
  told(' or ', 'matrix'),
  told(' or ', 'edit'),
  ofView('walk'),
  ofView('ends'),
  ofView('column'),
  ofView('outcome'),
  ofView('enter'),
  told(' or ', 'light', 'dark'),
  told(' or ', 'help'),
]
