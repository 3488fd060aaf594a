/** Changes of single nodes of a scenario's text, over all shipped scenarios. */
import { readdirSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isAlias, isMap, isScalar, isSeq } from 'yaml'
import { changed, removeAt, setAt, type TextChange } from '#ui/edit/change-node.ts'
import { moveItem } from '#ui/edit/move-item.ts'
import { keysAt, nodeAt, writtenAt, type YamlText, yamlOf } from '#ui/edit/yaml-text.ts'

type Path = readonly (string | number)[]

const shipped = readdirSync('scenarios')
  .filter((file) => file.endsWith('.yaml'))
  .map((file) => ({ file, yaml: read(readFileSync(`scenarios/${file}`, 'utf8')) }))

function read(text: string): YamlText {
  const yaml = yamlOf(text)
  if (yaml === null) throw new Error(`no YAML: ${text}`)
  return yaml
}

/** Every path of a document, by the kind of node that stands there. */
function pathsIn(yaml: YamlText, path: Path = []): { scalars: Path[]; maps: Path[]; lists: Path[] } {
  const node = writtenAt(yaml, path)
  // What stands at several places is changed at none of them.
  if (isAlias(node) || node?.anchor !== undefined) return { scalars: [], maps: [], lists: [] }
  const inner = isMap(node) ? keysAt(yaml, path) : isSeq(node) ? node.items.map((_, i) => i) : []
  const below = inner.map((key) => pathsIn(yaml, [...path, key]))
  return {
    scalars: [...(isScalar(node) ? [path] : []), ...below.flatMap(({ scalars }) => scalars)],
    maps: [...(isMap(node) ? [path] : []), ...below.flatMap(({ maps }) => maps)],
    lists: [...(isSeq(node) ? [path] : []), ...below.flatMap(({ lists }) => lists)],
  }
}

const places = shipped.map(({ file, yaml }) => ({ file, yaml, ...pathsIn(yaml) }))

/** What somebody may write: names, and texts that YAML would take for something else. */
const value = fc.oneof(
  fc.constantFrom(
    'V1',
    '3.10',
    'no',
    'lower',
    '3 × ZODB-3.1',
    'a, b',
    'a: b',
    '# x',
    '[x]',
    '- x',
    'x #y',
    '~',
    '',
    "it's",
    '"',
    'error, then wait',
    '*a',
    '&a',
    '!a',
    '%',
    '@',
    'null',
  ),
  fc.string({ maxLength: 12 }).filter((text) => !/[\p{Cc}\p{Cs}]/u.test(text)),
)

/** One of the places of a kind, named so that a failure can be read. */
function somewhere(kind: 'scalars' | 'maps' | 'lists') {
  const all = places.flatMap(({ file, yaml, [kind]: paths }) => paths.map((path) => ({ file, yaml, path })))
  return fc.nat({ max: all.length - 1 }).map((i) => {
    const { file = '', yaml, path = [] } = all[i] ?? {}
    return { file, path, yaml: () => yaml as YamlText }
  })
}

/** The text after a change, which is that before it outside the range of the change. */
function madeBy({ text }: YamlText, change: TextChange | null): YamlText {
  if (change === null) throw new Error('it cannot be changed')
  const next = changed(text, change)
  expect(next.startsWith(text.slice(0, change.from))).toBe(true)
  expect(next.endsWith(text.slice(change.to))).toBe(true)
  return read(next)
}

const valueIn = ({ value: said }: YamlText): unknown => said

describe('over all shipped scenarios', () => {
  test('another text is written at a place, and nothing else is another one', () => {
    fc.assert(
      fc.property(somewhere('scalars'), value, ({ yaml: get, path }, said) => {
        const yaml = get()
        const node = nodeAt(yaml, path)
        const change = setAt(yaml, path, said)
        const next = madeBy(yaml, change)

        expect(change?.from).toBeGreaterThanOrEqual(node?.range?.[0] ?? 0)
        expect(change?.to).toBeLessThanOrEqual(node?.range?.[1] ?? 0)
        const whole = yaml.document.clone()
        whole.setIn(path, said)
        expect(valueIn(next)).toEqual(whole.toJS())
      }),
      { numRuns: 150 },
    )
  })

  test('what is added is there, behind what was, and can be taken out again', () => {
    fc.assert(
      fc.property(fc.oneof(somewhere('maps'), somewhere('lists')), value, ({ yaml: get, path }, said) => {
        const yaml = get()
        const list = nodeAt(yaml, path)
        const place = [...path, isSeq(list) ? list.items.length : 'another key']
        const next = madeBy(yaml, setAt(yaml, place, said))

        const whole = yaml.document.clone()
        whole.setIn(place, said)
        expect(valueIn(next)).toEqual(whole.toJS())
        expect(valueIn(madeBy(next, removeAt(next, place)))).toEqual(valueIn(yaml))
      }),
      { numRuns: 100 },
    )
  })

  test('a key or an item is taken out, and nothing else', () => {
    fc.assert(
      fc.property(fc.oneof(somewhere('maps'), somewhere('lists')), fc.nat(), ({ yaml: get, path }, pick) => {
        const yaml = get()
        const node = nodeAt(yaml, path)
        const keys: readonly (string | number)[] = isSeq(node)
          ? node.items.map((_, i) => i)
          : keysAt(yaml, path)
        const key = keys[pick % keys.length] ?? ''
        const change = removeAt(yaml, [...path, key])
        // Something else may stand for it.
        if (change === null && yaml.text.includes('&')) return
        const next = madeBy(yaml, change)

        const whole = yaml.document.clone()
        whole.deleteIn([...path, key])
        expect(valueIn(next)).toEqual(whole.toJS())
      }),
      { numRuns: 100 },
    )
  })

  test('an item is moved, and what stands between the items stays where it is', () => {
    fc.assert(
      fc.property(somewhere('lists'), fc.nat(), fc.nat(), ({ yaml: get, path }, a, b) => {
        const yaml = get()
        const before = yaml.document.getIn(path)
        const items = isSeq(before) ? (before.toJS(yaml.document) as unknown[]) : []
        const [from, to] = [a % items.length, b % items.length]
        const next = madeBy(yaml, moveItem(yaml, path, from, to))

        const whole = yaml.document.clone()
        whole.setIn(path, items.toSpliced(from, 1).toSpliced(to, 0, items[from]))
        expect(valueIn(next)).toEqual(whole.toJS())
      }),
      { numRuns: 100 },
    )
  })
})

describe('as it is laid out', () => {
  const told = (text: string, change: (yaml: YamlText) => TextChange | null) => {
    const yaml = read(text)
    const made = change(yaml)
    return made && changed(text, made)
  }

  test('a key goes below the last one, behind its comment, and into braces', () => {
    const block = 'a:\n  b: 1 # why\n\nc: 2\n'
    expect(told(block, (yaml) => setAt(yaml, ['a', 'd'], 'x'))).toBe('a:\n  b: 1 # why\n  d: x\n\nc: 2\n')
    expect(told('a: { b: 1 } # why', (yaml) => setAt(yaml, ['a', 'd'], 'x'))).toBe('a: { b: 1, d: x } # why')
    expect(told('a: {}', (yaml) => setAt(yaml, ['a', 'd'], 'x'))).toBe('a: { d: x }')
    expect(told('a:\nc: 2\n', (yaml) => setAt(yaml, ['a', 'd'], 'x'))).toBe('a: { d: x }\nc: 2\n')
    expect(told('c: 2\n', (yaml) => setAt(yaml, ['a', 'd'], 'x'))).toBe('c: 2\na: { d: x }\n')
  })

  test('what stands in quotes stays in quotes, and what needs them gets them', () => {
    expect(told("a: 'b' # c", (yaml) => setAt(yaml, ['a'], "it's"))).toBe("a: 'it''s' # c")
    expect(told('a: { b: c }', (yaml) => setAt(yaml, ['a', 'b'], 'x, y'))).toBe('a: { b: "x, y" }')
  })

  test('an item moves with the comments that are its own', () => {
    const list = 'a:\n  # of the list\n  - b # one\n\n  # two\n  - c # too\n  - d\n'
    expect(told(list, (yaml) => moveItem(yaml, ['a'], 0, 1))).toBe(
      'a:\n  # of the list\n  # two\n  - c # too\n\n  - b # one\n  - d\n',
    )
    expect(told('a: [\n  b, # one\n  c # two\n]\n', (yaml) => moveItem(yaml, ['a'], 0, 1))).toBeNull()
    expect(told('a: [ b,  c ]', (yaml) => moveItem(yaml, ['a'], 1, 0))).toBe('a: [ c,  b ]')
  })

  test('behind the comment of the last one goes the next one, in brackets as well', () => {
    expect(told('a: [\n  b, # one\n  c # two\n]\n', (yaml) => setAt(yaml, ['a', 2], 'd'))).toBe(
      'a: [\n  b, # one\n  c, # two\n  d\n]\n',
    )
  })

  test('lines end as they do', () => {
    expect(told('a:\r\n  - b # c\r\nd: e\r\n', (yaml) => setAt(yaml, ['a', 1], 'x'))).toBe(
      'a:\r\n  - b # c\r\n  - x\r\nd: e\r\n',
    )
    expect(told('a: |\r\n  b\r\nd: e\r\n', (yaml) => setAt(yaml, ['a'], 'x'))).toBe('a: x\r\nd: e\r\n')
    expect(told('a:\r\n  - b # 1\r\n  - c\r\n', (yaml) => moveItem(yaml, ['a'], 0, 1))).toBe(
      'a:\r\n  - c\r\n  - b # 1\r\n',
    )
  })

  test('in a text that says nothing yet, and a title above everything else', () => {
    expect(told('', (yaml) => setAt(yaml, ['title'], 'x'))).toBe('title: x\n')
    expect(told('# mine', (yaml) => setAt(yaml, ['versions', 0], 'V1'))).toBe('# mine\nversions: [V1]\n')
    expect(told('# mine\nroles: {}\n', (yaml) => setAt(yaml, ['title'], 'x'))).toBe(
      '# mine\ntitle: x\nroles: {}\n',
    )
  })

  test('what another place repeats is left alone', () => {
    expect(told('a: &x { b: 1 }\nc: *x\n', (yaml) => setAt(yaml, ['a', 'b'], '2'))).toBeNull()
  })
})
