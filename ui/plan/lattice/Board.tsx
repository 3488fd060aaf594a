import { Tooltip } from 'radix-ui'
import { type KeyboardEvent, useMemo, useRef, useState } from 'react'
import { mixedStates } from '#sim/plan/mixed-state.ts'
import type { Lattice, LatticeEdge, LatticeState } from '#sim/plan/model.ts'
import { type Scenario, type Upgrade, usualConditions } from '#sim/scenario/model.ts'
import { capital } from '#sim/text/say-list.ts'
import { type Sign, signOfState, toneOfSign } from '#ui/glyphs/sign.ts'
import { sayCounts, sayStep } from '#ui/planning/say.ts'
import styles from './Board.module.css'
import { Corridor } from './Corridor.tsx'
import { Edges } from './Edges.tsx'
import { type Gutter, geometryOf } from './geometry.ts'
import { Heads } from './Heads.tsx'
import { nextState } from './keys.ts'
import type { Direction, LatticeLayout } from './layout.ts'
import { StateCell } from './StateCell.tsx'
import { StateTip } from './StateTip.tsx'
import type { CellSize } from './size.ts'
import { mixedStateOf } from './state-view.ts'
import type { Stride } from './walk.ts'

export interface BoardProps {
  readonly scenario: Scenario
  readonly lattice: Lattice
  /** The order by which nodes are told apart; yours, where the lattice shows it, and its way through it. */
  readonly order: Upgrade['steps']
  readonly strides: readonly Stride[]
  /** The state that the run is in at the time that is shown; null where the lattice has none like it. */
  readonly here: string | null
  /** Goes to a state, by an edge where it matters. */
  readonly onGo: (state: string, via?: string) => void
}

/** Every mixed state as a cell that can be gone to, and every step between two of them as a line. */
export function Board({
  scenario,
  lattice,
  order,
  strides,
  here,
  onGo,
  layout,
  size,
  gutter,
  direction,
}: BoardProps & {
  readonly layout: LatticeLayout
  readonly size: CellSize
  readonly gutter: Gutter
  readonly direction: Direction
}) {
  const board = useRef<HTMLDivElement>(null)
  const geometry = useMemo(
    () => geometryOf(layout, size, gutter, direction),
    [layout, size, gutter, direction],
  )
  const [picked, setPicked] = useState<string | null>(null)
  /** Where the arrow keys came from: the way by which Enter goes. */
  const from = useRef<string | null>(null)
  const focus = picked !== null && layout.spots.has(picked) ? picked : (here ?? lattice.start)
  const keep = scenario.upgrade.keep ?? usualConditions
  const places = new Map(strides.map(({ state }, i) => [state.key, i + 1]))
  const mixed = useMemo(() => {
    if (size.kind !== 'full') return new Map()
    // The nodes of your order, where it passes; those that it upgrades first elsewhere.
    const own = mixedStates(scenario, order)
    const found = new Map(strides.map(({ state }, i) => [state.key, own[i + 1] ?? null]))
    found.set(lattice.start, own[0] ?? null)
    for (const { key } of lattice.states) {
      if (!found.has(key)) found.set(key, mixedStateOf(scenario, lattice, key, order))
    }
    return found
  }, [scenario, lattice, order, strides, size.kind])

  function onKeyDown(event: KeyboardEvent) {
    if (event.altKey || event.ctrlKey || event.metaKey) return
    if (event.key === 'Enter' || event.key === ' ') {
      const isEdge = lattice.edges.some((edge) => edge.from === from.current && edge.to === focus)
      onGo(focus, (isEdge && from.current) || undefined)
    } else {
      const next = nextState(layout, focus, event.key)
      if (next === null) return
      from.current = focus
      setPicked(next)
      board.current?.querySelector<HTMLElement>(`[data-state-key="${CSS.escape(next)}"]`)?.focus()
    }
    event.preventDefault()
    event.stopPropagation()
  }

  const describe = (edge: LatticeEdge) =>
    `${sayStep(scenario, edge.step)}${edge.alive ? ', as a safe order does' : ''}. Go there`
  const rows = rowsOf(lattice, layout)
  return (
    <div className={styles.scroller}>
      {/* biome-ignore lint/a11y/useSemanticElements: no table has lines between its cells. */}
      <div
        ref={board}
        role="grid"
        aria-label="Mixed states"
        aria-colcount={layout.columns}
        tabIndex={-1}
        className={styles.board}
        style={{ width: geometry.width, height: geometry.height }}
        onKeyDown={onKeyDown}
      >
        <svg className={styles.lines} width={geometry.width} height={geometry.height} aria-hidden="true">
          <Corridor lattice={lattice} geometry={geometry} />
          <Edges
            lattice={lattice}
            geometry={geometry}
            strides={strides}
            canLabel={size.kind !== 'tiny' && size.kind !== 'mini'}
            describe={describe}
            onGo={(edge) => onGo(edge.to, edge.from)}
          />
        </svg>
        <Heads
          scenario={scenario}
          lattice={lattice}
          layout={layout}
          size={size}
          gutter={gutter}
          direction={direction}
        />
        <Tooltip.Provider delayDuration={250} skipDelayDuration={100}>
          {rows.map(([row, states]) => (
            // biome-ignore lint/a11y/useSemanticElements: as above.
            // biome-ignore lint/a11y/useFocusableInteractive: its cells are.
            <div key={row} role="row" className={styles.row}>
              {states.map((state) => {
                const box = geometry.boxes.get(state.key)
                const sign = signOfState(state, keep)
                const place = places.get(state.key)
                const where = place === undefined ? null : `after step ${place} of your order`
                return (
                  <Tooltip.Root key={state.key}>
                    <Tooltip.Trigger asChild>
                      {/* biome-ignore lint/a11y/useSemanticElements: as above. */}
                      {/* biome-ignore lint/a11y/useKeyWithClickEvents: the grid listens to them. */}
                      <div
                        role="gridcell"
                        aria-colindex={columnOf(layout, state) + 1}
                        tabIndex={state.key === focus ? 0 : -1}
                        aria-selected={state.key === here}
                        aria-label={sayCell(scenario, lattice, state, sign, where, state.key === here)}
                        data-state-key={state.key}
                        data-kind={size.kind}
                        data-verdict={state.verdict}
                        data-tone={toneOfSign(sign.kind)}
                        data-alive={state.alive}
                        data-here={state.key === here || undefined}
                        className={styles.cell}
                        style={{ left: box?.x, top: box?.y, width: box?.width, height: box?.height }}
                        onFocus={() => setPicked(state.key)}
                        onClick={() => onGo(state.key)}
                      >
                        <StateCell
                          kind={size.kind}
                          scenario={scenario}
                          axes={lattice.axes}
                          state={state}
                          sign={sign}
                          mixed={mixed.get(state.key) ?? null}
                          isPlaced={layout.kind === 'grid'}
                        />
                        {state.key === here && (
                          <span className={styles.now}>
                            {size.kind === 'tiny' || size.kind === 'mini' ? '' : 'now'}
                          </span>
                        )}
                      </div>
                    </Tooltip.Trigger>
                    <Tooltip.Portal>
                      <Tooltip.Content
                        side="right"
                        sideOffset={8}
                        collisionPadding={8}
                        className={styles.float}
                      >
                        <Tip {...{ scenario, lattice, order, state, sign, where }} />
                      </Tooltip.Content>
                    </Tooltip.Portal>
                  </Tooltip.Root>
                )
              })}
            </div>
          ))}
        </Tooltip.Provider>
      </div>
    </div>
  )
}

/** The states of each row from the left, the rows from above. */
function rowsOf({ states }: Lattice, layout: LatticeLayout): [number, LatticeState[]][] {
  const rows = new Map<number, LatticeState[]>()
  for (const state of states.toSorted((a, b) => columnOf(layout, a) - columnOf(layout, b))) {
    const row = layout.spots.get(state.key)?.row ?? 0
    rows.set(row, [...(rows.get(row) ?? []), state])
  }
  return [...rows].sort(([a], [b]) => a - b)
}

const columnOf = ({ spots }: LatticeLayout, { key }: LatticeState) => Math.floor(spots.get(key)?.column ?? 0)

/** The nodes behind the counts are looked up only where somebody asks. */
function Tip({
  scenario,
  lattice,
  order,
  state,
  sign,
  where,
}: Pick<BoardProps, 'scenario' | 'lattice' | 'order'> & {
  readonly state: LatticeState
  readonly sign: Sign
  readonly where: string | null
}) {
  const mixed = useMemo(
    () => mixedStateOf(scenario, lattice, state.key, order),
    [scenario, lattice, state, order],
  )
  return <StateTip axes={lattice.axes} {...{ scenario, state, sign, mixed, where }} />
}

function sayCell(
  scenario: Scenario,
  { axes, start, goal }: Lattice,
  state: LatticeState,
  sign: Sign,
  where: string | null,
  isHere: boolean,
): string {
  const ends = state.key === start ? 'the start' : state.key === goal ? 'the goal' : null
  const safety = state.alive
    ? 'a safe order passes here'
    : state.verdict === 'safe'
      ? 'no safe order passes here'
      : state.verdict
  const parts = [
    ends,
    sayCounts(scenario, axes, state),
    sign.text,
    safety,
    where,
    isHere && 'the run is here',
  ]
  return capital(parts.filter(Boolean).join(', '))
}
