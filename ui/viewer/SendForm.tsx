import { useId, useState } from 'react'
import { eventsOf, type Fields } from '#sim/event-fields.ts'
import type { RunContext } from '#sim/inspect/xstate4/run-service.ts'
import { sayEventType } from '#ui/chart/words.ts'
import { eventsNow, type SeenMachine } from './model.ts'
import styles from './Viewer.module.css'

/** Sends an event to a machine; says why one was refused. */
export function SendForm({
  seen,
  refused,
  onSend,
}: {
  readonly seen: SeenMachine
  readonly refused: RunContext['refused']
  readonly onSend: (event: { readonly type: string }) => void
}) {
  const id = useId()
  const { heeded, others } = eventsNow(seen)
  const [chosen, setChosen] = useState<string | null>(null)
  const [given, setGiven] = useState<Readonly<Record<string, string | boolean>>>({})
  const type = chosen ?? heeded[0] ?? others[0] ?? ''
  const fields = Object.entries(fieldsOf(seen.kind, type))
  const send = () =>
    onSend({
      type,
      ...Object.fromEntries(
        fields.flatMap(([name, kind]) => {
          const value = given[name] ?? ''
          return kind === 'text' ? [[name, value]] : value === true ? [[name, true]] : []
        }),
      ),
    })
  return (
    <section aria-label="Send an event">
      <h3>Send an event</h3>
      <form
        className={styles.send}
        onSubmit={(event) => {
          event.preventDefault()
          send()
        }}
      >
        <select aria-label="Event" value={type} onChange={(event) => setChosen(event.target.value)}>
          <Options label="Heeded in this state" types={heeded} />
          <Options label="Of no effect in this state" types={others} />
        </select>
        {fields.map(([name, kind]) => (
          <span key={name}>
            <label htmlFor={`${id} ${name}`}>{name}</label>
            {kind === 'text' ? (
              <input
                id={`${id} ${name}`}
                autoComplete="off"
                value={String(given[name] ?? '')}
                onChange={(event) => setGiven({ ...given, [name]: event.target.value })}
              />
            ) : (
              <input
                id={`${id} ${name}`}
                type="checkbox"
                checked={given[name] === true}
                onChange={(event) => setGiven({ ...given, [name]: event.target.checked })}
              />
            )}
          </span>
        ))}
        <button type="submit">Send</button>
      </form>
      {refused && (
        <p className={styles.refused} role="alert">
          {refused.event} was refused: {refused.reason}.
        </p>
      )}
    </section>
  )
}

function Options({ label, types }: { readonly label: string; readonly types: readonly string[] }) {
  if (types.length === 0) return null
  return (
    <optgroup label={label}>
      {types.map((type) => (
        <option key={type} value={type}>
          {sayType(type)}
        </option>
      ))}
    </optgroup>
  )
}

/** An event by its name; a timer with the state in which it runs. */
function sayType(type: string): string {
  const state = type.startsWith('xstate.after.') ? ` (${type.slice(type.lastIndexOf('.') + 1)})` : ''
  return sayEventType(type) + state
}

function fieldsOf(kind: string, type: string): Fields {
  const events: Readonly<Record<string, Readonly<Record<string, Fields>>>> = eventsOf
  return events[kind]?.[type] ?? {}
}
