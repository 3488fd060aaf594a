/** The commands of the workbench, their keys, and the list that tells of them. */
import { describe, expect, test } from 'vitest'
import { type Command, commandFor, commands, titleOf } from '#ui/commands/commands.ts'
import { isPress, type Press, type Pressed, shortcutsOf } from '#ui/commands/press.ts'
import { openSession } from '#ui/session/session.ts'
import { begin, change, type Mode, type State } from '#ui/session/state.ts'
import { keyList } from '#ui/workbench/key-list.ts'
import { sayEither } from '#ui/workbench/say-either.ts'
import { zeo } from '../sim/zeo.ts'
import { made } from './made.ts'

const start = begin(made(openSession(zeo)))
const all: readonly (readonly [string, Command])[] = Object.entries(commands)
const modes: readonly Mode[] = ['debug', 'plan', 'matrix']
const themes = ['light', 'dark'] as const
const either = [false, true]

const pressed = (key: string, held: Partial<Pressed> = {}): Pressed => ({
  key,
  shiftKey: false,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  ...held,
})

const ownIn = (mode: Mode): Press[] =>
  keyList.flatMap(({ own }) => own.filter((keys) => keys.mode === mode).flatMap(({ presses }) => presses))

/** Every key that means something somewhere, with everything that can be held down beside it. */
const everyPress: readonly Pressed[] = [...all.map(([, { press }]) => press), ...modes.flatMap(ownIn)]
  .flatMap(({ keys }) => [...keys])
  .flatMap((key) =>
    either.flatMap((shiftKey) =>
      either.flatMap((ctrlKey) => either.map((altKey) => pressed(key, { shiftKey, ctrlKey, altKey }))),
    ),
  )

describe.each(modes)('in the %s mode', (mode) => {
  test.each(
    either.flatMap((playing) =>
      themes.flatMap((theme) => either.map((isMade) => ({ playing, theme, isMade }))),
    ),
  )('no key means two things: %o', ({ playing, theme, isMade }) => {
    const underWay = isMade ? { session: start.session, asked: { do: 'play' as const } } : null
    const situation = { state: { ...start, mode, playing, underWay }, theme }
    const there = all.filter(([, command]) => command.isThere(situation))
    for (const event of everyPress) {
      const meant = there.filter(([, { press }]) => isPress(press, event)).map(([id]) => id)
      const taken = ownIn(mode).filter((press) => isPress(press, event)).length
      expect(meant.length + taken, `${JSON.stringify(event)} ${meant}`).toBeLessThanOrEqual(1)
    }
  })
})

describe('the list of keys', () => {
  test('tells of every command but redo, each once', () => {
    const listed = keyList.flatMap(({ commands: ids }) => ids)
    const told = all.map(([id]) => id).filter((id) => id !== 'redo')
    expect([...listed].sort()).toEqual(told.sort())
  })

  test('says the keys and what they do', () => {
    expect(keyList.map(({ keys, what }) => `${keys}: ${what}`)).toEqual([
      'Space: play or pause',
      '← →: one event back or on',
      'Shift ← →: previous or next handshake',
      '[ ]: slower or faster',
      'Home End: start or end of the run',
      '+ - 0: in the timeline, and in a large plan: zoom in, out, to what fits',
      'Alt ← →: move the focused step of the order',
      'Ctrl Z: undo a change of the run',
      'Ctrl S: save a document of your own',
      '1 – 4: go to cluster, inspector, timeline, order',
      'Esc: select less or cancel a run under way',
      'P: to the plan and back',
      'M: to the matrix and back',
      'E: edit the scenario, and back',
      '← → ↑ ↓: in the plan: walk through the mixed states; in the matrix: through the pairs',
      'Home End: in the plan: first or last state; in the matrix: start or end of the row',
      'PgUp PgDn: in the matrix: top or bottom of the column',
      'O D R S H: in the matrix: the next open, degraded, rejected, stalled, half-open',
      'Enter: in the plan: go to the state; in the matrix: run the pair',
      'T: light or dark',
      '?: this list',
    ])
  })
})

describe('a key', () => {
  /** The state after a key press; null where it means nothing. */
  const reached = (state: State, event: Pressed): State | null => {
    const command = commandFor(event, { state, theme: 'light' })
    if (command === null) return null
    let next = state
    command.does(state, (done) => {
      next = change(next, done)
    })
    return next
  }
  const at = (moment: number) => change(start, { do: 'go', moment })

  test('plays, and then pauses', () => {
    const playing = reached(start, pressed(' ')) as State
    expect(playing.playing).toBe(true)
    expect(reached(playing, pressed(' '))?.playing).toBe(false)
  })

  test('steps by an event, and with Shift by a handshake', () => {
    expect(reached(at(9), pressed('ArrowRight'))?.moment).toBe(10)
    expect(reached(at(9), pressed(','))?.moment).toBe(8)
    expect(reached(at(0), pressed('ArrowLeft'))?.moment).toBe(0)
    const next = reached(at(0), pressed('ArrowRight', { shiftKey: true }))?.moment ?? 0
    expect(reached(at(next + 1), pressed('ArrowLeft', { shiftKey: true }))?.moment).toBe(next)
    expect(reached(at(start.run.moments), pressed('ArrowRight', { shiftKey: true }))?.moment).toBe(
      start.run.moments,
    )
  })

  test('goes to the ends of the run, and from speed to speed', () => {
    expect(reached(at(9), pressed('Home'))?.time).toBe(0)
    expect(reached(at(9), pressed('End'))?.time).toBe(start.run.end.at)
    expect(reached(start, pressed(']'))?.speed).toBe(0.25)
    expect(reached(start, pressed('['))?.speed).toBe(0.1)
  })

  test('takes a change back and does it again, with Ctrl or Cmd', () => {
    const changed = change(start, { do: 'revise', session: { ...start.session, seed: 7 } })
    const back = reached(changed, pressed('z', { ctrlKey: true })) as State
    expect(back.session).toBe(start.session)
    expect(reached(back, pressed('Z', { metaKey: true, shiftKey: true }))?.session.seed).toBe(7)
  })

  test('leads from an event to what it is about, and from that to nothing', () => {
    const { id = 0 } = [...start.run.trace].find(({ kind }) => kind === 'attempt') ?? {}
    const event = change(start, { do: 'select', selection: { kind: 'event', id } })
    const pair = reached(event, pressed('Escape')) as State
    expect(pair.selection?.kind).toBe('pair')
    expect(reached(pair, pressed('Escape'))?.selection).toBeNull()
  })

  test.each([
    ['z', {}],
    [' ', { ctrlKey: true }],
    ['ArrowLeft', { altKey: true }],
    ['p', { metaKey: true }],
    ['T', { shiftKey: true }],
  ])('%j with %j is not the workbench’s', (key, held) => {
    expect(reached(start, pressed(key, held))).toBeNull()
  })

  test.each(['plan', 'matrix'] as const)('plays nothing in the %s', (mode) => {
    const state = { ...start, mode }
    for (const key of [' ', 'ArrowLeft', 'ArrowRight', 'Home', 'End', '[', ']', 'Escape'])
      expect(reached(state, pressed(key))).toBeNull()
  })
})

test('a button says its key, to those who see and to those who listen', () => {
  expect(titleOf(commands.previousHandshake)).toBe('Previous handshake (Shift ←)')
  expect(titleOf(commands.play)).toBe('Play (Space)')
  expect(titleOf(commands.dark)).toBe('Switch to the dark theme (T)')
  expect(titleOf(commands.undo)).toBe('Undo (Ctrl Z)')
  expect(shortcutsOf(commands.undo.press)).toBe('Control+Z Meta+Z')
})

test.each([
  [['play', 'pause'], 'play or pause'],
  [['one event back', 'one event on'], 'one event back or on'],
  [['undo'], 'undo'],
  [['same', 'same'], 'same'],
])('%j is said as %j', (names, said) => {
  expect(sayEither(names)).toBe(said)
})
