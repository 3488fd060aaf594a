/** A scenario that somebody has brought: in a link, and when its text changes. */
import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { digest } from '#sim/engine/digest.ts'
import { simulate } from '#sim/run/run.ts'
import type { Scenario } from '#sim/scenario/model.ts'
import { carryOver } from '#ui/document/carry-over.ts'
import { readOwn } from '#ui/document/read-own.ts'
import type { OwnText } from '#ui/session/own-text.ts'
import { openPair, openSession, openTarget, specOf } from '#ui/session/session.ts'
import { readLink } from '#ui/share/read-link.ts'
import { encodeSession } from '#ui/share/write-link.ts'

const text = readFileSync('scenarios/zeo-2002.yaml', 'utf8')

function own(changed = text): Scenario {
  const read = readOwn({ file: 'mine.yaml', text: changed, from: { kind: 'file' } })
  if (!read.ok) throw new Error(read.faults.join('\n'))
  return read.scenario
}

const mine = own()
const cell = { link: 'client-server', dialer: 'ZODB-3.1', acceptor: 'ZODB-3.2' }

describe('a link to it', () => {
  /** The text that a link holds, and the session that it stands for. */
  function opened(link: string): { own: OwnText | null; session: ReturnType<typeof openSession> | null } {
    const read = readLink(link)
    if (!read.ok) throw new Error(read.message)
    const scenario = read.own ? readOwn(read.own) : null
    const result = scenario?.ok ? read.open(scenario.scenario) : null
    return { own: read.own, session: result?.ok ? result.session : null }
  }

  test('holds its text as it stands, and opens to the same run', () => {
    const session = { ...openSession(mine), seed: 7, steps: mine.upgrade.steps.toReversed() }
    const there = opened(encodeSession(session))

    expect(there.own).toEqual({ file: 'mine.yaml', text, from: { kind: 'link' } })
    expect(there.session && digest(simulate(specOf(there.session)).trace)).toBe(
      digest(simulate(specOf(session)).trace),
    )
  })

  test('holds it also where one pair of it is shown, or another target', () => {
    const pair = openPair(mine, cell)
    const target = openTarget(mine, { to: 'ZODB-3.1' })

    for (const session of [pair, target]) {
      if (session === null) throw new Error('there is no such pair')
      const there = opened(encodeSession(session))
      expect(there.own?.text).toBe(text)
      expect(there.session?.pair?.choice).toEqual(session.pair?.choice)
      expect(there.session?.target?.choice).toEqual(session.target?.choice)
    }
  })

  test('says what is wrong where its text cannot be read, or is not there', () => {
    const [first] = encodeSession(openSession(mine))
    expect(first).toBe('2')
    expect(readLink(`1${encodeSession(openSession(mine)).slice(1)}`)).toMatchObject({ ok: false })
    expect(readOwn({ file: 'mine.yaml', text: `${text}\nrolls: {}`, from: { kind: 'link' } })).toMatchObject({
      ok: false,
      faults: [expect.stringMatching(/^mine\.yaml:\d+:1: .*did you mean roles\?/s)],
    })
  })
})

describe('with another text of it', () => {
  const smaller = own(text.replace('client: 3 × ZODB-3.1', 'client: 2 × ZODB-3.1'))
  const larger = own(text.replace('client: 3 × ZODB-3.1', 'client: 4 × ZODB-3.1'))

  test('an order that nobody has changed is the one of the new text', () => {
    const { session, dropped } = carryOver({ ...openSession(mine), seed: 9 }, null, larger)

    expect(session).toEqual({ ...openSession(larger), seed: 9 })
    expect(dropped).toEqual([])
  })

  test('what was done is kept as far as it is about something, and what is not is said', () => {
    const steps = mine.upgrade.steps.toReversed()
    const did = [
      { at: 1, do: 'kill', node: 'c3' },
      { at: 2, do: 'cut', pair: 'c1-s1' },
      { at: 3, do: 'restart', node: 'c3' },
    ] as const
    const before = { ...openSession(mine), steps, interventions: did }

    const { session, selection, dropped } = carryOver(before, { kind: 'node', id: 'c3' }, smaller)

    expect(session.steps).toEqual(steps.filter(({ node }) => node !== 'c3'))
    expect(session.interventions).toEqual([did[1]])
    expect(selection).toBeNull()
    expect(dropped).toEqual(['1 step', '2 interventions'])
    expect(carryOver(before, { kind: 'pair', id: 'c1-s1' }, larger)).toEqual({
      session: { ...openSession(larger), steps, interventions: did },
      selection: { kind: 'pair', id: 'c1-s1' },
      dropped: [],
    })
  })

  test('a pair or a target is looked at again where it is still there', () => {
    const renamed = own(text.replaceAll('ZODB-3.2', 'ZODB-3.3'))
    const pair = openPair(mine, cell)
    if (pair === null) throw new Error('there is no such pair')
    const target = openTarget(mine, { to: 'ZODB-3.2' })

    expect(carryOver(pair, null, larger).session.pair?.choice).toEqual(cell)
    expect(carryOver(target, null, larger).session.target?.choice).toEqual({ to: 'ZODB-3.2' })
    expect(carryOver(pair, null, renamed)).toMatchObject({ dropped: ['the pair of releases'] })
    expect(carryOver(target, null, renamed)).toMatchObject({ dropped: ['the target'] })
  })
})
