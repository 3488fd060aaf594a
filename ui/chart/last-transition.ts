import type { Chart, ChartArrow } from './layout.ts'
import { sayEvent, sayEventType } from './words.ts'

/** The transition that was taken last. */
export interface LastTransition {
  /** Paths of states. */
  readonly source: string
  readonly target: string
  /** What happened, such as "receives Z201". */
  readonly label?: string | undefined
  /** Why it led there, such as "is not Z200: ignored"; the machine's own words if nothing is said. */
  readonly reason?: string | undefined
  /** Tells one taking of a transition from the next of the same, so that both are seen. */
  readonly id?: string | number | undefined
}

/** The arrow that was taken: one between the two states, or one from any state. */
export function arrowOf(chart: Chart, { source, target }: LastTransition): ChartArrow | null {
  const arrows = chart.regions.find(({ states }) => states.some(({ path }) => path === source))?.arrows ?? []
  const between = arrows.find((arrow) => arrow.source === source && arrow.target === target)
  const fromAny = arrows.find(
    (arrow) => arrow.source === null && arrow.target === target && !arrow.except.includes(source),
  )
  return between ?? fromAny ?? null
}

/**
 * Why a transition led where it did, in the machine's own words: of the event if it is known by its own name,
 * else of the whole arrow, where that says one thing only.
 */
export function reasonOf(arrow: ChartArrow, last: LastTransition): string {
  if (last.reason !== undefined) return last.reason
  const event = sayEventType(last.label ?? '')
  const onEvent = arrow.transitions.filter((transition) => sayEvent(transition) === event)
  const said = new Set(
    (onEvent.length > 0 ? onEvent : arrow.transitions).map(({ description }) => description),
  )
  const [only = ''] = said
  return said.size === 1 ? only : ''
}
