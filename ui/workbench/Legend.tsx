import { MessageTag } from '#ui/glyphs/MessageTag.tsx'
import styles from './Legend.module.css'

/** What the signs of messages mean. */
export function Legend() {
  return (
    <ul className={styles.legend} aria-label="Signs of messages">
      {(['filled', 'outlined', 'dashed'] as const).map((look) => (
        <li key={look}>
          <svg width="26" height="14" viewBox="-13 -7 26 14" aria-hidden="true">
            <MessageTag
              look={look}
              label=""
              width={24}
              height={12}
              points={look === 'dashed' ? 'left' : 'right'}
            />
          </svg>
          {{ filled: 'version', outlined: 'call', dashed: 'reply' }[look]}
        </li>
      ))}
    </ul>
  )
}
