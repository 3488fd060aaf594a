import styles from './Viewer.module.css'

/** The context of a machine. What it was made with never changes, and is folded. */
export function ContextView({ context }: { readonly context: unknown }) {
  const { rules, ...rest } = Object(context)
  return (
    <section aria-label="Context">
      <h3>Context</h3>
      <pre className={styles.json} data-testid="context">
        {JSON.stringify(rest, null, 2)}
      </pre>
      {rules !== undefined && (
        <details>
          <summary>rules</summary>
          <pre className={styles.json}>{JSON.stringify(rules, null, 2)}</pre>
        </details>
      )}
    </section>
  )
}
