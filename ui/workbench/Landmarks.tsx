import { memo } from 'react'
import type { Run } from '#sim/run/run.ts'
import { nodeOf } from '#ui/timeline/lanes.ts'
import styles from './Landmarks.module.css'

/** Where on the slider nodes are taken down and connections break. */
export const Landmarks = memo(function Landmarks({ run }: { readonly run: Run }) {
  const share = (at: number) => `${(at / run.end.at) * 100}%`
  return (
    <span className={styles.landmarks} aria-hidden="true">
      {Array.from(run.trace.ofKind(['transition', 'attempt']), (event) => {
        if (
          event.kind === 'transition' &&
          event.from[0] === 'running' &&
          nodeOf(run.cluster, event) !== null
        ) {
          return <i key={event.id} className={styles.diamond} style={{ left: share(event.at) }} />
        }
        return event.kind === 'attempt' && event.severity === 'error' ? (
          <i key={event.id} className={styles.failure} style={{ left: share(event.at) }} />
        ) : null
      })}
    </span>
  )
})
