/**
 * Changes one node of a scenario's text and nothing else of it: every byte outside the range of what changes stays, comments too.
 * To print a parsed document again would lay out every file anew.
 */
import { isMap, isScalar, isSeq, type Node, Scalar } from 'yaml'
import type { KeyPath } from '#sim/scenario/fault.ts'
import { endOfLine, lineEndOf, startOfLine } from './lines.ts'
import { endOf, keysAt, nodeAt, writtenAt, type YamlText, yamlOf } from './yaml-text.ts'

/** What is put in place of a stretch of the text. */
export interface TextChange {
  readonly from: number
  readonly to: number
  readonly insert: string
}

/** The text after a change. */
export const changed = (text: string, { from, to, insert }: TextChange): string =>
  text.slice(0, from) + insert + text.slice(to)

/** What may stand in a scenario: a text, a list of such, or a mapping. */
export type Value = string | readonly Value[] | { readonly [key: string]: Value }

/**
 * Says something else at a path: in place of what stands there, or as a new key of the mapping, a new item at the end of the list,
 * that it leads to. Null where that cannot be written without another place changing, as behind an anchor.
 */
export function setAt(yaml: YamlText, path: KeyPath, value: Value): TextChange | null {
  const node = writtenAt(yaml, path)
  const isThere = node !== null
  const sources = isThere ? sourcesLike(node, value) : sourcesOf(value)
  for (const source of sources) {
    const change = isThere ? replaced(yaml, node, source) : added(yaml, path, source)
    if (change !== null && leadsTo(yaml, change, path, value)) return change
  }
  return null
}

/** Takes a key out of a mapping, or an item out of a list. Null where that is not possible by itself. */
export function removeAt(yaml: YamlText, path: KeyPath): TextChange | null {
  const change = removed(yaml, path)
  return change !== null && leadsTo(yaml, change, path, undefined) ? change : null
}

/** Ways to write a value, the plainest first: what needs quotes where it stands is noticed when it is read again. */
function sourcesOf(value: Value): readonly string[] {
  if (typeof value === 'string') return [value, JSON.stringify(value)]
  if (Object.keys(value).length === 0) return [JSON.stringify(value)]
  const plain = Array.isArray(value)
    ? `[${value.map((each) => sourcesOf(each)[0]).join(', ')}]`
    : `{ ${Object.entries(value)
        .map(([key, each]) => `${key}: ${sourcesOf(each)[0]}`)
        .join(', ')} }`
  return [plain, JSON.stringify(value)]
}

/** The same, in the quotes that stand there. */
function sourcesLike(node: Node, value: Value): readonly string[] {
  if (typeof value !== 'string' || !isScalar(node)) return sourcesOf(value)
  const single = `'${value.replaceAll("'", "''")}'`
  if (node.type === Scalar.QUOTE_SINGLE) return [single, JSON.stringify(value)]
  return node.type === Scalar.QUOTE_DOUBLE ? [JSON.stringify(value)] : sourcesOf(value)
}

function replaced({ text }: YamlText, node: Node, source: string): TextChange | null {
  const [from, to] = node.range ?? []
  if (from === undefined || to === undefined) return null
  // A key without a value has its place right behind its colon.
  const needsBlank = from === to && !/\s/.test(text[from - 1] ?? ' ')
  // Texts in lines of their own end with the line.
  const endsLine = text.slice(from, to).endsWith('\n') && to > from
  return { from, to, insert: `${needsBlank ? ' ' : ''}${source}${endsLine ? lineEndOf(text) : ''}` }
}

/** A new key, or a new item, behind the last one that is there. */
function added(yaml: YamlText, path: KeyPath, source: string): TextChange | null {
  const [parent, key] = [nodeAt(yaml, path.slice(0, -1)), path.at(-1)]
  if (key === undefined) return null
  if (parent === null || (isScalar(parent) && parent.value === null)) {
    const whole = typeof key === 'number' ? `[${source}]` : `{ ${key}: ${source} }`
    if (path.length === 1) return atEnd(yaml, `${key}: ${source}`)
    return parent === null ? added(yaml, path.slice(0, -1), whole) : replaced(yaml, parent, whole)
  }
  if (isSeq(parent)) return behind(yaml, parent, parent.items.at(-1), parent.items[0], source, '- ')
  if (!isMap(parent)) return null
  const [first, last] = [parent.items[0], parent.items.at(-1)]
  // What a scenario is called stands first.
  const start = (first?.key as Node | undefined)?.range?.[0]
  if (path.length === 1 && key === 'title' && !parent.flow && start !== undefined)
    return { from: start, to: start, insert: `title: ${source}${lineEndOf(yaml.text)}` }
  return behind(yaml, parent, last?.value ?? last?.key, first?.key, `${key}: ${source}`, '')
}

/** In a text that says nothing yet, below its comments. */
function atEnd({ text }: YamlText, source: string): TextChange {
  const end = lineEndOf(text)
  const isNewLine = text === '' || text.endsWith('\n')
  return { from: text.length, to: text.length, insert: `${isNewLine ? '' : end}${source}${end}` }
}

function behind(
  { text }: YamlText,
  parent: Node & { flow?: boolean },
  last: unknown,
  first: unknown,
  source: string,
  dash: '- ' | '',
): TextChange | null {
  const open = parent.range?.[0] ?? 0
  if (last === undefined)
    return { from: open + 1, to: open + 1, insert: parent.flow ? ` ${source} ` : source }
  const end = endOf(last)
  if (end === undefined) return null
  const start = (first as Node | undefined)?.range?.[0] ?? 0
  const column = start - startOfLine(text, start) - (parent.flow ? 0 : dash.length)
  const newLine = `${lineEndOf(text)}${' '.repeat(Math.max(column, 0))}`
  // Behind the comment at its side.
  const written = text.slice(0, end).trimEnd().length
  const at = endOfLine(text, written)
  if (!parent.flow) return { from: at, to: at, insert: `${newLine}${dash}${source}` }
  const beside = text.slice(end, at)
  return /^[ \t]*#/.test(beside)
    ? { from: end, to: at, insert: `,${beside}${newLine}${source}` }
    : { from: end, to: end, insert: `, ${source}` }
}

function removed(yaml: YamlText, path: KeyPath): TextChange | null {
  const { text } = yaml
  const parent = nodeAt(yaml, path.slice(0, -1))
  const ranges = rangesIn(parent)
  const place = isMap(parent)
    ? keysAt(yaml, path.slice(0, -1)).indexOf(String(path.at(-1)))
    : Number(path.at(-1))
  const range = ranges[place]
  if (range === undefined) return null
  const [from, to] = range
  if (ranges.length === 1) {
    const [start, end] = [parent?.range?.[0] ?? from, parent?.range?.[1] ?? to]
    const block = text.slice(start, end)
    const ending = /\s*$/.exec(block)?.[0] ?? ''
    return { from: start, to: end - ending.length, insert: isMap(parent) ? '{}' : '[]' }
  }
  if ((parent as { flow?: boolean }).flow) {
    const next = ranges[place + 1]
    return next ? { from, to: next[0], insert: '' } : { from: ranges[place - 1]?.[1] ?? from, to, insert: '' }
  }
  const line = text.lastIndexOf('\n', from - 1) + 1
  const isAlone = /^[ ]*(?:- )?$/.test(
    isMap(parent) ? text.slice(line, from).replace('- ', 'x') : text.slice(line, from),
  )
  if (!isAlone) {
    const next = ranges[place + 1]
    return next ? { from, to: next[0], insert: '' } : null
  }
  const written = Math.max(from, text.slice(0, to).trimEnd().length)
  const end = text.indexOf('\n', written)
  return end < 0
    ? { from: Math.max(line - 1, 0), to: text.length, insert: '' }
    : { from: line, to: end + 1, insert: '' }
}

/** Where each entry of a mapping or a list begins and ends. */
export function rangesIn(node: Node | null): readonly (readonly [number, number])[] {
  if (isMap(node))
    return node.items.map(({ key, value }) => {
      const [from = 0, end = 0] = (key as Node).range ?? []
      return [from, Math.max(endOf(value) ?? end, end)] as const
    })
  if (isSeq(node))
    return (node.items as (Node | null)[]).map((item) => [item?.range?.[0] ?? 0, endOf(item) ?? 0] as const)
  return []
}

/** Whether a change makes the document say this at the path, and what it says everywhere else. */
export function leadsTo(
  yaml: YamlText,
  change: TextChange,
  path: KeyPath,
  value: Value | undefined,
): boolean {
  const after = yamlOf(changed(yaml.text, change))
  if (after === null) return false
  return isSame(sorted(after.value), sorted(put(yaml.value, path, value)))
}

/** With its sections in one order: it means nothing. */
const sorted = (whole: unknown): unknown =>
  whole !== null && typeof whole === 'object' && !Array.isArray(whole)
    ? Object.fromEntries(Object.entries(whole).toSorted(([a], [b]) => (a < b ? -1 : 1)))
    : whole

/** What a text says at a path. */
export const valueAt = (yaml: YamlText, path: KeyPath): unknown =>
  path.reduce<unknown>(
    (value, key) => (typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined),
    yaml.value,
  )

/** A value with something else at a path of it; nothing there, with undefined. */
function put(whole: unknown, [key, ...rest]: KeyPath, value: Value | undefined): unknown {
  if (key === undefined) return value
  if (Array.isArray(whole)) {
    if (value === undefined && rest.length === 0) return whole.toSpliced(Number(key), 1)
    const copy = [...whole]
    copy[Number(key)] = put(copy[Number(key)], rest, value)
    return copy
  }
  if (whole === null || typeof whole !== 'object') {
    const inner = put(null, rest, value)
    return typeof key === 'number' ? [inner] : { [key]: inner }
  }
  const entries = Object.entries(whole)
  if (value === undefined && rest.length === 0)
    return Object.fromEntries(entries.filter(([name]) => name !== String(key)))
  const inner = put(Object.hasOwn(whole, key) ? Reflect.get(whole, key) : null, rest, value)
  return { ...whole, [key]: inner }
}

/** Whether two values say the same, keys in the same order. */
const isSame = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b)
