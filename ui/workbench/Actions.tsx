import { DropdownMenu } from 'radix-ui'
import type { Latency } from '#sim/scenario/model.ts'
import { releasesOf } from '#sim/scenario/release.ts'
import type { ClusterView } from '#sim/views/view.ts'
import floating from '#ui/kit/floating.module.css'
import type { Change, State } from '#ui/session/state.ts'
import styles from './Actions.module.css'

/** How much longer a slowed line takes. */
const slowness = 10

/** What can be done to the selected node or line, at the time that is shown. */
export function Actions({
  state,
  view,
  dispatch,
  isPhone = false,
}: {
  readonly state: State
  readonly view: ClusterView
  readonly dispatch: (action: Change) => void
  readonly isPhone?: boolean
}) {
  const { selection, session, run } = state
  const intervene = (intervention: Extract<Change, { do: 'intervene' }>['intervention']) =>
    dispatch({ do: 'intervene', intervention })
  if (selection?.kind === 'node') {
    const node = view.nodes.find(({ id }) => id === selection.id)
    const releases = releasesOf(session.scenario, node?.role)
    if (node === undefined) return null
    const others = releases.filter(({ name }) => name !== node.release)
    return (
      <div
        className={isPhone ? `${styles.actions} ${styles.phone}` : styles.actions}
        role="toolbar"
        aria-label={`Do something to ${node.id}`}
      >
        <b>{node.id}</b>
        {node.state === 'crashed' ? (
          <button type="button" onClick={() => intervene({ do: 'restart', node: node.id })}>
            Restart
          </button>
        ) : (
          <button
            type="button"
            disabled={node.state === 'down'}
            onClick={() => intervene({ do: 'kill', node: node.id })}
          >
            Kill
          </button>
        )}
        {others.length === 1 && others[0] ? (
          <UpgradeButton
            release={others[0]}
            onUpgrade={(to) => intervene({ do: 'upgrade', node: node.id, to })}
          />
        ) : (
          <DropdownMenu.Root modal={false}>
            <DropdownMenu.Trigger>Change release…</DropdownMenu.Trigger>
            <DropdownMenu.Portal>
              <DropdownMenu.Content className={floating.menu} side="top" align="start" sideOffset={6}>
                {others.map(({ name }) => (
                  <DropdownMenu.Item
                    key={name}
                    className={floating.item}
                    onSelect={() => intervene({ do: 'upgrade', node: node.id, to: name })}
                  >
                    {name}
                  </DropdownMenu.Item>
                ))}
              </DropdownMenu.Content>
            </DropdownMenu.Portal>
          </DropdownMenu.Root>
        )}
      </div>
    )
  }
  if (selection?.kind === 'pair') {
    const pair = view.pairs.find(({ id }) => id === selection.id)
    if (pair === undefined) return null
    const { latency } = run.spec.scenario
    return (
      <div
        className={isPhone ? `${styles.actions} ${styles.phone}` : styles.actions}
        role="toolbar"
        aria-label={`Do something to the line ${pair.id}`}
      >
        <b>
          {pair.dialer} – {pair.acceptor}
        </b>
        <button type="button" onClick={() => intervene({ do: pair.cut ? 'heal' : 'cut', pair: pair.id })}>
          {pair.cut ? 'Heal' : 'Cut'}
        </button>
        <button type="button" onClick={() => intervene({ do: 'reset', pair: pair.id })}>
          Reset
        </button>
        <button
          type="button"
          onClick={() =>
            intervene({
              do: 'slow',
              pair: pair.id,
              latency: pair.slowed ? latency : slower(latency, slowness),
            })
          }
        >
          {pair.slowed ? 'Normal speed' : `Slow ${slowness}×`}
        </button>
      </div>
    )
  }
  return (
    <p className={isPhone ? `${styles.invite} ${styles.phone}` : styles.invite}>
      Select a node or a link to kill, restart, upgrade, cut or slow it.
    </p>
  )
}

function UpgradeButton({
  release,
  onUpgrade,
}: {
  readonly release: { readonly name: string; readonly label: string }
  readonly onUpgrade: (release: string) => void
}) {
  return (
    <button type="button" onClick={() => onUpgrade(release.name)}>
      Change to {release.label}
    </button>
  )
}

/** A latency that is so many times as long. */
function slower(latency: Latency, times: number): Latency {
  switch (latency.kind) {
    case 'fixed':
      return { ...latency, ms: latency.ms * times }
    case 'uniform':
      return { ...latency, min: latency.min * times, max: latency.max * times }
    case 'log-normal':
      return { ...latency, median: latency.median * times, p99: latency.p99 * times }
  }
}
