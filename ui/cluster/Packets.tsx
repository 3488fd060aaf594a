import { useEffect, useRef } from 'react'
import type { ClusterView, FlightView } from '#sim/views/view.ts'
import {
  type TagLook,
  tagDash,
  tagHeight,
  tagLookOf,
  tagPath,
  tagTextShift,
  tagWidth,
} from '#ui/glyphs/message-tag.ts'
import { useMedia } from '#ui/kit/useMedia.ts'
import { useTheme } from '#ui/theme/useTheme.ts'
import styles from './Cluster.module.css'
import { type Geometry, pointAt } from './geometry.ts'

/** The messages on their way, all on one canvas: thousands of them must not cost a node of the page each. */
export function Packets({
  geometry,
  view,
  time,
}: {
  readonly geometry: Geometry
  readonly view: ClusterView
  readonly time: number
}) {
  const ref = useRef<HTMLCanvasElement>(null)
  const stepwise = useMedia('(prefers-reduced-motion: reduce)')
  const theme = useTheme()
  // biome-ignore lint/correctness/useExhaustiveDependencies: the theme decides the colours that the canvas reads
  useEffect(() => {
    const canvas = ref.current
    const pen = canvas?.getContext('2d')
    if (!canvas || !pen) return
    const scale = devicePixelRatio
    const [width, height] = [geometry.width * scale, geometry.height * scale]
    if (canvas.width !== width) canvas.width = width
    if (canvas.height !== height) canvas.height = height
    pen.setTransform(scale, 0, 0, scale, 0, 0)
    pen.clearRect(0, 0, geometry.width, geometry.height)
    drawFlights(pen, geometry, view.flights, time, stepwise)
  }, [geometry, view, time, stepwise, theme])
  return (
    <canvas ref={ref} className={styles.packets} style={{ width: geometry.width, height: geometry.height }} />
  )
}

/** With reduced motion a message stands at one of this many places. */
const places = 5

function drawFlights(
  pen: CanvasRenderingContext2D,
  geometry: Geometry,
  flights: readonly FlightView[],
  time: number,
  stepwise: boolean,
): void {
  const style = getComputedStyle(pen.canvas)
  const colours = { ink: style.getPropertyValue('--ink'), ground: style.getPropertyValue('--panel') }
  pen.font = `11px ${style.fontFamily}`
  pen.textBaseline = 'middle'
  pen.textAlign = 'center'
  const taken: { x: number; y: number; half: number }[] = []
  const tags: Tag[] = []
  // The newest first: where two tags would touch, the older message goes without its name.
  for (const flight of [...flights].sort((a, b) => b.sentAt - a.sentAt)) {
    const wire = geometry.wires.get(flight.pair)
    if (wire === undefined) continue
    const share = shareOf(flight, time, stepwise)
    const { x, y } = pointAt(wire.track, flight.sender === 'dialer' ? share : 1 - share)
    const look = tagLookOf(flight.message.kind)
    const { name } = flight.message
    const width = tagWidth(pen.measureText(name).width)
    const half = width / 2
    const touches = taken.some(
      (tag) => Math.abs(tag.y - y) < tagHeight + 1 && Math.abs(tag.x - x) < tag.half + half + 2,
    )
    if (look === 'plain' || geometry.compact || touches) {
      drawDot(pen, x, y, look === 'filled' || flight.message.kind === 'accept', colours)
      continue
    }
    taken.push({ x, y, half })
    const from = geometry.cards.get(flight.from)?.x ?? 0
    const to = geometry.cards.get(flight.to)?.x ?? 0
    tags.push({ x, y, width, look, name, points: from <= to ? 'right' : 'left' })
  }
  for (const tag of tags) drawTag(pen, tag, colours)
}

interface Tag {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly look: TagLook
  readonly name: string
  readonly points: 'left' | 'right'
}

function shareOf({ sentAt, arrivesAt, stuck }: FlightView, time: number, stepwise: boolean): number {
  if (stuck) return 0.5
  const share = arrivesAt > sentAt ? (time - sentAt) / (arrivesAt - sentAt) : 1
  const bounded = Math.min(Math.max(share, 0), 1)
  return stepwise ? Math.round(bounded * (places - 1)) / (places - 1) : bounded
}

interface Colours {
  readonly ink: string
  readonly ground: string
}

function drawDot(
  pen: CanvasRenderingContext2D,
  x: number,
  y: number,
  filled: boolean,
  { ink, ground }: Colours,
): void {
  pen.beginPath()
  pen.arc(x, y, 4, 0, Math.PI * 2)
  pen.fillStyle = filled ? ink : ground
  pen.strokeStyle = ink
  pen.lineWidth = 1.25
  pen.setLineDash([])
  pen.fill()
  pen.stroke()
}

function drawTag(pen: CanvasRenderingContext2D, tag: Tag, { ink, ground }: Colours): void {
  pen.save()
  pen.translate(Math.round(tag.x), Math.round(tag.y))
  const outline = new Path2D(tagPath(tag.width, tag.points))
  pen.fillStyle = tag.look === 'filled' ? ink : ground
  pen.strokeStyle = ink
  pen.lineWidth = 1.25
  pen.setLineDash(tag.look === 'dashed' ? [...tagDash] : [])
  pen.fill(outline)
  pen.stroke(outline)
  pen.fillStyle = tag.look === 'filled' ? ground : ink
  pen.fillText(tag.name, tagTextShift(tag.points), 0.5)
  pen.restore()
}
