import styles from './Values.module.css'

/** Deeper than this, values are shown as JSON. */
const deepest = 2

/** The fields of an object, one a row, and those of objects in it under theirs. */
export function Values({ of, depth = 0 }: { readonly of: object; readonly depth?: number }) {
  return (
    <table className={styles.values} data-depth={depth}>
      <tbody>
        {Object.entries(of).map(([name, value]) => (
          <tr key={name}>
            <th scope="row">{name}</th>
            <td>
              <Value of={value} depth={depth} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function Value({ of, depth }: { readonly of: unknown; readonly depth: number }) {
  if (of === null || of === undefined) return <span className={styles.nothing}>{String(of)}</span>
  if (typeof of === 'string') return of === '' ? <span className={styles.nothing}>empty text</span> : of
  if (typeof of !== 'object') return <span className={styles.number}>{String(of)}</span>
  if (Array.isArray(of)) {
    if (of.length === 0) return <span className={styles.nothing}>none</span>
    if (of.every((item) => typeof item !== 'object')) return of.join(', ')
    if (of.every(isFlat)) return <Rows of={of} />
  }
  return depth < deepest ? <Values of={of} depth={depth + 1} /> : <code>{JSON.stringify(of)}</code>
}

/** Objects of the same fields, one a row. */
function Rows({ of }: { readonly of: readonly object[] }) {
  const names = [...new Set(of.flatMap((item) => Object.keys(item)))]
  return (
    <table className={styles.rows}>
      <thead>
        <tr>
          {names.map((name) => (
            <th key={name} scope="col">
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {of.map((item) => (
          <tr key={JSON.stringify(item)}>
            {names.map((name) => (
              <td key={name}>{String(Object.hasOwn(item, name) ? (Reflect.get(item, name) ?? '') : '')}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

const isFlat = (item: unknown): item is object =>
  typeof item === 'object' &&
  item !== null &&
  !Array.isArray(item) &&
  Object.values(item).every((value) => typeof value !== 'object')
