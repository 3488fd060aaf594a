/** Reads a YAML or JSON text into plain values, and knows where in the text each of them stands. */
import {
  type Alias,
  type Document,
  isAlias,
  isDocument,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  parseDocument,
  visit,
  type YAMLError,
} from 'yaml'
import { quote, sayMeant, shorten } from '../../text/nearest.ts'
import type { Fault, KeyPath } from '../fault.ts'

/** A fault in the text itself, before it means anything. */
interface TextFault {
  readonly offset: number
  readonly message: string
}

export interface PlacedDocument {
  /** Mappings, lists, texts and nulls. Every scalar is the text that was written, so that `3.10` stays `3.10`. */
  readonly value: unknown
  /** The keys of the mapping at `path`, in the order of the text. */
  readonly keys: (path: KeyPath) => readonly string[]
  /** Where the thing that `fault` is about begins in the text. */
  readonly offset: (fault: Pick<Fault, 'path' | 'at' | 'within'>) => number
}

export type DocumentResult =
  | { readonly ok: true; readonly document: PlacedDocument }
  | { readonly ok: false; readonly faults: readonly TextFault[] }

/** Enough for a file of the largest cluster, small enough to be read while a person waits. */
const longestText = 1_000_000
/** Nothing in a scenario lies this deep. */
const deepest = 50
const mostAliases = 100
/** The first few faults of syntax explain the rest. */
const mostFaults = 10

/** What `text` is as YAML, with its errors; or why it is not even looked at. Does not throw, whatever the text. */
export function readYaml(text: string): Document.Parsed | TextFault {
  if (text.length > longestText) {
    return { offset: 0, message: `found ${text.length} characters, expected at most ${longestText}` }
  }
  const depth = deepNesting(text)
  if (depth !== null) return { offset: depth, message: tooDeep }
  return parseDocument(text, {
    // Scalars stay text: versions and releases are names, also where they look like numbers or like `no`.
    schema: 'failsafe',
    customTags: ['null'],
    version: '1.2',
    stringKeys: true,
    // The library compares every key with every other; a large file would take minutes.
    uniqueKeys: false,
    merge: false,
    prettyErrors: false,
    // Not `silent`: that would also keep back that there is a second document.
    logLevel: 'error',
  })
}

/** Reads `text`. Does not throw, whatever the text. */
export function readDocument(text: string): DocumentResult {
  const document = readYaml(text)
  if (!isDocument(document)) return fail([document])
  const errors = [...document.errors, ...document.warnings]
  if (errors.length > 0) return fail(syntaxFaults(errors, text))
  const faults = contentFaults(document)
  if (faults.length > 0) return fail(faults)
  if (document.contents === null || (isScalar(document.contents) && document.contents.value === null)) {
    return fail([{ offset: 0, message: 'found an empty file, expected a scenario' }])
  }
  try {
    const value: unknown = document.toJS({ maxAliasCount: mostAliases })
    return { ok: true, document: { value, ...places(document, text) } }
  } catch {
    return fail([{ offset: firstAlias(document), message: 'the aliases of this file stand for too much' }])
  }
}

/** The line and column, both counted from 1, of an offset in `text`. */
export function placeIn(text: string): (offset: number) => { line: number; column: number } {
  const counter = new LineCounter()
  counter.addNewLine(0)
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) counter.addNewLine(at + 1)
  return (offset) => {
    const { line, col } = counter.linePos(Math.max(0, Math.min(offset, text.length)))
    return { line, column: col }
  }
}

const tooDeep = `nested too deeply, expected at most ${deepest} levels`

function fail(faults: readonly TextFault[]): DocumentResult {
  const first = new Map<number, TextFault>()
  for (const fault of faults) if (!first.has(fault.offset)) first.set(fault.offset, fault)
  const sorted = [...first.values()].sort((a, b) => a.offset - b.offset)
  return { ok: false, faults: sorted.slice(0, mostFaults) }
}

/**
 * Where brackets or dashes nest deeper than any scenario does, before the parser recurses over them. It may count
 * too many, in texts and comments, but never so many in a file that somebody wrote.
 */
function deepNesting(text: string): number | null {
  let depth = 0
  for (let at = 0; at < text.length; at++) {
    const character = text[at]
    if (character === '[' || character === '{') depth++
    else if (character === ']' || character === '}') depth = Math.max(0, depth - 1)
    else if (character === '\n') continue
    if (depth > deepest) return at
  }
  const dashes = new RegExp(`(?:[-?:][ \\t]+){${deepest},}`).exec(text)
  return dashes === null ? null : dashes.index
}

/** What the parser's commonest complaints mean to somebody who writes a scenario. */
const plainly: Partial<Record<string, string>> = {
  BLOCK_AS_IMPLICIT_KEY: 'found a second “: ” in one line, expected one, or quotes around the text',
  TAB_AS_INDENT: 'found a tab, expected spaces to indent with',
  MULTIPLE_DOCS: 'found a second document, expected one scenario in a file',
  RESOURCE_EXHAUSTION: tooDeep,
  NON_STRING_KEY: 'found a list or a mapping for a key, expected a name',
}

function syntaxFaults(errors: readonly YAMLError[], text: string): readonly TextFault[] {
  const colons = errors.flatMap((error) => missingColon(error, text) ?? [])
  // What stands below a key that is none has no place, which is no fault of its own.
  return colons.length > 0 ? colons : errors.map(describeError)
}

/** A key without its colon is what the parser takes for a text that goes on in the next line; null where it is something else. */
function missingColon({ code, message, pos: [offset] }: YAMLError, text: string): TextFault | null {
  if (code !== 'MULTILINE_IMPLICIT_KEY' && !message.startsWith('Implicit map keys')) return null
  // Behind something else in its line it is what that says.
  if (!/^[\s-]*$/.test(text.slice(text.lastIndexOf('\n', offset - 1) + 1, offset))) return null
  const [name] = /^[\p{L}\d_][^\s:,[\]{}#]*/u.exec(text.slice(offset, offset + 100)) ?? []
  if (name === undefined) return null
  return {
    offset,
    message: `found ${quote(name)} without a colon, expected one behind it${sayMeant(`${name}:`)}`,
  }
}

function describeError({ code, message, pos }: YAMLError): TextFault {
  const plain = message.endsWith('start at the same column') ? otherColumn : plainly[code]
  return { offset: pos[0], message: plain ?? `not valid YAML: ${shorten(message)}` }
}

const otherColumn = 'found another indentation than that of the lines beside it, expected the same one'

/** Keys that come twice, and aliases that stand for nothing or for themselves. */
function contentFaults(document: Document.Parsed): TextFault[] {
  const faults: TextFault[] = []
  let aliases = 0
  visit(document, {
    Map(_, map) {
      const seen = new Set<string>()
      for (const { key } of map.items) {
        if (!isScalar(key)) continue
        const name = String(key.value ?? '')
        const offset = key.range?.[0] ?? 0
        if (seen.has(name)) {
          faults.push({ offset, message: `found the key ${quote(name)} twice, expected each key once` })
        }
        seen.add(name)
      }
    },
    Alias(_, alias, ancestors) {
      const offset = alias.range?.[0] ?? 0
      if (++aliases > mostAliases) {
        faults.push({ offset, message: `found more than ${mostAliases} aliases, expected fewer` })
        return visit.BREAK
      }
      // This searches the whole document, which is why there may not be many.
      const target = alias.resolve(document)
      if (target === undefined) {
        faults.push({
          offset,
          message: `found *${alias.source}, expected an anchor &${alias.source} before it`,
        })
      } else if (ancestors.includes(target)) {
        faults.push({ offset, message: `found *${alias.source} inside &${alias.source} itself` })
      }
      return undefined
    },
  })
  return faults
}

function firstAlias(document: Document.Parsed): number {
  const found: Alias[] = []
  visit(document, {
    Alias(_, alias) {
      found.push(alias)
      return visit.BREAK
    },
  })
  return found[0]?.range?.[0] ?? 0
}

function places(document: Document.Parsed, text: string): Pick<PlacedDocument, 'keys' | 'offset'> {
  const resolved = (node: unknown): unknown => (isAlias(node) ? node.resolve(document) : node)
  const pairs = (node: unknown) => (isMap(node) ? node.items : [])
  const nameOf = (key: unknown) => (isScalar(key) ? String(key.value ?? '') : '')

  const step = (node: unknown, key: string | number) =>
    isSeq(node)
      ? { key: null, value: node.items[Number(key)] }
      : pairs(node).find((pair) => nameOf(pair.key) === String(key))

  return {
    keys: (path) => {
      let node = resolved(document.contents)
      for (const key of path) node = resolved(step(node, key)?.value)
      return pairs(node).map((pair) => nameOf(pair.key))
    },
    offset: ({ path, at, within }) => {
      let node: unknown = document.contents
      let offset = startOf(node) ?? 0
      for (const [depth, key] of path.entries()) {
        const found = step(resolved(node), key)
        if (found === undefined) break
        node = found.value
        const ofKey = startOf(found.key)
        const ofValue = startOf(node)
        const isKey = at === 'key' && depth === path.length - 1
        offset = (isKey ? (ofKey ?? ofValue) : (ofValue ?? ofKey)) ?? offset
      }
      const written = within === null ? -1 : textOf(node, text).indexOf(within ?? '')
      return written > 0 ? offset + written : offset
    },
  }
}

/** Where a node begins. A value that is not there has no place of its own. */
function startOf(node: unknown): number | undefined {
  const range = (node as Node | null | undefined)?.range
  return range && range[0] < range[1] ? range[0] : undefined
}

function textOf(node: unknown, text: string): string {
  const range = (node as Node | null | undefined)?.range
  return range ? text.slice(range[0], range[1]) : ''
}
