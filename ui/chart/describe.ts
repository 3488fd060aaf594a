import { arrowOf, type LastTransition, reasonOf } from './last-transition.ts'
import type { Chart } from './layout.ts'
import { labelOf, sayEventType } from './words.ts'

/** A chart for those who do not see it: where it is, and how it came there. */
export function describeChart(chart: Chart, active: readonly string[], last: LastTransition | null): string {
  const where = chart.regions.flatMap(({ label, states }) => {
    const now = states.filter(({ path }) => active.includes(path)).map((state) => state.label)
    return now.length > 0 ? `${label ? `${label} is ` : ''}${now.join(' and ')}` : []
  })
  const arrow = last && arrowOf(chart, last)
  const why = last
    ? [sayEventType(last.label ?? ''), arrow ? reasonOf(arrow, last) : (last.reason ?? '')].filter(Boolean)
    : []
  return [
    `${chart.description}`,
    `Now: ${where.length > 0 ? where.join(', ') : 'nowhere'}.`,
    last && `Last: ${[`${labelOf(last.source)} to ${labelOf(last.target)}`, ...why].join(', ')}.`,
  ]
    .filter(Boolean)
    .join(' ')
}
