import type { Chart } from '#ui/timeline/chart.ts'
import type { Flight } from '#ui/timeline/flights.ts'

/** The flights of a chart, each made. */
export const flightsOf = ({ flights }: Pick<Chart, 'flights'>): Flight[] =>
  flights.times.map((_, place) => flights.at(place))
