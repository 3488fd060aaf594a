/** What may be written at a place of a scenario's text: keys and words of the schema, and names of the scenario itself. */
import { type Document, isDocument, visit } from 'yaml'
import type { KeyPath } from '#sim/scenario/fault.ts'
import { readYaml } from '#sim/scenario/parse/document.ts'
import { pathOf } from './meaning-at.ts'
import { keyNamesAt, valueNamesAt } from './names-at.ts'
import { type Allowed, keysAllowed, wordsAllowed } from './schema-at.ts'
import { keysAt } from './yaml-text.ts'

export interface Completion extends Allowed {
  readonly kind: 'key' | 'word' | 'name'
  /** What is written, which for a key is more than its name. */
  readonly insert: string
}

export interface Completions {
  /** What is written in its place. */
  readonly from: number
  readonly to: number
  readonly options: readonly Completion[]
}

/** What a place is: a key of the mapping at a path, or what stands at the path. */
interface Place {
  readonly as: 'key' | 'value'
  readonly path: KeyPath
  readonly document: Document.Parsed
}

/** Stands for what is being written, while its place is looked for. Nobody calls anything so. */
const mark = 'parley_is_looking_here'

/** What may be written at an offset of a text, whatever else is wrong with it; null where nothing is known. */
export function complete(text: string, offset: number): Completions | null {
  const lineStart = text.lastIndexOf('\n', offset - 1) + 1
  const before = text.slice(lineStart, offset)
  if (/(?:^|\s)#/.test(before)) return null
  const typed = /(?:^\s*(?:- +)*|[{[,]\s*|:\s+)([^{}[\],:]*)$/.exec(before)?.[1] ?? ''
  const from = offset - typed.length
  const rest = /^[^{}[\],:\n]*?(?=\s*(?:$|[{}[\],:\n]|\s#))/.exec(text.slice(offset))?.[0] ?? ''
  const to = offset + rest.length
  const options = placesAt(text, from, to).flatMap(optionsAt)
  const unique = [...new Map(options.map((option) => [option.name, option])).values()]
  return unique.length === 0 ? null : { from, to, options: unique }
}

/** Keys that are called as they are where more is written below them. */
function optionsAt(place: Place): readonly Completion[] {
  const { as, path, document } = place
  if (as === 'value') {
    const listed = typeof path.at(-1) === 'number' ? path.slice(0, -1) : path
    const words = wordsAllowed(path).map((each) => ({ ...each, kind: 'word' as const, insert: each.name }))
    const names = valueNamesAt({ document }, listed).filter((name) => !name.includes(mark))
    return [...words, ...names.map((name) => ({ name, about: '', kind: 'name' as const, insert: name }))]
  }
  const there = new Set(keysAt({ document }, path))
  const names = keyNamesAt({ document }, path).map((name) => ({ name, about: '' }))
  const keys = [
    ...names.map((each) => ({ ...each, kind: 'name' as const })),
    ...keysAllowed(path).map((each) => ({ ...each, kind: 'key' as const })),
  ]
  return keys
    .filter(({ name }) => !there.has(name) && !name.includes(mark))
    .map((each) => ({ ...each, insert: `${each.name}: ` }))
}

/** What a stretch of the text may be. What stands alone in its line may be a key, or the value of the one above. */
function placesAt(text: string, from: number, to: number): readonly Place[] {
  const [before, after] = [text.slice(0, from), text.slice(to)]
  const isKeyed = /^\s*:(?:\s|$)/.test(after)
  const isAlone = /(?:^|\n)\s*(?:- +)*$/.test(before)
  const texts =
    isKeyed || !isAlone ? [before + mark + after] : [`${before}${mark}: x${after}`, before + mark + after]
  return texts.flatMap((each) => {
    const document = readYaml(each)
    const place = isDocument(document) ? placeOfMark(document) : null
    return place === null ? [] : [place]
  })
}

function placeOfMark(document: Document.Parsed): Place | null {
  let found: Place | null = null
  visit(document, {
    Scalar(key, node, ancestors) {
      if (node.value !== mark) return undefined
      const path = pathOf(ancestors)
      if (key === 'key') found = { as: 'key', path: path.slice(0, -1), document }
      else found = { as: 'value', path: typeof key === 'number' ? [...path, key] : path, document }
      return visit.BREAK
    },
  })
  return found
}
