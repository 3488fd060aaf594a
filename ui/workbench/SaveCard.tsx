import { Download } from 'lucide-react'
import { useEffect, useId, useState } from 'react'
import { useAbout } from '#ui/document/about.ts'
import { isChanged, saveAs } from '#ui/document/save.ts'
import { nameShown, saveParley, saveText } from '#ui/document/save-file.ts'
import controls from '#ui/kit/controls.module.css'
import { ownTextOf } from '#ui/session/own-text.ts'
import type { State } from '#ui/session/state.ts'
import styles from './SaveCard.module.css'

/** How a document of one's own is saved: under a name in this browser, where all of it is kept anyway, or as a file. */
export function SaveCard({
  state,
  onSaved = () => {},
}: {
  readonly state: State
  readonly onSaved?: () => void
}) {
  const id = useId()
  const about = useAbout()
  const given = nameShown(state)
  const [name, setName] = useState(given)
  useEffect(() => setName(given), [given])
  const own = ownTextOf(state.session)
  if (own === null) return null
  const isServed = own.from.kind === 'file'
  const isOurs = about === null || about.access === 'here'
  const saved = async (as: string | null) => {
    await saveAs(state, as)
    onSaved()
  }
  return (
    <section className={styles.card} aria-label="Save">
      <h2>
        {isServed ? own.file : 'Save'}
        {!isServed && (
          <span className={styles.stand}>
            {isChanged(state, about) || about === null ? 'differs from what was saved' : 'saved'}
          </span>
        )}
      </h2>
      {isServed ? (
        <p>Nothing is ever written to a file that is served. What you do here is kept by this browser.</p>
      ) : (
        isOurs && (
          <form
            className={styles.name}
            onSubmit={(event) => {
              event.preventDefault()
              saved(name.trim() || null)
            }}
          >
            <label htmlFor={id} className="visually-hidden">
              Name
            </label>
            <input
              id={id}
              value={name}
              maxLength={200}
              autoComplete="off"
              onChange={(event) => setName(event.target.value)}
            />
            <button type="submit" className={controls.button}>
              Save
            </button>
          </form>
        )
      )}
      <ul className={styles.files}>
        <li>
          <button
            type="button"
            className={controls.button}
            onClick={() => {
              saveText(state)
              if (isOurs) saved(about?.name ?? null)
            }}
          >
            <Download size={15} aria-hidden /> Save as .yaml
          </button>
          <span>The text, byte for byte.</span>
        </li>
        <li>
          <button
            type="button"
            className={controls.button}
            onClick={() => {
              saveParley(state)
              if (isOurs) saved(about?.name ?? null)
            }}
          >
            <Download size={15} aria-hidden /> Save as .parley
          </button>
          <span>All of it: text, order, faults, seed, steps back, view.</span>
        </li>
      </ul>
    </section>
  )
}
