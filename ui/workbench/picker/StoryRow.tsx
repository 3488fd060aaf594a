import { type Story, saySafe } from './choices.ts'
import styles from './Rows.module.css'

/** A scenario that the page comes with. */
export function StoryRow({
  story,
  isCurrent,
  onOpen,
}: {
  readonly story: Story
  readonly isCurrent: boolean
  readonly onOpen: () => void
}) {
  const { title, about, leads } = story
  return (
    <li className={styles.row}>
      <button type="button" data-row aria-current={isCurrent ? 'true' : undefined} onClick={onOpen}>
        <span className={styles.head}>
          <b>{title}</b> <span className={styles.safe}>{saySafe(story)}</span>
          <span className={styles.aside}>{leads}</span>
        </span>
        <span className={styles.about}>{about}</span>
      </button>
    </li>
  )
}
