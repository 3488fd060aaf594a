import { expect, test } from 'vitest'
import { membersOf } from '#sim/inspect/members.ts'
import { simulate, stateAfter } from '#sim/run/run.ts'
import { openSession, specOf } from '#ui/session/session.ts'
import { zeo } from '../zeo.ts'

const run = simulate(specOf(openSession(zeo)))
const said = (id: string | null, moment: number) =>
  membersOf(run.cluster, stateAfter(run, moment), id).map(({ node, role, label, isNew }) =>
    [node, role, label, isNew ? 'new' : 'old'].join(' '),
  )

test('the nodes behind a machine are told, its own first, with what they run', () => {
  expect(said('node c1', 0)).toEqual(['c1 client 3.1 old'])
  expect(said('node c1', run.moments)).toEqual(['c1 client 3.2 new'])
  expect(said('connector c1-s2', 0)).toEqual(['c1 client 3.1 old'])
  expect(said('rollout', run.moments)).toEqual([])
  expect(said(null, 0)).toEqual([])
  expect(said('end c1-s1#99 dialer', 0)).toEqual([])
})

test('an end keeps the release that it was made by', () => {
  const moment =
    [...run.trace].find((event) => event.kind === 'attempt' && event.severity === 'error')?.moment ?? 0
  expect(said('end c1-s1#3 dialer', moment)).toEqual(['c1 client 3.1 old', 's1 server 3.2 new'])
  expect(said('end c1-s1#3 acceptor', moment)).toEqual(['s1 server 3.2 new', 'c1 client 3.1 old'])
})
