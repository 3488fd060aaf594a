import { useEffect, useMemo, useRef } from 'react'
import type { TraceEvent } from '#sim/engine/trace-event.ts'
import { sayTime } from '#sim/text/say-time.ts'
import { narrate } from '#sim/views/narrate.ts'
import type { Change, State } from '#ui/session/state.ts'
import { causesOf, eventsOf } from './facts.ts'
import styles from './Inspector.module.css'

/** Events shown at once: the last ones. */
const most = 200

/** What happened to a pair or a node, with a way back to each event. */
export function Events({
  subject,
  state,
  dispatch,
}: {
  readonly subject: { readonly kind: 'pair' | 'node'; readonly id: string }
  readonly state: State
  readonly dispatch: (action: Change) => void
}) {
  const { run, moment, selection } = state
  const { kind, id } = subject
  const all = useMemo(() => eventsOf(run, { kind, id }), [run, kind, id])
  const events = all.filter((event) => event.moment <= moment)
  const said = events.flatMap((event) => {
    const sentence = narrate(run.cluster, run.trace, event)
    return sentence ? [{ event, text: sentence.text }] : []
  })
  const picked = selection?.kind === 'event' ? run.trace.event(selection.id) : undefined
  const list = useRef<HTMLOListElement>(null)
  // The newest event is the one to read, unless one was picked.
  useEffect(() => {
    const element = list.current
    if (element && !picked) element.scrollTop = said.length > 0 ? element.scrollHeight : 0
  }, [said.length, picked])
  const go = (event: TraceEvent) => {
    dispatch({ do: 'go', moment: event.moment })
    dispatch({ do: 'select', selection: { kind: 'event', id: event.id } })
  }
  return (
    <div className={styles.events}>
      {picked && <Causes chain={causesOf(run, picked)} state={state} onGo={go} />}
      <ol ref={list} className={styles.eventList}>
        {said.slice(-most).map(({ event, text }) => (
          <li key={event.id} data-severity={event.severity}>
            <button
              type="button"
              aria-current={picked?.id === event.id || undefined}
              onClick={() => go(event)}
            >
              <time>{sayTime(event.at)}</time>
              <span>{text}</span>
            </button>
          </li>
        ))}
        {said.length === 0 && <li className={styles.none}>Nothing yet.</li>}
      </ol>
    </div>
  )
}

/** What an event follows from. */
function Causes({
  chain,
  state: { run },
  onGo,
}: {
  readonly chain: readonly TraceEvent[]
  readonly state: State
  readonly onGo: (event: TraceEvent) => void
}) {
  return (
    <div className={styles.causes}>
      <h4>Because</h4>
      <ol>
        {chain.slice(-6).flatMap((event) => {
          const sentence = narrate(run.cluster, run.trace, event)
          if (sentence === null) return []
          return [
            <li key={event.id}>
              <button type="button" onClick={() => onGo(event)}>
                {sentence.text}
              </button>
            </li>,
          ]
        })}
      </ol>
    </div>
  )
}
