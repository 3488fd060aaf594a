import { type CSSProperties, useLayoutEffect, useMemo, useRef, useState } from 'react'
import type { Run } from '#sim/run/run.ts'
import { textWidth } from '#ui/kit/text-width.ts'
import { useSize } from '#ui/kit/useSize.ts'
import type { Selection } from '#ui/session/selection.ts'
import { Axis, axisHeight, coveredBy, ticksOf } from './Axis.tsx'
import { chartOf } from './chart.ts'
import { Ground } from './Ground.tsx'
import { Gutter } from './Gutter.tsx'
import { Head } from './Head.tsx'
import { labelsOf } from './labels.ts'
import { Names } from './Names.tsx'
import { Now, UnderWayDots, UnderWayLines } from './Now.tsx'
import { Overview } from './Overview.tsx'
import { Picked } from './Picked.tsx'
import { pinsOf } from './pins.ts'
import { rankNodes } from './rank.ts'
import { layoutRows } from './rows.ts'
import { handleAt, Scrubber } from './Scrubber.tsx'
import { marksOf, Signs } from './Signs.tsx'
import { type Line, linesOf, type Scene } from './scene.ts'
import { firstAfter, lastNotAfter } from './search.ts'
import { fitSpan, followSpan, isWithin, lengthOf, spanAround, wholeSpan, xIn, zoomSpan } from './span.ts'
import styles from './Timeline.module.css'
import { underWayAt } from './underWay.ts'
import { usePlotPointer } from './usePlotPointer.ts'
import { useSpan } from './useSpan.ts'
import { useStable } from './useStable.ts'
import { useZoomKeys } from './useZoomKeys.ts'

export interface TimelineProps {
  readonly run: Run
  /** The virtual time that is shown. */
  readonly time: number
  readonly selection: Selection | null
  /** One sentence on what happens at `time`: the caption of the diagram, and what the scrubber is read as. */
  readonly narration: string
  readonly onSeek: (time: number) => void
  readonly onSelect: (selection: Selection | null) => void
  /** Steps to the next event or the one before; without it the timeline seeks there. */
  readonly onStep?: (direction: -1 | 1) => void
  /** How far the run has been watched. What comes later is not shown. The whole run is known unless it is said. */
  readonly knownUntil?: number
}

/** Times that come closer together than this, in milliseconds of the user's time, are one movement. */
const oneMovement = 150

/** How much closer one press of a button comes. */
const zoomStep = 1.6

/** The space-time diagram of a run, with a scrubber that goes both ways. */
export function Timeline({
  run,
  time,
  selection,
  narration,
  onSeek,
  onSelect,
  onStep,
  knownUntil,
}: TimelineProps) {
  const chart = useMemo(() => chartOf(run), [run])
  const { until } = chart
  const pins = useMemo(() => pinsOf(run, selection), [run, selection])
  const [plot, { width, height }] = useSize<HTMLDivElement>()
  const lanesHeight = Math.max(0, height - axisHeight)
  const [page, setPage] = useState(0)

  const neighbourhood = () => fitSpan(chart.flights, pins.pair, time, until)
  const { span, isHeld, show } = useSpan(plot, width, until, neighbourhood)

  const rows = useMemo(() => {
    const nodes = chart.lanes.map(({ node }) => node)
    const rank = rankNodes(run.cluster, pins)
    return layoutRows({ nodes, pinned: pins.nodes, rank, height: lanesHeight, page })
  }, [run, chart, pins, lanesHeight, page])

  const scene: Scene = useMemo(() => ({ chart, span, width, rows, pins }), [chart, span, width, rows, pins])
  const lines = useMemo(() => linesOf(scene), [scene])
  const ticks = useMemo(() => ticksOf(span, width), [span, width])

  // What is known changes from event to event, not from frame to frame.
  const horizon = knownUntil === undefined ? until : Math.max(knownUntil, time)
  const shownHorizon = lastNotAfter(chart.times, horizon)
  const signTimes = useMemo(
    () => [...chart.landmarks, ...chart.ends.marks].map(({ at }) => at).sort((a, b) => a - b),
    [chart],
  )
  const marks = useMemo(() => marksOf(scene, shownHorizon), [scene, shownHorizon])
  const labels = useMemo(
    () =>
      labelsOf(
        scene,
        lines,
        shownHorizon,
        textWidth,
        marks.map(({ box }) => box),
      ),
    [scene, lines, shownHorizon, marks],
  )

  const seek = useStable((to: number) => onSeek(Math.min(Math.max(to, 0), until)))
  const select = useStable(onSelect)
  const [hovered, setHovered] = useState<Line | null>(null)
  const timeAt = useStable((x: number) => span.from + (x / width) * lengthOf(span))
  // Whoever clicks on a place sees it.
  const clicked = useRef<number | null>(null)
  const brush = usePlotPointer(plot, {
    lines: () => lines.filter(({ flight }) => flight.sentAt <= horizon),
    timeAt,
    isOverLanes: (y) => y < lanesHeight,
    onHover: setHovered,
    onPick: ({ flight }) => select({ kind: 'event', id: flight.id }),
    onSeek: (to) => {
      clicked.current = Math.min(Math.max(to, 0), until)
      seek(to)
    },
    onBrush: (from, to) => show({ from, to }, 'moving'),
  })

  const isScrubbing = useRef(false)
  const before = useRef({ time, at: 0 })
  useLayoutEffect(() => {
    const { time: last, at } = before.current
    const now = performance.now()
    before.current = { time, at: now }
    if (last === time || time === clicked.current || isScrubbing.current || isHeld()) return
    if (now - at < oneMovement) {
      if (!isWithin(span, last) && !isWithin(span, time)) return
      const next = followSpan(span, last, time, until)
      if (next !== span) show(next)
    } else if (!isWithin(span, time)) {
      show(spanAround(span, time, 0.5, until), 'moving')
    }
  })

  const { scenario } = run.spec
  const shownScenario = useRef(scenario)
  useLayoutEffect(() => {
    if (shownScenario.current === scenario) return
    shownScenario.current = scenario
    show(neighbourhood())
  })

  const fitOrWhole = useStable(() => {
    const fitted = neighbourhood()
    const isThere = Math.abs(span.from - fitted.from) + Math.abs(span.to - fitted.to) < lengthOf(span) * 0.02
    show(isThere ? wholeSpan(until) : fitted, 'moving')
  })
  const zoomBy = useStable((direction: 1 | -1) => {
    const factor = zoomStep ** direction
    const at = isWithin(span, time) ? time : (span.from + span.to) / 2
    show(zoomSpan(span, factor, at, until), 'moving')
  })
  const goTo = useStable((at: number) => {
    seek(at)
    if (!isWithin(span, at)) show(spanAround(span, at, 0.5, until), 'moving')
  })
  const step = useStable((direction: -1 | 1) => {
    if (onStep) onStep(direction)
    else seek(neighbour(chart.times, time, direction))
  })
  const jump = useStable((direction: -1 | 1) => {
    const stops = [...chart.landmarks, ...chart.ends.failures].map(({ at }) => at).sort((a, b) => a - b)
    goTo(neighbour(stops, time, direction))
  })
  const centre = useStable((at: number, how: 'at once' | 'moving') =>
    show(spanAround(span, at, 0.5, until), how),
  )
  const holdScrubber = useStable((held: boolean) => {
    isScrubbing.current = held
  })

  const root = useRef<HTMLDivElement>(null)
  useZoomKeys(root, zoomBy, fitOrWhole)

  const x = xIn(span, width)(time)
  const underWay = underWayAt(scene, time)
  const covered = coveredBy(handleAt(x, width), ticks, span, width)

  return (
    <div className={styles.timeline} ref={root}>
      <Head
        run={knownUntil === undefined || knownUntil >= until ? run : null}
        narration={narration}
        pinned={pins.nodes}
        onFit={fitOrWhole}
        onZoom={zoomBy}
      />
      <div className={styles.body} style={{ '--axis': `${axisHeight}px` } as CSSProperties}>
        <Gutter chart={chart} rows={rows} time={time} onSelect={select} onPage={setPage} page={page} />
        <div className={styles.plot} ref={plot}>
          {width > 0 && (
            <>
              <Ground scene={scene} lines={lines} ticks={ticks} height={lanesHeight} />
              <UnderWayLines lines={underWay.lines} />
              <Picked lines={lines} hovered={hovered} selection={selection} trace={run.trace} />
              <Names labels={labels} />
              <Axis
                ticks={ticks}
                span={span}
                width={width}
                coveredFrom={covered?.from}
                coveredTo={covered?.to}
              />
              <Now
                scene={scene}
                labels={labels}
                time={time}
                horizon={horizon}
                height={lanesHeight}
                onSelect={select}
              />
              {brush && (
                <div
                  className={styles.brush}
                  style={{ left: Math.min(brush.from, brush.to), width: Math.abs(brush.to - brush.from) }}
                />
              )}
              <Scrubber
                x={x}
                width={width}
                time={time}
                until={until}
                narration={narration}
                timeAt={timeAt}
                onSeek={seek}
                onStep={step}
                onJump={jump}
                onHold={holdScrubber}
              />
              <UnderWayDots dots={underWay.dots} quietDots={underWay.quietDots} />
              <Signs
                marks={marks}
                scene={scene}
                reached={lastNotAfter(signTimes, time)}
                horizon={shownHorizon}
                onSelect={select}
              />
            </>
          )}
        </div>
        <Overview chart={chart} span={span} time={time} horizon={horizon} onCentre={centre} onGo={goTo} />
      </div>
    </div>
  )
}

/** The next of these times, which are sorted, or the one before; the same time where there is none. */
function neighbour(times: readonly number[], time: number, direction: -1 | 1): number {
  if (direction < 0) return times[firstAfter(times, time, (at) => at) - 1] ?? time
  return times.find((at) => at > time) ?? time
}
