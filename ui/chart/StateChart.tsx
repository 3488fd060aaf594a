import { Tooltip } from 'radix-ui'
import { useState } from 'react'
import { ArrowLine } from './ArrowLine.tsx'
import { ArrowTip } from './ArrowTip.tsx'
import { arrowHead, arrowPath } from './arrow-path.ts'
import { describeChart } from './describe.ts'
import { LitArrow } from './LitArrow.tsx'
import { arrowOf, type LastTransition } from './last-transition.ts'
import type { Chart, ChartArrow, ChartRegion } from './layout.ts'
import { StateBox, type Tone } from './StateBox.tsx'
import styles from './StateChart.module.css'

export interface StateChartProps {
  /** One of those in `virtual:parley-charts`. */
  readonly chart: Chart
  /** Paths of the states that are active, one a region. */
  readonly active: readonly string[]
  /** Paths of the states that this release can reach; the others are dashed and have no arrows. */
  readonly reachable: ReadonlySet<string>
  /** Whether this release ever goes from one state to another; wherever there is an arrow, unless told. */
  readonly taken?: ((source: string, target: string) => boolean) | undefined
  readonly last: LastTransition | null
  /** The fill of a state when it is active. */
  readonly tone: (path: string) => Tone
  /** Makes every state a button. */
  readonly onState?: ((path: string) => void) | undefined
}

/** A machine's statechart with the states that are active and the transition that was taken last. */
export function StateChart({ chart, active, reachable, taken, last, tone, onState }: StateChartProps) {
  const [hovered, setHovered] = useState<ChartArrow | null>(null)
  const lit = last && arrowOf(chart, last)
  // One region always is somewhere, even where a caller's idea of reach is narrower than the run's.
  const isReachable = (path: string) => reachable.has(path) || active.includes(path)
  const hasArrow = ({ source, target }: ChartArrow) =>
    isReachable(target) && (source === null || (isReachable(source) && (taken?.(source, target) ?? true)))
  return (
    <Tooltip.Provider delayDuration={250}>
      <svg
        className={styles.chart}
        // What is inside an image cannot be a button.
        role={onState ? 'group' : 'img'}
        aria-label={describeChart(chart, active, last)}
        width={chart.width}
        height={chart.height}
        viewBox={`-0.5 -0.5 ${chart.width} ${chart.height}`}
      >
        {chart.regions.map((region, index) => (
          <g key={region.id} data-region={region.id}>
            <RegionFrame region={region} isFirst={index === 0} />
            {isReachable(region.states.find(({ initial }) => initial)?.path ?? '') && (
              <Start region={region} />
            )}
            {region.arrows.filter(hasArrow).map((arrow) => (
              <ArrowLine key={arrow.id} arrow={arrow} onHover={setHovered} />
            ))}
          </g>
        ))}
        {lit && last && <LitArrow key={`${lit.id} ${last.id}`} arrow={lit} last={last} />}
        {chart.regions.flatMap(({ states, arrows }) =>
          states.map((state) => (
            <StateBox
              key={state.path}
              state={state}
              leaving={arrows.filter((arrow) => arrow.source === state.path && hasArrow(arrow))}
              tone={active.includes(state.path) ? tone(state.path) : null}
              isReachable={isReachable(state.path)}
              isLeft={last?.source === state.path && !active.includes(state.path)}
              onState={onState}
            />
          )),
        )}
        {hovered && <ArrowTip key={hovered.id} arrow={hovered} />}
      </svg>
    </Tooltip.Provider>
  )
}

function RegionFrame({ region, isFirst }: { readonly region: ChartRegion; readonly isFirst: boolean }) {
  return (
    <>
      {!isFirst && <path className={styles.divider} d={`M0 ${region.y}H${region.width - 1}`} />}
      <text className={styles.region} x={0} y={region.y + 14}>
        {region.label}
      </text>
    </>
  )
}

/** The dot from which a region starts. */
function Start({ region }: { readonly region: ChartRegion }) {
  const [dot] = region.start
  return (
    <g className={styles.start}>
      <path className={styles.line} d={arrowPath(region.start)} />
      <path className={styles.head} d={arrowHead(region.start)} />
      <circle cx={dot?.x} cy={dot?.y} r={3} />
    </g>
  )
}
