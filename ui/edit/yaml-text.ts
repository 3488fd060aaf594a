/** A text as YAML: its nodes by their paths, and where in the text each of them stands. */
import { type Document, isAlias, isDocument, isMap, isScalar, isSeq, type Node, type Pair } from 'yaml'
import type { KeyPath } from '#sim/scenario/fault.ts'
import { readYaml } from '#sim/scenario/parse/document.ts'

export interface YamlText {
  readonly text: string
  readonly document: Document.Parsed
  /** What it says, every text as it is written. */
  readonly value: unknown
}

const mostAliases = 100

/** A text that can be read as YAML, whatever it says; null where it cannot. */
export function yamlOf(text: string): YamlText | null {
  const document = readYaml(text)
  if (!isDocument(document) || document.errors.length > 0) return null
  try {
    return { text, document, value: document.toJS({ maxAliasCount: mostAliases }) }
  } catch {
    return null
  }
}

/** The node at a path; null where there is none. */
export function nodeAt({ document }: Pick<YamlText, 'document'>, path: KeyPath): Node | null {
  let node: unknown = resolved(document, document.contents)
  for (const key of path) node = resolved(document, stepInto(node, key))
  return (node as Node | null | undefined) ?? null
}

/** The node that is written at a path, which may stand for another one. */
export function writtenAt(yaml: Pick<YamlText, 'document'>, path: KeyPath): Node | null {
  const last = path.at(-1)
  if (last === undefined) return yaml.document.contents
  return (stepInto(nodeAt(yaml, path.slice(0, -1)), last) as Node | null | undefined) ?? null
}

/** The pair of the mapping at a path that has this key; null where there is none. */
function pairAt(yaml: Pick<YamlText, 'document'>, path: KeyPath, key: string): Pair | null {
  return pairsOf(nodeAt(yaml, path)).find((pair) => nameOf(pair.key) === key) ?? null
}

/** The keys of the mapping at a path, in their order. */
export const keysAt = (yaml: Pick<YamlText, 'document'>, path: KeyPath): string[] =>
  pairsOf(nodeAt(yaml, path)).map(({ key }) => nameOf(key))

/** The text that is written at a path, where a text stands there. */
export function scalarAt(yaml: Pick<YamlText, 'document'>, path: KeyPath): string | null {
  const node = nodeAt(yaml, path)
  return isScalar(node) && typeof node.value === 'string' ? node.value : null
}

/** What is written in the list at a path, or the one thing that stands in its place. */
export function itemsAt(yaml: Pick<YamlText, 'document'>, path: KeyPath): readonly (Node | null)[] {
  const node = nodeAt(yaml, path)
  return isSeq(node) ? (node.items as (Node | null)[]) : []
}

/** The first and the last line of what stands at a path, counted from 1, its key and comments at its side among them. */
export function linesAt(
  { text, document }: YamlText,
  path: KeyPath,
): readonly [from: number, to: number] | null {
  const pair = pairAt({ document }, path.slice(0, -1), String(path.at(-1)))
  const start = (pair?.key as Node | undefined)?.range?.[0]
  const end = endOf(pair?.value) ?? endOf(pair?.key)
  if (start === undefined || end === undefined) return null
  return [lineOf(text, start), lineOf(text, Math.max(start, text.slice(0, end).trimEnd().length))]
}

/** The line of an offset, counted from 1. */
const lineOf = (text: string, offset: number): number => text.slice(0, offset).split('\n').length

/** Where the value of a node ends. */
export const endOf = (node: unknown): number | undefined => (node as Node | null | undefined)?.range?.[1]

export const nameOf = (key: unknown): string => (isScalar(key) ? String(key.value ?? '') : '')

export const pairsOf = (node: unknown): readonly Pair[] => (isMap(node) ? (node.items as Pair[]) : [])

const resolved = (document: Document.Parsed, node: unknown): unknown =>
  isAlias(node) ? node.resolve(document) : node

const stepInto = (node: unknown, key: string | number): unknown =>
  isSeq(node)
    ? node.items[Number(key)]
    : pairsOf(node).find((pair) => nameOf(pair.key) === String(key))?.value
