import { useSyncExternalStore } from 'react'
import { MachineList } from './MachineList.tsx'
import { MachinePanel } from './MachinePanel.tsx'
import type { Channel } from './receive.ts'
import { TimeBar } from './TimeBar.tsx'
import styles from './Viewer.module.css'

/** The machines of a run, one of them from near. */
export function Viewer({ channel }: { readonly channel: Channel }) {
  const { run, machines } = useSyncExternalStore(channel.subscribe, channel.seen)
  const isOpen = useSyncExternalStore(channel.subscribe, channel.isOpen)
  if (run === null) {
    return (
      <p className={styles.empty} role="status">
        {isOpen ? 'Waits to be told of a run…' : 'Nobody tells of a run here any more.'}
      </p>
    )
  }
  const selected = machines.get(run.selected ?? '')
  return (
    <div className={styles.viewer}>
      {!isOpen && (
        <p className={styles.closed} role="alert">
          Whoever told of this run has gone. Start <code>parley run --inspect</code> again, and load this page
          anew.
        </p>
      )}
      <TimeBar run={run} ask={channel.ask} />
      <div className={styles.columns}>
        <MachineList run={run} machines={[...machines.values()]} ask={channel.ask} />
        {selected ? (
          <MachinePanel key={selected.id} run={run} seen={selected} channel={channel} />
        ) : (
          <p className={styles.empty}>
            {run.selected === null
              ? 'Select a machine to see its chart, its state and its events.'
              : `There is no machine ${run.selected} at this time.`}
          </p>
        )}
      </div>
    </div>
  )
}

/** What there is to see where nobody can tell of a run. */
export function Nobody() {
  return (
    <div className={styles.empty}>
      <h1>Nothing to inspect</h1>
      <p>
        This page shows a run that another one tells it of. Open the workbench with <code>?inspect</code> in
        its address, or run <code>parley run FILE --inspect</code>.
      </p>
    </div>
  )
}
