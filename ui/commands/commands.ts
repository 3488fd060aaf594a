/** Everything that the workbench does at the press of a key. Its buttons and its list of keys follow from this. */
import { askToSave } from '#ui/document/about.ts'
import { modeNames } from '#ui/session/mode-names.ts'
import { nextHandshake, previousHandshake } from '#ui/session/moments.ts'
import { ownTextOf } from '#ui/session/own-text.ts'
import { type Change, type Mode, type State, speeds } from '#ui/session/state.ts'
import { subjectOf } from '#ui/session/subject.ts'
import { chooseTheme, type Theme } from '#ui/theme/useTheme.ts'
import { isPress, type Press, type Pressed, sayPress } from './press.ts'
import { viewIds } from './views.ts'

/** What decides which commands there are. */
export interface Situation {
  readonly state: State
  readonly theme: Theme
}

export interface Command {
  /** As its button is called. */
  readonly name: string
  /** As the list of keys calls it, where that is not its name. */
  readonly listed?: string
  readonly press: Press
  readonly isThere: (situation: Situation) => boolean
  /** Whether menus and dialogs leave its key to it, too. */
  readonly isEverywhere?: boolean
  /** Whether a field leaves its key to it. */
  readonly isInFields?: boolean
  /** Whether there is nothing to do: its button is off. Its key is taken all the same. */
  readonly isIdle?: (state: State) => boolean
  readonly does: (state: State, dispatch: (change: Change) => void) => void
}

const always = () => true

/** Elsewhere nothing is played; what the table or the lattice knows of, it has taken. */
const inDebug = ({ state }: Situation) => state.mode === 'debug' && !state.isEditing

const isAtStart = ({ moment, time }: State) => moment === 0 && time === 0

/** The change that goes to another speed, slower by one or faster. */
function bySpeed(speed: number, direction: -1 | 1): Change {
  const place = (speeds as readonly number[]).indexOf(speed) + direction
  return { do: 'speed', speed: speeds[Math.min(Math.max(place, 0), speeds.length - 1)] ?? 1 }
}

/** One level up: from an event to what it is about, from that to the cluster. */
function outOf({ selection, run }: State): State['selection'] {
  const event = selection?.kind === 'event' ? run.trace.event(selection.id) : undefined
  return event ? subjectOf(run, event) : null
}

/** Leads to a mode, and back again. Whoever comes by keyboard goes on by keyboard. */
function toAndBack(mode: Mode, key: string) {
  return {
    name: `To the ${modeNames[mode].toLowerCase()} and back`,
    press: { keys: [key, key.toUpperCase()] },
    isThere: always,
    does: (state, dispatch) => {
      dispatch({ do: 'mode', mode: state.mode === mode && !state.isEditing ? 'debug' : mode })
      requestAnimationFrame(() =>
        document.querySelector<HTMLElement>('[role="gridcell"][aria-selected="true"]')?.focus(),
      )
    },
  } as const satisfies Command
}

const viewsOf = ({ mode, isEditing }: State) => viewIds[isEditing ? 'edit' : mode]

/** Leads to one of the views of a mode. The list of keys names those of the first. */
function toView(place: number) {
  return {
    name: `Go to ${viewIds.debug[place]}`,
    press: { keys: [String(place + 1)] },
    isThere: ({ state }) => viewsOf(state)[place] !== undefined,
    does: (state) => document.getElementById(viewsOf(state)[place] ?? '')?.focus(),
  } as const satisfies Command
}

/** Shows another theme. */
function toTheme(theme: Theme) {
  return {
    name: `Switch to the ${theme} theme`,
    listed: theme,
    press: { keys: ['t'] },
    isThere: (situation: Situation) => situation.theme !== theme,
    does: () => chooseTheme(theme),
  } as const satisfies Command
}

export const commands = {
  play: {
    name: 'Play',
    press: { keys: [' '] },
    isThere: (situation) => inDebug(situation) && !situation.state.playing,
    does: (_, dispatch) => dispatch({ do: 'play' }),
  },
  pause: {
    name: 'Pause',
    press: { keys: [' '] },
    isThere: (situation) => inDebug(situation) && situation.state.playing,
    does: (_, dispatch) => dispatch({ do: 'pause' }),
  },
  back: {
    name: 'One event back',
    press: { keys: ['ArrowLeft', ','], shift: false },
    isThere: inDebug,
    isIdle: isAtStart,
    does: ({ moment }, dispatch) => dispatch({ do: 'go', moment: moment - 1 }),
  },
  on: {
    name: 'One event on',
    press: { keys: ['ArrowRight', '.'], shift: false },
    isThere: inDebug,
    isIdle: ({ moment, run }) => moment >= run.moments,
    does: ({ moment }, dispatch) => dispatch({ do: 'go', moment: moment + 1 }),
  },
  previousHandshake: {
    name: 'Previous handshake',
    press: { keys: ['ArrowLeft', ','], shift: true },
    isThere: inDebug,
    isIdle: isAtStart,
    does: ({ run, moment }, dispatch) => dispatch({ do: 'go', moment: previousHandshake(run, moment) ?? 0 }),
  },
  nextHandshake: {
    name: 'Next handshake',
    press: { keys: ['ArrowRight', '.'], shift: true },
    isThere: inDebug,
    isIdle: ({ run, moment }) => nextHandshake(run, moment) === null,
    does: ({ run, moment }, dispatch) =>
      dispatch({ do: 'go', moment: nextHandshake(run, moment) ?? run.moments }),
  },
  slower: {
    name: 'Slower',
    press: { keys: ['['] },
    isThere: inDebug,
    does: ({ speed }, dispatch) => dispatch(bySpeed(speed, -1)),
  },
  faster: {
    name: 'Faster',
    press: { keys: [']'] },
    isThere: inDebug,
    does: ({ speed }, dispatch) => dispatch(bySpeed(speed, 1)),
  },
  start: {
    name: 'Start of the run',
    press: { keys: ['Home'] },
    isThere: inDebug,
    does: (_, dispatch) => dispatch({ do: 'seek', time: 0 }),
  },
  end: {
    name: 'End of the run',
    press: { keys: ['End'] },
    isThere: inDebug,
    does: ({ run }, dispatch) => dispatch({ do: 'seek', time: run.end.at }),
  },
  undo: {
    name: 'Undo',
    listed: 'undo a change of the run',
    press: { keys: ['z', 'Z'], shift: false, held: 'ctrl' },
    isThere: always,
    isIdle: ({ past, underWay }) => past.length === 0 && underWay === null,
    does: (_, dispatch) => dispatch({ do: 'undo' }),
  },
  redo: {
    name: 'Redo',
    press: { keys: ['z', 'Z'], shift: true, held: 'ctrl' },
    isThere: always,
    isIdle: ({ future }) => future.length === 0,
    does: (_, dispatch) => dispatch({ do: 'redo' }),
  },
  save: {
    name: 'Save',
    listed: 'save a document of your own',
    press: { keys: ['s', 'S'], held: 'ctrl' },
    isThere: ({ state }) => ownTextOf(state.session) !== null,
    isEverywhere: true,
    isInFields: true,
    does: () => askToSave(true),
  },
  firstView: toView(0),
  secondView: toView(1),
  thirdView: toView(2),
  fourthView: toView(3),
  cancel: {
    name: 'Cancel the run under way',
    listed: 'cancel a run under way',
    press: { keys: ['Escape'] },
    isThere: ({ state }) => state.underWay !== null,
    does: (_, dispatch) => dispatch({ do: 'cancel' }),
  },
  less: {
    name: 'Select less',
    press: { keys: ['Escape'] },
    isThere: (situation) => inDebug(situation) && situation.state.underWay === null,
    does: (state, dispatch) => dispatch({ do: 'select', selection: outOf(state) }),
  },
  plan: toAndBack('plan', 'p'),
  matrix: toAndBack('matrix', 'm'),
  edit: {
    name: 'Edit',
    listed: 'edit the scenario, and back',
    press: { keys: ['e', 'E'] },
    isThere: always,
    does: ({ isEditing }, dispatch) => dispatch({ do: 'edit', open: !isEditing }),
  },
  light: toTheme('light'),
  dark: toTheme('dark'),
  help: {
    name: 'Keys',
    listed: 'this list',
    press: { keys: ['?'] },
    isThere: always,
    // It closes the list from within.
    isEverywhere: true,
    does: ({ isHelpOpen }, dispatch) => dispatch({ do: 'help', open: !isHelpOpen }),
  },
} as const satisfies Readonly<Record<string, Command>>

export type CommandId = keyof typeof commands

/** The command that a key press stands for, or null. */
export function commandFor(pressed: Pressed, situation: Situation): Command | null {
  const all: readonly Command[] = Object.values(commands)
  return all.find(({ press, isThere }) => isThere(situation) && isPress(press, pressed)) ?? null
}

/** What is said of a button under the pointer: `Undo (Ctrl Z)`. */
export function titleOf({ name, press }: Pick<Command, 'name' | 'press'>): string {
  return `${name} (${sayPress(press)})`
}
