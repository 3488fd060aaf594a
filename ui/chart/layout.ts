/** What a statechart looks like once it is laid out: plain data, made at build time from the machines. */

export interface Point {
  readonly x: number
  readonly y: number
}

/** @internal the layouts are made by tools */
export interface Rect extends Point {
  readonly width: number
  readonly height: number
}

/** One way to take an arrow. Names are the machine's own; `description` is in words. */
export interface ChartTransition {
  /** The event's type, the delay's name, or nothing for a transition that waits for no event. */
  readonly event: string
  readonly kind: 'event' | 'delay' | 'immediate'
  readonly guard: string | null
  /** Taken where the guards before it, on the same event, all say no. */
  readonly otherwise: boolean
  readonly actions: readonly string[]
  readonly description: string
}

export interface ChartState extends Rect {
  /** Such as `handshake.open`. */
  readonly path: string
  readonly label: string
  readonly description: string
  readonly initial: boolean
  /** What it reacts to without leaving. */
  readonly inside: readonly ChartTransition[]
}

/** Where the words about an arrow can stand without touching anything. */
export interface LabelSpot extends Rect {
  /** The side on which the words keep close to their arrow. */
  readonly anchor: 'start' | 'middle' | 'end'
  /** Whether few words stand at the top of the place or at its bottom. */
  readonly grows: 'down' | 'up'
}

/** Every transition from one state, or from anywhere in the region, to one other state. */
export interface ChartArrow {
  readonly id: string
  /** The path of a state, or nothing where it starts from any state of the region. */
  readonly source: string | null
  readonly target: string
  /** States that do not take an arrow from anywhere, because they handle its events themselves. */
  readonly except: readonly string[]
  readonly transitions: readonly ChartTransition[]
  /** Corners of a line of horizontal and vertical pieces. */
  readonly points: readonly Point[]
  readonly spot: LabelSpot | null
  /** Where the words "any state" stand, on an arrow from anywhere. */
  readonly any: Rect | null
}

export interface ChartRegion extends Rect {
  /** Such as `handshake`; empty where the machine has only one region. */
  readonly id: string
  readonly label: string
  readonly description: string
  readonly states: readonly ChartState[]
  readonly arrows: readonly ChartArrow[]
  /** The line from the dot of the start to the state that a region starts in. */
  readonly start: readonly Point[]
}

export interface Chart {
  readonly id: string
  readonly description: string
  readonly width: number
  readonly height: number
  readonly regions: readonly ChartRegion[]
}
