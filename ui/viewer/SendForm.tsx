import { Send } from 'lucide-react'
import { useId, useState } from 'react'
import { eventsOf, type Fields } from '#sim/engine/event-fields.ts'
import type { RunContext } from '#sim/inspect/xstate4/run-service.ts'
import { sayTime } from '#sim/text/say-time.ts'
import { sayEventType } from '#ui/chart/words.ts'
import { OutcomeGlyph } from '#ui/glyphs/OutcomeGlyph.tsx'
import { EventSelect } from './EventSelect.tsx'
import machine from './Machine.module.css'
import { eventsNow, type SeenMachine } from './model.ts'
import styles from './SendForm.module.css'

type Given = Readonly<Record<string, string | boolean>>

/** Sends an event to a machine; says why one was refused. */
export function SendForm({
  seen,
  at,
  refused,
  onSend,
}: {
  readonly seen: SeenMachine
  /** The time that is shown. */
  readonly at: number
  readonly refused: RunContext['refused']
  readonly onSend: (event: { readonly type: string }) => void
}) {
  const { heeded, others } = eventsNow(seen)
  const [chosen, setChosen] = useState<string | null>(null)
  const [given, setGiven] = useState<Given>({})
  const [sent, setSent] = useState<string | null>(null)
  const type = chosen ?? heeded[0] ?? others[0] ?? ''
  const fields = fieldsOf(seen.kind, type)
  return (
    <section aria-label="Send an event" className={machine.section}>
      <h3>Send an event</h3>
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault()
          setSent(type)
          onSend({ type, ...filled(fields, given) })
        }}
      >
        <EventSelect value={type} heeded={heeded} others={others} onChange={setChosen} />
        {Object.entries(fields).map(([name, kind]) => (
          <Field
            key={`${type} ${name}`}
            name={name}
            kind={kind}
            value={given[name]}
            known={knownOf(seen, name)}
            onChange={(value) => setGiven({ ...given, [name]: value })}
          />
        ))}
        <button type="submit" className={styles.send}>
          <Send size={14} aria-hidden /> Send
        </button>
      </form>
      {refused ? (
        <p className={styles.refused} role="alert">
          <OutcomeGlyph outcome="rejected" title="" size={14} />
          <span>
            <b>{sayEventType(refused.event)}</b> was refused: {refused.reason}.
          </span>
        </p>
      ) : (
        <p className={styles.hint} role="status">
          {sent === null
            ? `It is handed over at ${sayTime(at)}, and is part of the run from then on.`
            : `${sayEventType(sent)} was sent. What comes after it in the run is worked out anew.`}
        </p>
      )}
    </section>
  )
}

function Field({
  name,
  kind,
  value,
  known,
  onChange,
}: {
  readonly name: string
  readonly kind: Fields[string]
  readonly value: string | boolean | undefined
  /** What is usually said there. */
  readonly known: readonly string[]
  readonly onChange: (value: string | boolean) => void
}) {
  const id = useId()
  if (kind === 'flag') {
    return (
      <label className={styles.flag}>
        <input
          type="checkbox"
          checked={value === true}
          onChange={(event) => onChange(event.target.checked)}
        />
        {name}
      </label>
    )
  }
  return (
    <span className={styles.text}>
      <label htmlFor={id}>{name}</label>
      <input
        id={id}
        autoComplete="off"
        spellCheck={false}
        list={known.length > 0 ? `${id} known` : undefined}
        value={String(value ?? '')}
        onChange={(event) => onChange(event.target.value)}
      />
      {known.length > 0 && (
        <datalist id={`${id} known`}>
          {known.map((text) => (
            <option key={text} value={text} />
          ))}
        </datalist>
      )}
    </span>
  )
}

/** What goes with the event: every text, and the flags that are set. */
function filled(fields: Fields, given: Given): Record<string, string | true> {
  const entries = Object.entries(fields).flatMap(([name, kind]): [string, string | true][] => {
    if (kind === 'flag') return given[name] === true ? [[name, true]] : []
    return [[name, String(given[name] ?? '')]]
  })
  return Object.fromEntries(entries)
}

function fieldsOf(kind: string, type: string): Fields {
  const events: Readonly<Record<string, Readonly<Record<string, Fields>>>> = eventsOf
  return events[kind]?.[type] ?? {}
}

/** The versions that the protocol of an end knows. */
function knownOf({ kind, state }: SeenMachine, name: string): readonly string[] {
  if (kind !== 'end' || (name !== 'version' && name !== 'supported')) return []
  const versions: unknown = Object(Object(state.context).rules).versions
  return Array.isArray(versions) ? versions.map(String) : []
}
