import styles from './Machine.module.css'
import { Values } from './Values.tsx'

/** The context of a machine. What it was made with never changes, and is folded. */
export function ContextView({ context }: { readonly context: unknown }) {
  const { rules, ...rest } = Object(context)
  return (
    <section aria-label="Context" className={styles.section}>
      <h3>Context</h3>
      <Values of={rest} />
      {rules !== undefined && (
        <details>
          <summary>rules</summary>
          <Values of={rules} />
        </details>
      )}
      <details>
        <summary>as JSON</summary>
        <pre className={styles.json} data-testid="context">
          {JSON.stringify(rest, null, 2)}
        </pre>
      </details>
    </section>
  )
}
