/** What is pressed for a command, and how it is said. */

/** A key, with what is held down beside it. */
export interface Press {
  /** The key as events name it, and others that do the same. The first is the one that is shown. */
  readonly keys: readonly [string, ...string[]]
  /** Whether Shift is held, where that makes a difference. */
  readonly shift?: boolean
  /** Ctrl may be Cmd as well. */
  readonly held?: 'ctrl' | 'alt'
}

/** What is looked at of an event. */
export type Pressed = Pick<KeyboardEvent, 'key' | 'shiftKey' | 'ctrlKey' | 'metaKey' | 'altKey'>

/** Whether an event is this press. */
export function isPress({ keys, shift, held }: Press, event: Pressed): boolean {
  if (!keys.includes(event.key)) return false
  if (shift !== undefined && shift !== event.shiftKey) return false
  const isCtrl = event.ctrlKey || event.metaKey
  if (held === 'ctrl') return isCtrl
  return held === 'alt' ? event.altKey : !isCtrl && !event.altKey
}

const caps: Readonly<Record<string, string>> = {
  ' ': 'Space',
  ArrowLeft: '←',
  ArrowRight: '→',
  ArrowUp: '↑',
  ArrowDown: '↓',
  Escape: 'Esc',
  PageUp: 'PgUp',
  PageDown: 'PgDn',
}

/** What stands on the key: `Space`, `←`, `P`. */
const capOf = ({ keys: [key] }: Press) => caps[key] ?? (key.length === 1 ? key.toUpperCase() : key)

/** What is held down: `Ctrl`, `Alt`, `Shift`. */
const heldIn = ({ held, shift }: Press) => [
  ...(held === 'ctrl' ? ['Ctrl'] : []),
  ...(held === 'alt' ? ['Alt'] : []),
  ...(shift ? ['Shift'] : []),
]

/** `Space`, `Shift ←`, `Ctrl Z`. */
export function sayPress(press: Press): string {
  return [...heldIn(press), capOf(press)].join(' ')
}

/** Presses with the same keys held down, in one: `Shift ← →`; of a row of figures the first and the last: `1 – 4`. */
export function sayPresses(presses: readonly Press[]): string {
  const [first] = presses
  if (first === undefined) return ''
  const all = [...new Set(presses.map(capOf))]
  const isRange = all.length > 2 && all.every((cap) => /^\d$/.test(cap))
  return [...heldIn(first), ...(isRange ? [all[0], '–', all.at(-1)] : all)].join(' ')
}

/** Presses as `aria-keyshortcuts` has them: `Control+Z Meta+Z`. */
export function shortcutsOf(...presses: readonly Press[]): string {
  const held = { ctrl: ['Control+', 'Meta+'], alt: ['Alt+'], none: [''] }
  return presses
    .flatMap((press) => {
      const [key] = press.keys
      const name = key.length === 1 ? key.toUpperCase() : key
      return held[press.held ?? 'none'].map((first) => `${first}${press.shift ? 'Shift+' : ''}${name}`)
    })
    .join(' ')
}
