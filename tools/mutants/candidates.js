// Small changes of a source file, each of which ought to make some test fail.

import { parseSync } from 'vite'

/**
 * @typedef {object} Mutant
 * @property {string} file its path in the tree
 * @property {number} start where the change begins in the text
 * @property {number} end
 * @property {string} text what stands there instead
 * @property {string} kind
 */

/** @typedef {{ type: string, start: number, end: number, [key: string]: unknown }} Node */

const comparisons = new Map([
  ['<', '<='],
  ['<=', '<'],
  ['>', '>='],
  ['>=', '>'],
  ['===', '!=='],
  ['!==', '==='],
])

/** Functions of lists and numbers whose counterparts compile as well. */
const counterparts = new Map([
  ['some', 'every'],
  ['every', 'some'],
  ['find', 'findLast'],
  ['findLast', 'find'],
  ['findIndex', 'findLastIndex'],
  ['min', 'max'],
  ['max', 'min'],
  ['floor', 'ceil'],
  ['toSorted', 'toReversed'],
])

/**
 * Everything that could be changed in a file.
 * @param {string} file
 * @param {string} source
 * @returns {Mutant[]}
 */
export function mutantsOf(file, source) {
  const { program, errors } = parseSync(file, source)
  if (errors.length > 0) throw new Error(`${file}: ${errors[0]?.message}`)
  /** @type {Mutant[]} */
  const found = []
  /** @param {Node} node @param {string} kind @param {string} text */
  const add = ({ start, end }, kind, text) => {
    if (source.slice(start, end) !== text) found.push({ file, start, end, text, kind })
  }
  /** @param {Node} node */
  const textOf = ({ start, end }) => source.slice(start, end)
  visit(/** @type {Node} */ (/** @type {unknown} */ (program)), (node) => mutate(node, add, textOf))
  return found
}

/**
 * @param {Node} node
 * @param {(node: Node, kind: string, text: string) => void} add
 * @param {(node: Node) => string} textOf
 */
function mutate(node, add, textOf) {
  const part = (/** @type {string} */ key) => /** @type {Node} */ (node[key])
  const parts = (/** @type {string} */ key) => /** @type {(Node | null)[]} */ (node[key])
  switch (node.type) {
    case 'BinaryExpression':
    case 'LogicalExpression': {
      const [left, right, operator] = [textOf(part('left')), textOf(part('right')), String(node.operator)]
      const instead = comparisons.get(operator) ?? { '&&': '||', '||': '&&', '+': '-', '-': '+' }[operator]
      if (instead !== undefined) add(node, `${operator} to ${instead}`, `(${left} ${instead} ${right})`)
      if (operator === '??') add(node, 'only the right of ??', `(${right})`)
      if (node.type === 'LogicalExpression' && operator !== '??') {
        add(node, `only the left of ${operator}`, `(${left})`)
        add(node, `only the right of ${operator}`, `(${right})`)
      }
      return
    }
    case 'IfStatement':
      if (!isFlipped(part('test'))) add(part('test'), 'condition negated', `!(${textOf(part('test'))})`)
      if (node.alternate == null) add(node, 'statement left out', ';')
      return
    case 'ConditionalExpression':
      if (isFlipped(part('test'))) return
      add(
        node,
        'branches swapped',
        `(${textOf(part('test'))}) ? (${textOf(part('alternate'))}) : (${textOf(part('consequent'))})`,
      )
      return
    case 'UnaryExpression':
      if (node.operator === '!') add(node, 'negation left out', `(${textOf(part('argument'))})`)
      return
    case 'ExpressionStatement':
      if (node.directive == null) add(node, 'statement left out', ';')
      return
    case 'Literal':
      if (typeof node.value === 'number') {
        add(node, 'one more', String(node.value + 1))
        if (node.value > 0) add(node, 'one less', String(node.value - 1))
      }
      if (typeof node.value === 'boolean') add(node, 'the other truth', String(!node.value))
      return
    case 'ArrayExpression': {
      const elements = parts('elements').flatMap((each) => (each === null ? [] : [each]))
      for (const [i, element] of elements.entries()) {
        const [next] = elements.slice(i + 1)
        const rest = elements.filter((other) => other !== element).map(textOf)
        add(node, `element ${i + 1} of ${elements.length} left out`, `[${rest.join(', ')}]`)
        if (next === undefined) continue
        const swapped = [...elements.slice(0, i), next, element, ...elements.slice(i + 2)]
        add(node, `elements ${i + 1} and ${i + 2} swapped`, `[${swapped.map(textOf).join(', ')}]`)
      }
      return
    }
    case 'ObjectExpression': {
      const properties = parts('properties').flatMap((each) => (each?.type === 'SpreadElement' ? [each] : []))
      for (const spread of properties) add(spread, 'part of an object left out', '...{}')
      return
    }
    case 'CallExpression': {
      const callee = part('callee')
      if (callee.type !== 'MemberExpression' || callee.computed) return
      const [object, property] = /** @type {[Node, Node]} */ ([callee.object, callee.property])
      const name = textOf(property)
      const instead = counterparts.get(name)
      if (instead !== undefined && name !== 'toSorted') add(property, `${name} to ${instead}`, instead)
      if (name === 'filter' || name === 'toSorted' || name === 'toReversed')
        add(node, `${name} left out`, textOf(object))
    }
  }
}

/** Whether a condition is turned round elsewhere. @param {Node} test */
const isFlipped = ({ type, operator }) =>
  operator === '===' || operator === '!==' || type === 'UnaryExpression'

/** What is only for the type checker, or only loads other files. */
const skipped = /^(TS(?!AsExpression|SatisfiesExpression|NonNull)|Import)/

/** What spreads keys, or estimates what something takes: another number is as good. */
const estimates = /^(hash|sizeOf|bytesOf|bytesPer)/

/** What tells how far somebody has come, or holds of every run whatever a test does. */
const asides = /^(progress|invariant)$/

/**
 * Whether nothing that is decided depends on it.
 * @param {Node} node
 * @returns {boolean}
 */
function decidesNothing(node) {
  const named = /** @type {Record<string, { name?: unknown } | undefined>} */ (node)
  switch (node.type) {
    case 'FunctionDeclaration':
    case 'VariableDeclarator':
      return estimates.test(String(named.id?.name))
    case 'ExpressionStatement':
    case 'IfStatement':
      return decidesNothing(/** @type {Node} */ (node.expression ?? node.consequent))
    case 'CallExpression':
      return asides.test(String(named.callee?.name))
    default:
      return false
  }
}

/**
 * What stands behind `list[i] ??` for the type checker alone, which does not know that the place is there.
 * @param {Node} node
 * @returns {Node | undefined}
 */
function defaultOfIndex(node) {
  if (node.type !== 'LogicalExpression' || node.operator !== '??') return undefined
  const [left, right] = [/** @type {Node} */ (node.left), /** @type {Node} */ (node.right)]
  const isIndex = left.type === 'MemberExpression' && left.computed === true
  return isIndex && right.type === 'Literal' ? right : undefined
}

/**
 * @param {Node} node
 * @param {(node: Node) => void} see
 */
function visit(node, see) {
  const forTypes = defaultOfIndex(node)
  const isReexport = node.type === 'ExportNamedDeclaration' && node.declaration == null
  if (isReexport || skipped.test(node.type) || decidesNothing(node)) return
  see(node)
  for (const [key, value] of Object.entries(node)) {
    // The type of something that is asserted to be of it.
    if (key === 'typeAnnotation' || key === 'typeArguments' || key === 'returnType') continue
    for (const child of Array.isArray(value) ? value : [value]) {
      if (child === forTypes) continue
      if (typeof child === 'object' && child !== null && 'type' in child)
        visit(/** @type {Node} */ (child), see)
    }
  }
}
