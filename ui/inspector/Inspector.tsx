import { ArrowDown } from 'lucide-react'
import { Tabs } from 'radix-ui'
import { useRef, useState } from 'react'
import { isBroken } from '#sim/scenario/outcome.ts'
import { sides } from '#sim/scenario/side.ts'
import { capital } from '#sim/text/say-list.ts'
import type { ClusterView, PairView } from '#sim/views/view.ts'
import { OutcomeGlyph } from '#ui/glyphs/OutcomeGlyph.tsx'
import { toneOf, wordOf } from '#ui/glyphs/outcome.ts'
import type { Change, State } from '#ui/session/state.ts'
import { subjectOf } from '#ui/session/subject.ts'
import { EndPanel } from './EndPanel.tsx'
import { columnOf } from './end-column.ts'
import styles from './Inspector.module.css'
import { Events, NodePanel, Overview, QueueTab, Repair, SourceTab } from './lazy-panels.ts'
import { headline, Why } from './Why.tsx'

interface Props {
  readonly state: State
  readonly view: ClusterView
  readonly dispatch: (action: Change) => void
}

/** What there is to know of the selection: of a pair of ends, of a node, or of the cluster as a whole. */
export function Inspector({ state, view, dispatch }: Props) {
  const { selection, run } = state
  const event = selection?.kind === 'event' ? run.trace.event(selection.id) : undefined
  const subject = event ? subjectOf(run, event) : selection?.kind === 'event' ? null : selection
  const pair = subject?.kind === 'pair' ? view.pairs.find(({ id }) => id === subject.id) : undefined
  if (pair) return <PairInspector key={pair.id} pair={pair} state={state} view={view} dispatch={dispatch} />
  const node = subject?.kind === 'node' ? view.nodes.find(({ id }) => id === subject.id) : undefined
  if (node) return <NodePanel key={node.id} node={node} state={state} view={view} dispatch={dispatch} />
  return <Overview state={state} view={view} dispatch={dispatch} />
}

const isBrokenPair = ({ status }: PairView) => status !== 'down' && status !== 'handshake' && isBroken(status)

function PairInspector({ pair, state, dispatch }: Props & { readonly pair: PairView }) {
  const { run, moment, session, time, selection } = state
  const [tab, setTab] = useState('why')
  const tabs = useRef<HTMLDivElement>(null)
  const shown = selection?.kind === 'event' ? 'events' : tab
  const link = run.cluster.pairs.get(pair.id)?.link
  const columns = sides.map((side) => columnOf(state, pair, side))
  const [dialer, acceptor] = columns
  if (!dialer || !acceptor) return null
  return (
    <section className={styles.inspector} aria-label={`Inspector of ${pair.dialer} to ${pair.acceptor}`}>
      <header className={styles.head}>
        <h2>
          {pair.dialer} – {pair.acceptor}
        </h2>
        <span className={styles.verdict} data-tone={toneOf(pair.status)}>
          <OutcomeGlyph outcome={pair.status} title="" /> <b>{wordOf(pair.status)}</b>
        </span>
        <span className={styles.hint}>
          {pair.connection === null ? 'never dialled' : `attempt ${pair.connection.split('#')[1]}`}
        </span>
        <button type="button" className={styles.jump} onClick={() => tabs.current?.scrollIntoView()}>
          <span>{headline(pair)}</span> <ArrowDown size={14} aria-hidden />
        </button>
      </header>
      <div className={styles.ends}>
        {columns.map((column) => (
          <EndPanel key={column.side} run={run} moment={moment} pair={pair} {...column} />
        ))}
      </div>
      <Tabs.Root
        ref={tabs}
        className={styles.tabs}
        value={shown}
        onValueChange={(value) => {
          setTab(value)
          if (selection?.kind === 'event')
            dispatch({ do: 'select', selection: { kind: 'pair', id: pair.id } })
        }}
      >
        <Tabs.List className={styles.tabList} aria-label="About this connection">
          {['why', 'queue', 'events', 'source'].map((name) => (
            <Tabs.Trigger key={name} value={name}>
              {capital(name)}
            </Tabs.Trigger>
          ))}
        </Tabs.List>
        <Tabs.Content value="why">
          <Why
            scenario={session.scenario}
            pair={pair}
            columns={[dialer, acceptor]}
            time={time}
            repair={isBrokenPair(pair) && <Repair pair={pair} state={state} dispatch={dispatch} />}
          />
        </Tabs.Content>
        <Tabs.Content value="queue">
          <QueueTab pair={pair} columns={[dialer, acceptor]} time={time} />
        </Tabs.Content>
        <Tabs.Content value="events">
          <Events subject={{ kind: 'pair', id: pair.id }} state={state} dispatch={dispatch} />
        </Tabs.Content>
        <Tabs.Content value="source">
          {link && <SourceTab scenario={session.scenario} link={link} columns={[dialer, acceptor]} />}
        </Tabs.Content>
      </Tabs.Root>
    </section>
  )
}
