/** What the schema of scenarios allows at a place of one. */
import type { KeyPath } from '#sim/scenario/fault.ts'
import { jsonSchema } from '#sim/scenario/schema/scenario-file.ts'

/** As much of JSON Schema as scenarios make use of. */
interface Schema {
  readonly $ref?: string
  readonly anyOf?: readonly Schema[]
  readonly allOf?: readonly Schema[]
  readonly description?: string
  readonly default?: unknown
  readonly enum?: readonly unknown[]
  readonly const?: unknown
  readonly examples?: readonly unknown[]
  readonly properties?: Readonly<Record<string, Schema>>
  readonly required?: readonly string[]
  readonly additionalProperties?: Schema | false
  readonly items?: Schema
  readonly definitions?: Readonly<Record<string, Schema>>
}

export interface Allowed {
  readonly name: string
  /** What it is, in a few words or a paragraph. */
  readonly about: string
}

let whole: Schema | null = null

function root(): Schema {
  whole ??= jsonSchema() as Schema
  return whole
}

/** The keys that the mapping at a path may have by name. */
export function keysAllowed(path: KeyPath): readonly Allowed[] {
  const found = new Map<string, string>()
  for (const { properties = {} } of schemasAt(path))
    for (const [name, schema] of Object.entries(properties))
      if (!found.has(name)) found.set(name, aboutOf(schema))
  return [...found].map(([name, about]) => ({ name, about }))
}

/** The words that may stand at a path, as far as there are only so many. What it is when nothing is said comes first. */
export function wordsAllowed(path: KeyPath): readonly Allowed[] {
  const found = new Map<string, string>()
  const about = describe(path) ?? ''
  for (const { enum: words, const: only } of schemasAt(path))
    for (const word of words ?? (only === undefined ? [] : [only]))
      found.set(String(word), meaningOf(String(word), about))
  return [...found].map(([name, meaning]) => ({ name, about: meaning }))
}

/** What the key that a path ends with means; null where it is a name of the scenario’s own. */
export function describe(path: KeyPath): string | null {
  const key = path.at(-1)
  if (key === undefined) return null
  for (const { properties = {} } of schemasAt(path.slice(0, -1))) {
    const schema = Object.hasOwn(properties, key) ? properties[key] : undefined
    if (schema) return aboutOf(schema)
  }
  return null
}

const aboutOf = (schema: Schema): string =>
  schema.description ?? expand(schema).find(({ description }) => description !== undefined)?.description ?? ''

/** `lower: the lower of both.` says what `lower` means. */
function meaningOf(word: string, about: string): string {
  const at = about.indexOf(` ${word}: `)
  if (at < 0) return ''
  const rest = about.slice(at + word.length + 3)
  return rest.slice(0, rest.indexOf('.') < 0 ? undefined : rest.indexOf('.'))
}

/** Everything that may stand at a path. */
function schemasAt(path: KeyPath): readonly Schema[] {
  return path.reduce<readonly Schema[]>(
    (schemas, key) => schemas.flatMap((schema) => stepInto(schema, key)).flatMap(expand),
    expand(root()),
  )
}

function stepInto(
  { properties, additionalProperties, items }: Schema,
  key: string | number,
): readonly Schema[] {
  if (typeof key === 'number') return items ? [items] : []
  const own = properties && Object.hasOwn(properties, key) ? properties[key] : undefined
  return own ? [own] : additionalProperties ? [additionalProperties] : []
}

/** A schema with what it refers to and chooses between. */
function expand(schema: Schema): readonly Schema[] {
  const { $ref, anyOf = [], allOf = [] } = schema
  const referred = $ref?.startsWith('#/definitions/') ? root().definitions?.[$ref.slice(14)] : undefined
  return [schema, ...[...anyOf, ...allOf, ...(referred ? [referred] : [])].flatMap(expand)]
}
