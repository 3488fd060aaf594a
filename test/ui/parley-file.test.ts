/** Documents as files, and what differs between two texts. */
import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { documentOf } from '#ui/document/document-of.ts'
import { diffLines } from '#ui/document/line-diff.ts'
import { readParley, writeParley } from '#ui/document/parley-file.ts'
import { readOwn } from '#ui/document/read-own.ts'
import { makeAtOnce } from '#ui/session/made.ts'
import { openSession } from '#ui/session/session.ts'
import { begin, change, isRevision } from '#ui/session/state.ts'

const own = {
  file: 'mine.yaml',
  text: readFileSync('scenarios/zeo-2002.yaml', 'utf8'),
  from: { kind: 'browser', id: 'a' },
} as const

function state() {
  const read = readOwn(own)
  const made = read.ok ? makeAtOnce(openSession(read.scenario)) : null
  if (made === null) throw new Error('it cannot be made')
  const start = begin(made)
  return change(start, { do: 'revise', session: { ...start.session, seed: 42 } })
}

const document = documentOf(state(), own, { id: 'a', name: 'Brokers', saved: null })

describe('a .parley file', () => {
  test('holds all of several documents but their ids', () => {
    const { id: _, ...rest } = document

    expect(readParley(writeParley([document, { ...document, id: 'b', name: null }]))).toEqual({
      ok: true,
      documents: [rest, { ...rest, name: null }],
    })
    expect(rest.history?.entries.map(({ wire }) => wire.seed)).toEqual([7, 42])
    expect(rest.text).toBe(own.text)
  })

  test('is told from a scenario, and from what only looks like one', () => {
    for (const text of ['title: Mine', '{"title": "Mine"}', '{', '', '[1]', 'null'])
      expect(readParley(text)).toBeNull()
    expect(readParley('{"parley": 1}')).toMatchObject({
      ok: false,
      fault: expect.stringContaining('documents'),
    })
    expect(readParley('{"parley": 1, "documents": [{"text": 3}]}')).toMatchObject({ ok: false })
  })

  test('of a newer Parley is read as far as it is understood, and else says so', () => {
    const newer = writeParley([{ ...document, form: 9 }])

    expect(readParley(newer)).toMatchObject({ ok: true, documents: [{ form: 9, text: own.text }] })
    expect(readParley('{"parley": 9, "all": []}')).toMatchObject({
      ok: false,
      fault: expect.stringContaining('a newer version of Parley'),
    })
  })
})

describe('the history of a document', () => {
  test('comes back around what is shown, and what was undone does not where something else was done since', () => {
    const now = state()
    const [first] = now.past
    if (first === undefined) throw new Error('there is no past')
    const older = [{ ...first, seed: 1 }]
    const newer = [{ ...first, seed: 3 }]
    const recall = { do: 'recall', older, before: first, newer, after: now.session } as const

    const back = change(now, recall)
    expect([back.past.map(({ seed }) => seed), back.future.map(({ seed }) => seed)]).toEqual([[1, 7], [3]])
    const changed = change(now, { do: 'revise', session: { ...now.session, seed: 5 } })
    expect(change(changed, recall)).toMatchObject({ past: [older[0], first, now.session], future: [] })
  })

  test('is changed by what makes another run, and not by how it is looked at', () => {
    const now = state()

    expect(isRevision(now, { do: 'revise', session: { ...now.session, seed: 5 } })).toBe(true)
    expect(isRevision(now, { do: 'intervene', intervention: { do: 'kill', node: 's1' } })).toBe(true)
    expect(isRevision(now, { do: 'undo' })).toBe(true)
    for (const look of [{ do: 'play' }, { do: 'seek', time: 3 }, { do: 'mode', mode: 'plan' }] as const)
      expect(isRevision(now, look)).toBe(false)
  })
})

describe('what differs', () => {
  const lines = fc.array(fc.constantFrom('a', 'b', 'c', ''), { maxLength: 12 }).map((all) => all.join('\n'))

  test('is a way from one text to the other', () => {
    fc.assert(
      fc.property(lines, lines, (before, after) => {
        const all = diffLines(before, after)
        const textOf = (side: string) =>
          all.filter(({ of }) => of === 'both' || of === side).map(({ text }) => text)
        expect(textOf('before').join('\n')).toBe(before)
        expect(textOf('after').join('\n')).toBe(after)
      }),
    )
  })

  test('is no more than it takes', () => {
    expect(diffLines('a\nb\nc\nd', 'a\nc\nx\nd')).toEqual([
      { of: 'both', text: 'a' },
      { of: 'before', text: 'b' },
      { of: 'both', text: 'c' },
      { of: 'after', text: 'x' },
      { of: 'both', text: 'd' },
    ])
  })
})
