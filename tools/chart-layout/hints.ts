/** A side of a state's box, and how far from its middle. */
export type Dock = `${'N' | 'E' | 'S' | 'W'}${'' | `+${number}` | `-${number}`}`

export type StartDock = Extract<Dock, `${'N' | 'W'}${string}`>

/**
 * How a region is arranged. Its states and arrows come from the machine; only the arrangement is said here, so
 * that a chart keeps its shape when a machine changes a little.
 */
export interface RegionHint {
  /** Which way time runs. */
  readonly direction: 'RIGHT' | 'DOWN'
  /** The states by layer, in the order of reading. `any` is the place of an arrow from any state. */
  readonly layers: readonly (readonly string[])[]
  /** Where arrows leave and arrive if not with the direction. Those that share a dock share a line. */
  readonly docks?: Readonly<Record<string, readonly [from: Dock, to: Dock]>>
  /** From which side the dot of the start points at its state. */
  readonly start: StartDock
  /** What ELK's node placement should care for: straight lines, or states in the middle of their neighbours. */
  readonly placement: 'straight' | 'balanced'
  /** How far neighbours in a layer stand apart, if not close: words fit between them. */
  readonly apart?: number
  /** Drawn so close that its arrows light up without words. */
  readonly isWordless?: true
}

/** By machine id, then by region. */
export const hints: Readonly<Record<string, Readonly<Record<string, RegionHint>>>> = {
  end: {
    handshake: {
      direction: 'RIGHT',
      layers: [
        ['dialling'],
        ['awaiting', 'announcing', 'any'],
        ['open', 'rejected', 'stalled', 'retrying', 'closed'],
      ],
      docks: {
        'announcing > awaiting': ['N', 'S'],
        'announcing > announcing': ['S-14', 'S+14'],
        'open > rejected': ['S', 'N'],
      },
      start: 'N',
      placement: 'balanced',
    },
    queue: {
      direction: 'RIGHT',
      layers: [
        ['holding', 'refusing'],
        ['flushing', 'any'],
        ['passing', 'shut'],
      ],
      docks: {
        'holding > passing': ['N+28', 'N'],
        'holding > refusing': ['S', 'N'],
        'refusing > passing': ['N+28', 'W'],
      },
      // Beside the region's name.
      start: 'N+16',
      placement: 'straight',
      apart: 11,
      isWordless: true,
    },
  },
  connector: {
    '': {
      direction: 'DOWN',
      layers: [['idle', 'any'], ['trying'], ['testing', 'waiting'], ['notified', 'fallback']],
      docks: {
        'any > idle': ['W', 'E'],
        'testing > waiting': ['E', 'W'],
        'waiting > trying': ['N', 'E+6'],
        'trying > waiting': ['E-6', 'N+20'],
        'notified > trying': ['W', 'W+6'],
        'fallback > notified': ['W', 'E'],
        'fallback > trying': ['S', 'W-6'],
        'fallback > fallback': ['E+6', 'E-6'],
      },
      start: 'N',
      apart: 80,
      placement: 'straight',
    },
  },
  node: {
    '': {
      direction: 'DOWN',
      layers: [['running'], ['draining'], ['down', 'crashed'], ['starting']],
      docks: {
        'running > crashed': ['E', 'N+10'],
        'draining > crashed': ['E', 'N-10'],
        'starting > crashed': ['E-6', 'S-10'],
        'crashed > starting': ['S+10', 'E+6'],
        'down > starting': ['S-12', 'N-12'],
        'starting > down': ['N+12', 'S+12'],
        'starting > running': ['W', 'W'],
      },
      start: 'N',
      apart: 108,
      placement: 'straight',
    },
  },
  rollout: {
    '': {
      direction: 'DOWN',
      layers: [['planned'], ['upgrading'], ['settling'], ['done']],
      docks: { 'planned > done': ['W', 'W'], 'settling > upgrading': ['W', 'W'] },
      start: 'N',
      placement: 'straight',
    },
  },
}
