/** What the form shows of a scenario's text, as it is written there: whether it can be read as a scenario or not. */
import { isMap, isScalar, isSeq } from 'yaml'
import type { KeyPath } from '#sim/scenario/fault.ts'
import { countedGroup } from '#sim/scenario/resolve/counted.ts'
import { valueNamesAt } from './names-at.ts'
import { type Allowed, wordsAllowed } from './schema-at.ts'
import { itemsAt, keysAt, linesAt, nameOf, nodeAt, pairsOf, scalarAt, type YamlText } from './yaml-text.ts'

/** One thing that can be said, with what else might be. */
export interface FormField {
  readonly path: KeyPath
  readonly name: string
  /** What is written; null where nothing is, or more than a text. */
  readonly value: string | null
  /** Whether more is written than a field has room for: it is told in the text. */
  readonly isLarge: boolean
  readonly options: readonly Allowed[]
  /** What holds where nothing is written, and whose word it is. */
  readonly inherited: { readonly value: string; readonly from: string } | null
}

export interface FormGroup {
  readonly path: KeyPath
  readonly count: number
  readonly release: string
}

/** What a release says first of its end of a handshake. */
const handshake = ['speaks', 'offers', 'answers', 'accepts', 'otherwise'] as const

/** The sections that have fields of their own. */
const sections = ['title', 'versions', 'roles', 'cluster', 'levels', 'upgrade']

/** The versions, each by its first spelling. */
export const versionsOf = (yaml: YamlText): readonly string[] =>
  itemsAt(yaml, ['versions']).map((item) =>
    isMap(item) ? nameOf(pairsOf(item)[0]?.key) : isScalar(item) ? String(item.value ?? '') : '',
  )

export const rolesOf = (
  yaml: YamlText,
): readonly { readonly name: string; readonly releases: readonly string[] }[] =>
  keysAt(yaml, ['roles']).map((name) => ({ name, releases: keysAt(yaml, ['roles', name]) }))

/** The fields of a release. */
export function fieldsOf(yaml: YamlText, role: string, release: string): readonly FormField[] {
  return handshake.map((name) => {
    const path = ['roles', role, release, name]
    return { ...fieldAt(yaml, path, name), inherited: inheritedAt(yaml, role, release, name) }
  })
}

/** A field for what stands at a path. */
export function fieldAt(yaml: YamlText, path: KeyPath, name: string): FormField {
  const value = scalarAt(yaml, path)
  const node = nodeAt(yaml, path)
  const known = [
    ...wordsAllowed(path).filter((word) => !word.name.includes(',')),
    ...valueNamesAt(yaml, path).map((each) => ({ name: each, about: '' })),
  ]
  // What is written is chosen, whatever it is.
  const own = value === null || known.some((each) => each.name === value) ? [] : [{ name: value, about: '' }]
  return {
    path,
    name,
    value,
    isLarge: node !== null && !isScalar(node),
    options: [...own, ...known],
    inherited: null,
  }
}

/** What a release does that does not say it: as the one that it is like, or the one before it. */
function inheritedAt(yaml: YamlText, role: string, release: string, key: string): FormField['inherited'] {
  const releases = keysAt(yaml, ['roles', role])
  const seen = new Set([release])
  for (let at = release; ; ) {
    const before = scalarAt(yaml, ['roles', role, at, 'like']) ?? releases[releases.indexOf(at) - 1]
    if (before === undefined || seen.has(before)) return null
    const value = scalarAt(yaml, ['roles', role, before, key])
    if (value !== null) return { value, from: before }
    seen.add(before)
    at = before
  }
}

/** The counted groups of a role; null where its nodes have names. */
export function groupsOf(yaml: YamlText, role: string): readonly FormGroup[] | null {
  const path = ['cluster', role]
  const node = nodeAt(yaml, path)
  const paths: readonly KeyPath[] = isSeq(node) ? node.items.map((_, i) => [...path, i]) : [path]
  const groups = paths.map((each) => {
    const said = scalarAt(yaml, each)
    if (said === null || said === '') return null
    const [, count = '1', release = said] = countedGroup.exec(said) ?? []
    return { path: each, count: Number(count), release }
  })
  return groups.every((each) => each !== null) ? groups : null
}

/** A release of a role, or what stands in a line, is where the cursor is. */
export function releaseAtLine(
  yaml: YamlText,
  line: number,
): { readonly role: string; readonly release: string } | null {
  for (const { name: role, releases } of rolesOf(yaml))
    for (const release of releases) {
      const lines = linesAt(yaml, ['roles', role, release])
      if (lines && lines[0] <= line && line <= lines[1]) return { role, release }
    }
  return null
}

/** What is told in the text alone. */
export const cardsOf = (
  yaml: YamlText,
): readonly { readonly key: string; readonly lines: readonly [number, number] }[] =>
  keysAt(yaml, []).flatMap((key) => {
    const lines = sections.includes(key) ? null : linesAt(yaml, [key])
    return lines ? [{ key, lines }] : []
  })

/** The order of the upgrade, where it is a list of texts; null where nothing is said of it. */
export function orderOf(yaml: YamlText): readonly string[] | null {
  const items = itemsAt(yaml, ['upgrade', 'order'])
  return items.length === 0 ? null : items.map((item) => (isScalar(item) ? String(item.value ?? '') : ''))
}
