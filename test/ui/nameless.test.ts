/** A document whose nodes and hosts are called c1, c2 …, to be shared. */

import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { withoutNames } from '#ui/document/nameless.ts'
import { readOwn } from '#ui/document/read-own.ts'
import { makeAtOnce } from '#ui/session/made.ts'
import { ownTextOf } from '#ui/session/own-text.ts'
import { openSession } from '#ui/session/session.ts'
import { begin, change, type State } from '#ui/session/state.ts'

const zeo = readFileSync('scenarios/zeo-2002.yaml', 'utf8')

/** The cluster of that story, with names that say something. */
const named = zeo
  .replace(
    /cluster: .*/,
    'cluster: { client: { till-berlin: ZODB-3.1, till-bonn: ZODB-3.1 }, server: { vault: ZODB-3.1 } }',
  )
  .replace('title: ZEO, December 2002', 'title: The vault of till-bonn # vaults are others')

function shown(text: string): State {
  const read = readOwn({ file: 'bank.yaml', text, from: { kind: 'link' } })
  if (!read.ok) throw new Error(read.faults.join('\n'))
  const made = makeAtOnce(openSession(read.scenario))
  if (made === null) throw new Error('it is too large')
  return begin(made)
}

function without(state: State) {
  const nameless = withoutNames(state)
  if (!nameless.ok) throw new Error(nameless.fault)
  return nameless
}

describe('without its names', () => {
  test('a text says nothing of them, in comments and titles neither', () => {
    const { state, count } = without(shown(named))

    expect(count).toBe(3)
    const text = ownTextOf(state.session)?.text ?? ''
    expect(text).toContain('title: The vault of c2 # vaults are others'.replace('vault of', 's1 of'))
    expect(text).not.toMatch(/till|bonn|berlin|vault\b/)
    expect(ownTextOf(state.session)?.file).toBe('scenario.yaml')
  })

  test('what was done and what is looked at is about the same nodes', () => {
    const start = shown(named)
    const done = change(
      change(start, {
        do: 'revise',
        session: { ...start.session, steps: start.session.steps.toReversed() },
      }),
      { do: 'intervene', intervention: { do: 'cut', pair: 'till-bonn-vault' }, at: 3 },
    )
    const { state } = without({ ...done, selection: { kind: 'node', id: 'vault' } })

    expect(state.session.steps.map(({ node }) => node)).toEqual(
      done.session.steps.map(({ node }) => ({ 'till-berlin': 'c1', 'till-bonn': 'c2', vault: 's1' })[node]),
    )
    expect(state.session.interventions).toEqual([{ at: 3, do: 'cut', pair: 'c2-s1' }])
    expect(state.selection).toEqual({ kind: 'node', id: 's1' })
  })

  test('the run is the same where latencies are not drawn, and it is said where it is not', () => {
    const fixed = named.replace('20 ms ± 5 ms', '20 ms')

    expect(without(shown(fixed))).toMatchObject({ isSameRun: true })
    expect(without(shown(named))).toMatchObject({ isSameRun: false })
  })

  test('a node that is called as a key of the language is not taken for one', () => {
    const confused = named.replaceAll('vault', 'roles')

    expect(withoutNames(shown(confused))).toMatchObject({
      ok: false,
      fault: expect.stringContaining('is called as something else'),
    })
  })

  test('nodes that are called so already stay', () => {
    expect(without(shown(zeo))).toMatchObject({ count: 0, isSameRun: true })
  })
})
