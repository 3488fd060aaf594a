import { useDeferredValue, useMemo } from 'react'
import { Group, Panel, Separator } from 'react-resizable-panels'
import type { Levels } from '#sim/scenario/release.ts'
import { decidingLevels, startingAt } from '#sim/scenario/starting-at.ts'
import { variantOf, variantsOf } from '#sim/scenario/variant.ts'
import panels from '#ui/kit/panels.module.css'
import { wholeOf } from '#ui/session/session.ts'
import type { Change, State } from '#ui/session/state.ts'
import { Matrix, type VariantResults } from './Matrix.tsx'
import styles from './MatrixMode.module.css'
import { PairDetail } from './PairDetail.tsx'
import { firstCell, keyOf, tablesOf } from './table.ts'
import { useMatrices } from './useMatrix.ts'

/** Where levels start. */
const nowhere: Levels = {}

/** The Matrix mode: every pair of releases, and beside it what comes of the one that is looked at. */
export function MatrixMode({
  state,
  dispatch,
  isPhone = false,
}: {
  readonly state: State
  readonly dispatch: (action: Change) => void
  readonly isPhone?: boolean
}) {
  const scenario = wholeOf(state.session)
  const variants = useMemo(() => variantsOf(scenario), [scenario])
  const levels = useMemo(() => decidingLevels(scenario), [scenario])
  const tables = useMemo(() => tablesOf(scenario), [scenario])
  const first = useMemo(() => firstCell(tables), [tables])
  const selected = state.cell ?? first
  const at = selected?.at ?? nowhere
  const scenarios = useMemo(() => variants.map((each) => startingAt(each.scenario, at)), [variants, at])
  const states = useMatrices(scenarios, at)
  // Whoever holds an arrow key down does not wait for the charts of the cells in between.
  const settled = useDeferredValue(selected)
  if (selected === null || settled === null)
    return <p className={styles.empty}>This scenario has no releases that connect.</p>

  const [base, ...others] = variants.map(
    ({ name, about }, i): VariantResults => ({
      name,
      about,
      results: states[i]?.results ?? new Map(),
      isDone: states[i]?.status === 'done',
    }),
  )
  const shown = variants.findIndex(({ name }) => name === settled.variant)
  const result = states[Math.max(shown, 0)]?.results.get(keyOf(settled))
  const run = (pair: typeof selected) => dispatch({ do: 'run pair', of: scenario, pair })
  const matrix = base && (
    <Matrix
      tables={tables}
      variants={[base, ...others]}
      levels={levels}
      selected={selected}
      onSelect={(cell) => dispatch({ do: 'cell', cell })}
      onRun={run}
    />
  )
  const failure = states.some(({ status }) => status === 'failed') && (
    <p className={styles.failure} role="alert">
      The matrix could not be computed to its end in this browser. `parley matrix` on the command line gives
      it.
    </p>
  )
  const detail = variantOf(scenario, settled.variant) && (
    <PairDetail whole={scenario} choice={settled} result={result} onRun={() => run(settled)} />
  )
  if (isPhone) {
    return (
      <div className={styles.phone}>
        {failure}
        {matrix}
        <div className={styles.sheet}>{detail}</div>
      </div>
    )
  }
  return (
    <Group orientation="horizontal" className={panels.panels} id="matrix-columns">
      <Panel defaultSize="62.8%" minSize="400px" id="table">
        <div id="matrix" className={styles.panel} tabIndex={-1}>
          {failure}
          {matrix}
        </div>
      </Panel>
      <Separator className={panels.divider} aria-label="Width of the matrix" />
      <Panel minSize="320px" id="detail">
        <div id="pair" className={styles.panel} tabIndex={-1}>
          {detail}
        </div>
      </Panel>
    </Group>
  )
}
