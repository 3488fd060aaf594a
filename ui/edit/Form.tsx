import { type KeyboardEvent, type ReactNode, useRef, useState } from 'react'
import type { KeyPath } from '#sim/scenario/fault.ts'
import { commands } from '#ui/commands/commands.ts'
import { isPress } from '#ui/commands/press.ts'
import { AddName } from './AddName.tsx'
import { ClusterFields } from './ClusterFields.tsx'
import { changed, setAt, type TextChange } from './change-node.ts'
import styles from './Form.module.css'
import { TextField } from './fields.tsx'
import type { FormHand } from './form-hand.ts'
import { cardsOf, releaseAtLine, rolesOf, versionsOf } from './form-of.ts'
import { LevelFields } from './LevelFields.tsx'
import { marksOf } from './marks-of.ts'
import { ReleaseCard } from './ReleaseCard.tsx'
import { UpgradeFields } from './UpgradeFields.tsx'
import { type EditedText, once } from './useText.ts'
import { scalarAt, writtenAt, type YamlText, yamlOf } from './yaml-text.ts'

/** The document as fields. A change replaces one stretch of its text; what is no YAML can only be read here. */
export function Form({
  edited,
  line,
  questions,
  onLine,
}: {
  readonly edited: EditedText
  /** Where the cursor stands in the text. */
  readonly line: number
  /** The questions of a new document, while it is nothing but their answers. */
  readonly questions: ReactNode
  /** Leads to a line of the text. */
  readonly onLine: (line: number) => void
}) {
  const { text, read, write, undo, redo } = edited
  const last = useRef<YamlText | null>(null)
  const now = last.current?.text === text ? last.current : yamlOf(text)
  if (now) last.current = now
  const yaml = now ?? last.current
  const [picked, pick] = useState<{
    readonly role: string
    readonly release: string
    readonly line: number
  } | null>(null)
  /** The text in which something could not be written from here. */
  const [refused, setRefused] = useState<string | null>(null)
  if (yaml === null) {
    return (
      <Frame edited={edited} note={null}>
        <p className={styles.waiting} role="status">
          This text is no YAML yet. Its fields are here as soon as it is.
        </p>
      </Frame>
    )
  }
  const marks = read.text === text ? marksOf(read.faults, text) : []
  const change = (made: TextChange | null, place: string = once) => {
    setRefused(made === null ? text : null)
    if (made !== null) write(changed(text, made), place)
  }
  const hand: FormHand = {
    yaml,
    change,
    say: (path, value) => change(setAt(yaml, path, value), path.join('/')),
    isWrong: (path) => {
      const [from, to] = rangeOf(yaml, path)
      return marks.some((mark) => from <= mark.from && mark.from <= to)
    },
  }
  const roles = rolesOf(yaml)
  const versions = versionsOf(yaml)
  const open = (picked?.line === line ? picked : null) ?? releaseAtLine(yaml, line) ?? firstNew(roles)
  // The browser would take back what is typed in one field only.
  const onKeyDown = (event: KeyboardEvent) => {
    const back = isPress(commands.undo.press, event)
    if (!back && !isPress(commands.redo.press, event)) return
    event.preventDefault()
    event.stopPropagation()
    if (back) undo()
    else redo()
  }
  return (
    <Frame
      edited={edited}
      note={
        now === null
          ? 'to be read until the text is YAML again'
          : refused === text
            ? 'this can be changed in the text only'
            : null
      }
    >
      {questions}
      <fieldset className={styles.fields} disabled={now === null} onKeyDown={onKeyDown}>
        <legend className="visually-hidden">Fields of the scenario</legend>
        <TextField
          label="Title"
          value={scalarAt(yaml, ['title']) ?? ''}
          onChange={(title) => hand.say(['title'], title)}
        />
        <section>
          <h3>Versions, oldest first</h3>
          <ul className={styles.chips}>
            {versions.map((version) => (
              <li key={version} className={styles.chip}>
                {version}
              </li>
            ))}
            <li>
              <AddName what="Version" onAdd={(name) => hand.say(['versions', versions.length], name)} />
            </li>
          </ul>
        </section>
        <section>
          <h3>Roles and releases</h3>
          <ul className={styles.rows}>
            {roles.map(({ name: role, releases }) => (
              <li key={role} className={styles.role}>
                <b>{role}</b>
                <span className={styles.releases}>
                  {releases.map((release, i) => (
                    <button
                      key={release}
                      type="button"
                      className={styles.release}
                      data-new={i === releases.length - 1 && i > 0 ? true : undefined}
                      aria-pressed={open?.role === role && open.release === release}
                      aria-label={`${role} ${release}`}
                      onClick={() => pick({ role, release, line })}
                    >
                      {release}
                    </button>
                  ))}
                </span>
                <AddName
                  what={`Release of ${role}`}
                  isIcon
                  onAdd={(name) => hand.say(['roles', role, name], {})}
                />
              </li>
            ))}
          </ul>
          {open && <ReleaseCard key={`${open.role} ${open.release}`} hand={hand} {...open} onLine={onLine} />}
        </section>
        <ClusterFields hand={hand} onLine={onLine} />
        <LevelFields hand={hand} />
        <UpgradeFields hand={hand} onLine={onLine} />
        <section>
          <h3>In the text</h3>
          <ul className={styles.cards}>
            {cardsOf(yaml).map(({ key, lines: [from, to] }) => (
              <li key={key}>
                <button type="button" className={styles.card} onClick={() => onLine(from)}>
                  <b>{key}</b>
                  <span>{from === to ? `line ${from}` : `lines ${from} to ${to}`}</span>
                </button>
              </li>
            ))}
          </ul>
        </section>
      </fieldset>
    </Frame>
  )
}

function Frame({
  edited: { canWrite },
  note,
  children,
}: {
  readonly edited: EditedText
  /** What somebody has to know who writes here. */
  readonly note: string | null
  readonly children: ReactNode
}) {
  return (
    <section id="form" className={styles.form} aria-label="Form" tabIndex={-1}>
      <header className={styles.head}>
        <h2>Form</h2>
        <span role="status" data-tone={note === null ? undefined : 'bad'} title={note ?? undefined}>
          {note ?? 'the same document'}
        </span>
      </header>
      <fieldset className={styles.body} disabled={!canWrite}>
        {children}
      </fieldset>
    </section>
  )
}

/** Where there is no cursor, what is new is looked at. */
function firstNew([first]: ReturnType<typeof rolesOf>) {
  const release = first?.releases.at(-1)
  return first && release !== undefined ? { role: first.name, release } : null
}

function rangeOf(yaml: YamlText, path: KeyPath): readonly [number, number] {
  const [from = -1, to = -1] = writtenAt(yaml, path)?.range ?? []
  return [from, to]
}
