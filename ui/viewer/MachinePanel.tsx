import type { RunContext } from '#sim/inspect/xstate4/run-service.ts'
import { ContextView } from './ContextView.tsx'
import { EventList } from './EventList.tsx'
import { MachineChart } from './MachineChart.tsx'
import type { SeenMachine } from './model.ts'
import type { Channel } from './receive.ts'
import { SendForm } from './SendForm.tsx'
import styles from './Viewer.module.css'

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
  const { id, leaves, state } = seen
  const refused = run.refused?.actor === id ? run.refused : null
  return (
    <main className={styles.machine} aria-label={id}>
      <h2>{id}</h2>
      <div className={styles.chart}>
        <MachineChart seen={seen} />
      </div>
      <section aria-label="State">
        <h3>State</h3>
        <ul className={styles.state} data-testid="state">
          {leaves.map((leaf) => (
            <li key={leaf}>{leaf}</li>
          ))}
        </ul>
      </section>
      <SendForm seen={seen} refused={refused} onSend={(event) => channel.send(id, event)} />
      <EventList seen={seen} at={run.at} onSeek={(time) => channel.ask({ type: 'seek', time })} />
      <ContextView context={state.context} />
    </main>
  )
}
