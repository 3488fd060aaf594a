import { chart as connectorChart } from 'virtual:parley-charts/connector'
import { chart as nodeChart } from 'virtual:parley-charts/node'
import { connectorActor, nodeActor } from '#sim/engine/names.ts'
import type { ClusterView, NodeView } from '#sim/views/view.ts'
import type { Chart } from '#ui/chart/layout.ts'
import { StateChart } from '#ui/chart/StateChart.tsx'
import { OutcomeGlyph } from '#ui/glyphs/OutcomeGlyph.tsx'
import { wordOf } from '#ui/glyphs/outcome.ts'
import { ReleaseChip } from '#ui/glyphs/ReleaseChip.tsx'
import { sayLasting } from '#ui/kit/say-lasting.ts'
import type { Change, State } from '#ui/session/state.ts'
import { Events } from './Events.tsx'
import { lastTransition } from './facts.ts'
import styles from './Inspector.module.css'

const everything = (chart: Chart): ReadonlySet<string> =>
  new Set(chart.regions.flatMap(({ states }) => states.map(({ path }) => path)))

/** A node: its chart, the connectors that it runs, and what happened to it. */
export function NodePanel({
  node,
  state,
  view,
  dispatch,
}: {
  readonly node: NodeView
  readonly state: State
  readonly view: ClusterView
  readonly dispatch: (action: Change) => void
}) {
  const { run, moment, time } = state
  const pairs = view.pairs.filter(({ dialer, acceptor }) => dialer === node.id || acceptor === node.id)
  const dialled = pairs.filter(({ dialer }) => dialer === node.id)
  const services = [...run.cluster.services.values()].filter(({ dialer }) => dialer === node.id)
  const service = services[0]
  return (
    <section className={styles.inspector} aria-label={`Inspector of ${node.id}`}>
      <header className={styles.head}>
        <h2>{node.id}</h2>
        <ReleaseChip label={node.label} isNew={run.cluster.nodes.get(node.id)?.release !== node.release} />
        <span className={styles.hint}>
          {node.role}, {node.state}
          {node.next !== null && `, next ${node.next}`}
        </span>
      </header>
      <div className={styles.ends}>
        <div className={styles.end}>
          <h3>
            Node <small>{node.state}</small>
          </h3>
          <StateChart
            chart={nodeChart}
            active={[node.state]}
            reachable={everything(nodeChart)}
            last={transitionOf(state, nodeActor(node.id))}
            tone={() => 'ink'}
          />
        </div>
        {service ? (
          <div className={styles.end}>
            <h3>
              Connector <small>{dialled.length > 1 ? `to ${dialled[0]?.acceptor}` : ''}</small>
            </h3>
            <StateChart
              chart={connectorChart}
              active={[dialled[0]?.connector ?? 'idle']}
              reachable={everything(connectorChart)}
              last={transitionOf(state, connectorActor(service.id))}
              tone={() => 'ink'}
            />
          </div>
        ) : (
          <div className={styles.end}>
            <h3>Accepts</h3>
            <p className={styles.none}>
              A {node.role} dials nobody: it listens, and answers each dial while it runs.
            </p>
          </div>
        )}
      </div>
      <div className={styles.tabs}>
        <h4>Connections</h4>
        <ul className={styles.pairs}>
          {pairs.map((pair) => (
            <li key={pair.id}>
              <button
                type="button"
                onClick={() => dispatch({ do: 'select', selection: { kind: 'pair', id: pair.id } })}
              >
                <OutcomeGlyph outcome={pair.status} size={14} title="" />
                {pair.dialer} – {pair.acceptor} <span>{wordOf(pair.status)}</span>
                {pair.retryAt !== null && (
                  <span>again in {sayLasting(Math.max(pair.retryAt - time, 0))}</span>
                )}
              </button>
            </li>
          ))}
        </ul>
        <h4>Events</h4>
        <Events
          key={moment === 0 ? 0 : 1}
          subject={{ kind: 'node', id: node.id }}
          state={state}
          dispatch={dispatch}
        />
      </div>
    </section>
  )
}

function transitionOf({ run, moment }: State, actor: string) {
  const last = lastTransition(run, moment, actor)
  const [source, target] = [last?.from[0], last?.to[0]]
  return last && source && target ? { id: last.id, source, target, label: last.event } : null
}
