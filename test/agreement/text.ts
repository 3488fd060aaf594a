/** A document as the text of a scenario file, in YAML: what fits stands on one line. */
import { type Doc, isList, isMapping } from './document.ts'

const width = 110

export function textOf(doc: Doc): string {
  return `${block(doc, '')}\n`
}

function block(doc: Doc, indent: string): string {
  if (isMapping(doc)) {
    return Array.from(doc, ([key, value]) => {
      const head = `${indent}${scalar(key)}:`
      const line = `${head} ${flow(value)}`
      const isShort = typeof value === 'string' || line.length <= width || isEmpty(value)
      return isShort ? line : `${head}\n${block(value, `${indent}  `)}`
    }).join('\n')
  }
  if (!isList(doc)) return `${indent}${flow(doc)}`
  return doc.map((item) => `${indent}- ${flow(item)}`).join('\n')
}

const isEmpty = (doc: Doc) => (isMapping(doc) ? doc.size === 0 : doc.length === 0)

function flow(doc: Doc): string {
  if (isMapping(doc)) {
    if (doc.size === 0) return '{ }'
    return `{ ${Array.from(doc, ([key, value]) => `${scalar(key)}: ${flow(value)}`).join(', ')} }`
  }
  return isList(doc) ? `[${doc.map(flow).join(', ')}]` : scalar(doc)
}

/** Everything is text to a scenario; what YAML would take apart is quoted. */
function scalar(text: string): string {
  const isPlain = /^[\p{L}\p{N}_][\p{L}\p{N}_ .+/×±–-]*$/u.test(text) && !/\s$/.test(text)
  return isPlain && text !== 'null' ? text : `'${text.replaceAll("'", "''")}'`
}
