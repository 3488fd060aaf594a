/** What is written in the text of a document, as the workbench takes it. */
import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { documentOf } from '#ui/document/document-of.ts'
import { readText } from '#ui/edit/read-text.ts'
import { textOf, written } from '#ui/edit/written.ts'
import { type OwnText, ownTextOf } from '#ui/session/own-text.ts'
import { openSession } from '#ui/session/session.ts'
import { begin, change, type State } from '#ui/session/state.ts'
import { contentsOf } from '#ui/share/contents.ts'
import { zeo } from '../../sim/zeo.ts'
import { made } from '../made.ts'

const text = readFileSync('scenarios/zeo-2002.yaml', 'utf8')
const story: OwnText = { file: 'zeo-2002.yaml', text, from: { kind: 'link' } }
const larger = text.replace('client: 3 ×', 'client: 4 ×')
const broken = text.replace('roles:', 'rolls:')

const about = { id: 'abcd1234', name: null, saved: null }

const seed = (state: State, value: number) =>
  change(state, { do: 'revise', session: { ...state.session, seed: value } })

function write(state: State, said: string, goesOn = false): State {
  const { session, past } = written(state, ownTextOf(state.session) ?? story, said, () => 'abcd1234')
  return change(state, { do: 'write', session, goesOn, ...(past && { past }) })
}

/** A story whose seed was changed, and in which something was written then. */
const start = seed(begin(made(openSession(zeo))), 42)

const textIn = (state: State) => textOf(state.session, null)

describe('the first change of a story', () => {
  test('makes a copy with all that was done, and leaves the story alone', () => {
    const copy = write(start, larger)

    expect(ownTextOf(copy.session)).toMatchObject({ text: larger, from: { kind: 'browser', id: 'abcd1234' } })
    expect(copy.session.seed).toBe(42)
    expect(copy.run.cluster.pairs.has('c4-s2')).toBe(true)
    expect(ownTextOf(start.session)).toBeNull()
  })

  test('is undone in one sequence with seed and order, and all of it is kept', () => {
    const copy = seed(write(start, larger), 7)
    const back = change(change(copy, { do: 'undo' }), { do: 'undo' })

    expect(textIn(back)).toBe(text)
    expect(back.session.seed).toBe(42)
    expect(change(back, { do: 'undo' }).session.seed).not.toBe(42)
    const kept = documentOf(copy, ownTextOf(copy.session) as OwnText, about)
    expect(kept.history?.texts).toEqual([text, larger])
    expect(kept.history?.entries.map((entry) => [entry.text, entry.wire.seed])).toEqual([
      [0, 7],
      [0, 42],
      [1, 42],
      [1, 7],
    ])
  })
})

describe('a text that cannot be read', () => {
  const before = write(start, larger)
  const draft = write(before, broken)

  test('stands beside the last run, whatever is done with that', () => {
    expect(textIn(draft)).toBe(broken)
    expect(draft.run.cluster.pairs.has('c4-s2')).toBe(true)
    expect(textIn(seed(draft, 9))).toBe(broken)
    expect(textIn(change(draft, { do: 'mode', mode: 'plan' }))).toBe(broken)
  })

  test('needs no other run, is kept, and is undone', () => {
    expect(draft.run).toBe(before.run)
    const kept = documentOf(draft, ownTextOf(draft.session) as OwnText, about)
    expect(kept).toMatchObject({ text: larger, draft: broken })
    expect(kept.history?.entries.at(-1)).toMatchObject({
      text: kept.history?.texts.indexOf(larger),
      draft: kept.history?.texts.indexOf(broken),
    })
    expect(textIn(change(draft, { do: 'undo' }))).toBe(larger)
  })

  test('is not in a link, which says so', () => {
    expect(contentsOf(before)[0]).toContain('with its comments')
    expect(contentsOf(draft)[0]).toContain('and not what was typed since')
  })

  test('is left for the one that could be read', () => {
    const mended = write(draft, larger)
    expect(mended.session.draft).toBeUndefined()
    expect(textIn(change(mended, { do: 'undo' }))).toBe(broken)
  })
})

test('what goes on is undone together', () => {
  const typed = write(write(write(start, larger), `${larger}#`), `${larger}# x`, true)

  expect(textIn(change(typed, { do: 'undo' }))).toBe(larger)
})

test('while the run of a large one is made its text is in the history, and stays when that is left', () => {
  const many = text.replace('client: 3 ×', 'client: 60 ×').replace('server: 2 ×', 'server: 9 ×')
  const waiting = write(start, many)
  expect(waiting.underWay).not.toBeNull()

  expect(textIn(waiting)).toBe(many)
  expect(textIn(change(waiting, { do: 'cancel' }))).toBe(many)
  expect(textIn(change(waiting, { do: 'undo' }))).toBe(text)
})

test('what was read once is not read again', () => {
  expect(readText({ ...story, text: larger })).toBe(readText({ ...story, text: larger }))
})
