/** Draws what was measured: time on the left, memory on the right, as a picture that a page can hold. */
import { dot, gridY, line, type PlotOptions, plot } from '@observablehq/plot'
import { parseHTML } from 'linkedom'
import type { Curve } from './curves.ts'

export interface Point {
  readonly size: number
  /** Events, or states; null where nothing is counted. */
  readonly units: number | null
  /** Milliseconds of processor time. */
  readonly ms: number
  readonly mb: number
}

const [width, height] = [360, 240]

/** A picture of a curve, as the text of an SVG file. */
export function plotOf({ along }: Pick<Curve, 'along'>, points: readonly Point[]): string {
  const panels = [
    panel(points, along, 'seconds', ({ ms }) => ms / 1_000),
    panel(points, along, 'MB', ({ mb }) => mb),
  ]
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${2 * width}" height="${height}" viewBox="0 0 ${2 * width} ${height}">`,
    `<rect width="100%" height="100%" fill="#fff"/>`,
    ...panels.map((svg, i) => `<g transform="translate(${i * width} 0)">${svg}</g>`),
    '</svg>\n',
  ].join('\n')
}

function panel(points: readonly Point[], x: string, y: string, of: (point: Point) => number): string {
  const { document } = parseHTML('<html><body></body></html>')
  const data = points.map((point) => ({ x: point.size, y: of(point) }))
  const isWide = Math.max(...data.map(({ x: at }) => at)) / Math.min(...data.map(({ x: at }) => at)) > 300
  const options: PlotOptions = {
    document,
    width,
    height,
    marginLeft: 56,
    marginBottom: 40,
    style: { fontFamily: 'system-ui, sans-serif', fontSize: '11px', color: '#333' },
    x: { label: x, type: isWide ? 'log' : 'linear', ticks: 5, tickFormat: 's' },
    y: { label: y, zero: true, ticks: 4, nice: true },
    marks: [
      gridY({ ticks: 4 }),
      line(data, { x: 'x', y: 'y', stroke: '#2563eb', strokeWidth: 1.5 }),
      dot(data, { x: 'x', y: 'y', fill: '#2563eb', r: 2.5 }),
    ],
  }
  return plot(options).outerHTML
}
