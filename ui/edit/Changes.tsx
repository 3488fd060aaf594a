import { useMemo } from 'react'
import styles from './Changes.module.css'
import { linesChanged } from './lines-changed.ts'

/** What is otherwise in a text: the lines that went and those that came. */
export function Changes({ before, after }: { readonly before: string; readonly after: string }) {
  const changes = useMemo(() => linesChanged(before, after), [before, after])
  if (changes.length === 0) return <p className={styles.none}>Nothing has changed.</p>
  return (
    <ol className={styles.changes} aria-label="What has changed since the text was valid">
      {changes.map(({ kind, line, text }) => (
        <li key={`${kind} ${line}`} data-kind={kind}>
          <span>{line}</span>
          <i role="img" aria-label={kind === 'gone' ? 'gone' : 'new'}>
            {kind === 'gone' ? '−' : '+'}
          </i>
          <code>{text === '' ? ' ' : text}</code>
        </li>
      ))}
    </ol>
  )
}
