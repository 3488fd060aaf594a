/** A scenario file as plain data, so that parts of it can be taken away: texts, lists, and mappings that keep their order. */

export type Doc = string | readonly Doc[] | Mapping
export type Mapping = ReadonlyMap<string, Doc>
/** Where something stands in a document: keys of mappings and places in lists. */
export type Path = readonly (string | number)[]

/** What may be left out of a mapping is undefined. */
export function mapping(entries: Readonly<Record<string, Doc | undefined>>): Map<string, Doc> {
  return new Map(
    Object.entries(entries).flatMap(([key, value]) => (value === undefined ? [] : [[key, value]])),
  )
}

export const isMapping = (doc: Doc | undefined): doc is Mapping => doc instanceof Map
export const isList = (doc: Doc | undefined): doc is readonly Doc[] => Array.isArray(doc)

/** What stands at a path; undefined where nothing does. */
export function at(doc: Doc | undefined, path: Path): Doc | undefined {
  return path.reduce<Doc | undefined>((here, key) => {
    if (isMapping(here)) return here.get(String(key))
    return isList(here) && typeof key === 'number' ? here[key] : undefined
  }, doc)
}

/** The path of everything in a document but itself, from the outside to the inside. */
export function pathsIn(doc: Doc, path: Path = []): Path[] {
  const inner: (readonly [string | number, Doc])[] = isMapping(doc)
    ? [...doc]
    : isList(doc)
      ? [...doc.entries()]
      : []
  return inner.flatMap(([key, value]) => {
    const here = [...path, key]
    return [here, ...pathsIn(value, here)]
  })
}

/** The same with something else at a path; undefined takes away what is there. */
export function replaced(doc: Doc, path: Path, value: Doc | undefined): Doc {
  const [key, ...rest] = path
  if (key === undefined) return value ?? doc
  const inner = at(doc, [key])
  const changed = rest.length === 0 || inner === undefined ? value : replaced(inner, rest, value)
  if (isMapping(doc)) {
    const copy = new Map(doc)
    if (changed === undefined) copy.delete(String(key))
    else copy.set(String(key), changed)
    return copy
  }
  if (!isList(doc) || typeof key !== 'number') return doc
  return changed === undefined ? doc.filter((_, i) => i !== key) : doc.with(key, changed)
}

/** The same without what stands at a path, and without what would be left empty by that. */
export function without(doc: Doc, path: Path): Doc {
  const less = replaced(doc, path, undefined)
  const parent = path.slice(0, -1)
  const left = at(less, parent)
  const isEmpty = (isMapping(left) && left.size === 0) || (isList(left) && left.length === 0)
  return isEmpty && parent.length > 0 ? without(less, parent) : less
}
