import { Trash2 } from 'lucide-react'
import { calledOf, type KeptHead } from '#ui/document/kept.ts'
import controls from '#ui/kit/controls.module.css'
import type { OwnText } from '#ui/session/own-text.ts'
import { addressOfKept } from '#ui/share/own-address.ts'
import { sayWhen } from './choices.ts'
import styles from './Rows.module.css'
import type { OwnDocuments } from './useOwnDocuments.ts'

/** Documents of one's own, those that were changed last first. */
export function OwnRows({
  documents: { deleted, remove, putBack },
  heads,
  own,
  onOpen,
}: {
  readonly documents: OwnDocuments
  readonly heads: readonly KeptHead[]
  /** The one that is shown. */
  readonly own: OwnText | null
  readonly onOpen: () => void
}) {
  if (heads.length === 0 && deleted === null) return null
  const now = Date.now()
  return (
    <section aria-label="Yours" data-group>
      <h2>Yours</h2>
      {deleted && (
        <p className={styles.deleted} role="status">
          “{calledOf(deleted)}” is deleted.
          <button type="button" className={controls.button} onClick={putBack}>
            Undo
          </button>
        </p>
      )}
      <ul>
        {heads.map((head) => {
          const name = calledOf(head)
          const isCurrent = own?.from.kind === 'browser' && own.from.id === head.id
          return (
            <li key={head.id} className={styles.row}>
              <button
                type="button"
                data-row
                aria-current={isCurrent ? 'true' : undefined}
                onClick={() => {
                  location.hash = addressOfKept(head.id)
                  onOpen()
                }}
              >
                <span className={styles.head}>
                  <b title={name}>{name}</b>
                  <span className={styles.aside}>{sayWhen(head.changedAt, now)}</span>
                </span>
                <span className={styles.about}>
                  {head.file}
                  {head.title === '' ? ': it cannot be read yet' : head.title !== name && `: ${head.title}`}
                </span>
              </button>
              {!isCurrent && (
                <button
                  type="button"
                  className={`${controls.icon} ${styles.delete}`}
                  aria-label={`Delete ${name}`}
                  title="Delete"
                  onClick={() => remove(head.id)}
                >
                  <Trash2 size={15} aria-hidden />
                </button>
              )}
            </li>
          )
        })}
      </ul>
    </section>
  )
}
