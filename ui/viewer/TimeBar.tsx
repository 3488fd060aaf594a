import type { CSSProperties } from 'react'
import type { RunContext, RunEvent } from '#sim/inspect/xstate4/run-service.ts'
import { sayTime } from '#sim/text/say-time.ts'
import styles from './TimeBar.module.css'

/** Which run is shown, and at what time; leads to other times. */
export function TimeBar({ run, ask }: { readonly run: RunContext; readonly ask: (event: RunEvent) => void }) {
  const { scenario, seed, at, until, moment, moments } = run
  return (
    <div className={styles.bar}>
      <h1>{scenario}</h1>
      <span className={styles.quiet}>seed {seed}</span>
      <input
        type="range"
        min={0}
        max={until}
        step="any"
        value={at}
        aria-label="Time"
        aria-valuetext={sayTime(at)}
        style={{ '--past': `${until > 0 ? (at / until) * 100 : 0}%` } as CSSProperties}
        onChange={(event) => ask({ type: 'seek', time: event.target.valueAsNumber })}
      />
      <output>{sayTime(at)}</output>
      <span className={styles.quiet}>
        event {moment} of {moments}
      </span>
    </div>
  )
}
