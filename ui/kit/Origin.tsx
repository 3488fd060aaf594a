import type { Source } from '#sim/scenario/model.ts'
import styles from './Origin.module.css'

/** Where something is known from, by its own name. */
export function Origin({ source: { text, url } }: { readonly source: Source }) {
  return <p className={styles.origin}>{url ? <a href={url}>{text}</a> : text}</p>
}
