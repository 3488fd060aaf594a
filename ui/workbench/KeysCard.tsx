import { commands } from '#ui/commands/commands.ts'
import { withInspector } from '#ui/inspect/asked.ts'
import floating from '#ui/kit/floating.module.css'
import styles from './KeysHelp.module.css'
import { keyList } from './key-list.ts'

/** The list of keys, and a way to tools that are not on the page. */
export function KeysCard() {
  return (
    <>
      <h2>{commands.help.name}</h2>
      <dl className={styles.keys}>
        {keyList.map(({ keys, what }) => (
          <div key={keys}>
            <dt>
              <kbd>{keys}</kbd>
            </dt>
            <dd>{what}</dd>
          </div>
        ))}
      </dl>
      <p className={floating.aside}>
        <a href={withInspector(location.href, 'own')}>Inspect the machines</a> with XState’s own tools
      </p>
    </>
  )
}
