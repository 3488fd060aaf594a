/** Faults as they are marked in a text. */
import { expect, test } from 'vitest'
import { parseScenario } from '#sim/scenario/parse/parse.ts'
import { changed } from '#ui/edit/change-node.ts'
import { linesChanged } from '#ui/edit/lines-changed.ts'
import { marksOf } from '#ui/edit/marks-of.ts'

const valid = `versions: [V1]
roles:
  client: { 1.0: { speaks: at once, offers: V1, accepts: V1 } }
  server: { 1.0: { speaks: after the peer, offers: V1, answers: lower, accepts: V1 } }
links: [{ from: client, to: server }]
cluster: { client: 1 × 1.0, server: 1 × 1.0 }
`

/** The marks of a text that cannot be read. */
function marked(text: string) {
  const read = parseScenario(text, 'mine.yaml')
  return read.ok ? [] : marksOf(read.faults, text)
}

test.each([
  ['a word', 'lower', 'low'],
  ['a key', 'roles:', 'rolls:'],
  ['a name', 'to: server', 'to: servr'],
  ['a key inside braces', 'speaks: at once', 'speeks: at once'],
  ['a release', '1 × 1.0, server', '1 × 1.00, server'],
])('%s that is misspelt is marked, and mended by its fix', (_, right, wrong) => {
  const text = valid.replace(right, wrong)
  const [mark] = marked(text)

  expect(mark?.fix).not.toBeNull()
  expect(wrong).toContain(text.slice(mark?.from, mark?.to))
  expect(mark?.message).not.toContain('did you mean')
  expect(mark?.fix && changed(text, mark.fix.change)).toBe(valid)
})

test('what is missing is marked where it would stand, and has no fix', () => {
  const [mark] = marked(valid.replace('versions: [V1]\n', ''))

  expect(mark).toMatchObject({ fix: null, message: expect.stringContaining('found no “versions”') })
})

test('a text that is no YAML is marked where that is noticed', () => {
  expect(marked('versions: [V1').length).toBeGreaterThan(0)
})

test('what has changed is told line by line', () => {
  expect(linesChanged('a\nb\nc\nd', 'a\nx\nc\nd\ne')).toEqual([
    { kind: 'gone', line: 2, text: 'b' },
    { kind: 'new', line: 2, text: 'x' },
    { kind: 'new', line: 5, text: 'e' },
  ])
  expect(linesChanged('a', 'a')).toEqual([])
})
