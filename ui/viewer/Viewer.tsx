import { useSyncExternalStore } from 'react'
import { sayTold } from '#ui/inspect/say-told.ts'
import { MachineList } from './MachineList.tsx'
import { MachinePanel } from './MachinePanel.tsx'
import { Parts } from './Parts.tsx'
import type { Channel } from './receive.ts'
import { TimeBar } from './TimeBar.tsx'
import styles from './Viewer.module.css'

/** The machines of a run, one of them from near. */
export function Viewer({ channel }: { readonly channel: Channel }) {
  const { run, machines } = useSyncExternalStore(channel.subscribe, channel.seen)
  const isOpen = useSyncExternalStore(channel.subscribe, channel.isOpen)
  if (run === null) return isOpen ? <Waiting /> : <Gone />
  const selected = machines.get(run.selected ?? '')
  return (
    <div className={styles.viewer}>
      {!isOpen && (
        <p className={styles.closed} role="alert">
          <b>The run is gone.</b> Whoever told of it was closed: what is shown is the last that was told.
        </p>
      )}
      <TimeBar run={run} ask={channel.ask} />
      <Parts
        count={sayTold(run)}
        name={run.selected ?? 'Machine'}
        list={(onChosen) => (
          <MachineList run={run} machines={[...machines.values()]} ask={channel.ask} onChosen={onChosen} />
        )}
        machine={
          selected ? (
            <MachinePanel key={selected.id} run={run} seen={selected} channel={channel} />
          ) : (
            <NoMachine id={run.selected} />
          )
        }
      />
    </div>
  )
}

function NoMachine({ id }: { readonly id: string | null }) {
  return (
    <div className={styles.empty}>
      <h2>{id === null ? 'No machine is selected' : `There is no ${id} at this time`}</h2>
      <p>
        {id === null
          ? 'Select one to see its chart, its state and its events, and to send it one.'
          : 'It is not made yet, or is gone: go to another time, or select another machine.'}
      </p>
    </div>
  )
}

function Waiting() {
  return (
    <div className={styles.empty} role="status">
      <p>Waits to be told of a run…</p>
    </div>
  )
}

function Gone() {
  return (
    <div className={styles.empty} role="alert">
      <h1>The run is gone</h1>
      <p>
        Whoever told of it was closed. Open the workbench again, or start{' '}
        <code>parley run FILE --inspect</code> again and load this page anew.
      </p>
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
