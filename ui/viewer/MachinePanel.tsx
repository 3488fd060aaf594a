import { Fragment } from 'react'
import type { Member } from '#sim/inspect/members.ts'
import type { RunContext } from '#sim/inspect/xstate4/run-service.ts'
import { sayTime } from '#sim/text/say-time.ts'
import { ReleaseChip } from '#ui/glyphs/ReleaseChip.tsx'
import { ContextView } from './ContextView.tsx'
import { describeState } from './chart-of.ts'
import { EventTable } from './EventTable.tsx'
import { partsOf } from './groups.ts'
import styles from './Machine.module.css'
import { MachineChart } from './MachineChart.tsx'
import type { SeenMachine } from './model.ts'
import type { Channel } from './receive.ts'
import { SendForm } from './SendForm.tsx'
import { StandingGlyph } from './StandingGlyph.tsx'
import { standingOf, stateName } from './standing.ts'

/** One machine: its chart, its state, its context, its events, and a way to send it one. */
export function MachinePanel({
  run,
  seen,
  channel,
}: {
  readonly run: RunContext
  readonly seen: SeenMachine
  readonly channel: Channel
}) {
  const { id, state } = seen
  const refused = run.refused?.actor === id ? run.refused : null
  return (
    <main className={styles.machine} aria-label={id}>
      <Head seen={seen} members={run.selected === id ? run.members : []} />
      <div className={styles.columns}>
        <div className={styles.column}>
          <section aria-label="Chart" className={styles.section}>
            <div className={styles.chart}>
              <MachineChart seen={seen} saysErrors={run.saysErrors} />
            </div>
            <LastMove seen={seen} />
          </section>
          <SendForm seen={seen} at={run.at} refused={refused} onSend={(event) => channel.send(id, event)} />
        </div>
        <div className={styles.column}>
          <EventTable seen={seen} at={run.at} onSeek={(time) => channel.ask({ type: 'seek', time })} />
          <ContextView context={state.context} />
        </div>
      </div>
    </main>
  )
}

const kinds: Readonly<Record<string, string>> = {
  end: 'end of a connection',
  connector: 'connector',
  node: 'node',
  rollout: 'the order of the upgrade',
}

function Head({ seen, members }: { readonly seen: SeenMachine; readonly members: readonly Member[] }) {
  const { subject, part } = partsOf(seen.id)
  const [own] = members
  const isNode = seen.kind === 'node'
  return (
    <header className={styles.head}>
      <h2>
        <StandingGlyph standing={standingOf(seen)} size={16} /> {subject} {part}
        {isNode && own && <ReleaseChip label={own.label} isNew={own.isNew} />}
        <small>{isNode && own ? own.role : kinds[seen.kind]}</small>
      </h2>
      {!isNode && members.length > 0 && (
        <p className={styles.members}>
          {members.map(({ node, label, isNew }, place) => (
            <Fragment key={node}>
              {place === 1 && <i>{part === 'dialer' ? 'dials' : 'answers'}</i>}
              <b>{node}</b> {label !== '' && <ReleaseChip label={label} isNew={isNew} />}
            </Fragment>
          ))}
        </p>
      )}
      <ul className={styles.state} aria-label="State" data-testid="state">
        {seen.leaves.map((leaf) => (
          <Chip key={leaf} leaf={leaf} title={describeState(seen.kind, leaf)} />
        ))}
      </ul>
      <p className={styles.means}>{describeState(seen.kind, seen.leaves[0] ?? '')}</p>
    </header>
  )
}

/** The transition that it took last, in words. */
function LastMove({ seen: { events } }: { readonly seen: SeenMachine }) {
  const event = events.findLast(({ move }) => move !== null)
  if (!event?.move) return <p className={styles.last}>No transition yet</p>
  const { from, to } = event.move
  const place = to.findIndex((leaf, index) => leaf !== from[index])
  return (
    <p className={styles.last}>
      {stateName(from[place])} → <b>{stateName(to[place])}</b> at {sayTime(event.at)}
    </p>
  )
}

/** An active leaf, with the region that it is in. */
function Chip({ leaf, title }: { readonly leaf: string; readonly title: string }) {
  const cut = leaf.lastIndexOf('.') + 1
  return (
    <li data-leaf={leaf} title={title}>
      <span>{leaf.slice(0, cut)}</span>
      <b>{leaf.slice(cut)}</b>
    </li>
  )
}
