/** Ten million nodes of which a rule counts how many there are: an answer at once, or how many may be there at most. */
import { expect, test } from 'vitest'
import { command, parley, runNode, temporaryFile } from './parley.ts'

const voters = (accepts: string) => `
title: Ten million voters
versions: [V1, V2]
roles:
  a:
    r1: { speaks: at once, offers: V1, answers: lower, accepts: V1, as: { acceptor: { speaks: after the peer } } }
    r2: { offers: V2, accepts: ${accepts} }
links: [{ from: a, to: a }]
service: { quorum: a }
cluster: { a: 9999999 × r1 }
upgrade: { to: { a: r2 } }
`

/** With no more memory than a small machine has. */
const small = (...words: string[]) => runNode(['--max-old-space-size=256', command, ...words])

test('they are counted and not listed', () => {
  const file = temporaryFile('voters.yaml', voters('V1..V2'))
  expect(small('validate', file)).toMatchObject({
    status: 0,
    out: expect.stringContaining('9,999,999 × a, 1 link and an upgrade of 9,999,999 steps'),
  })
  const { status, out } = small('plan', file)
  expect(status).toBe(0)
  expect(out).toContain('Nothing: every order is safe.')
  expect(out).toContain('The best order: 9,999,999 steps in 1 wave\n  1  every a to r2')
  const checked = small('check', file)
  expect(checked.status).toBe(0)
  expect(checked.out).toContain('Here stand a24 for 9,999,975 others that are like it.')
  // What is told to be run can be run.
  expect(checked.out).not.toContain('parley run')
})

test.each(['run', 'check --exhaustive'])('%s says how many it takes', (words) => {
  const file = temporaryFile('voters.yaml', voters('V1..V2'))
  const what = words.split(' ').at(-1)
  expect(small(...words.split(' '), file)).toEqual({
    status: 2,
    out: '',
    err: `parley: ${what}: found a cluster of 9,999,999 nodes, expected at most 10,000\n`,
  })
})

test.each(['plan', 'check'])('%s says what is too much where it matters which of them run what', (word) => {
  const file = temporaryFile('voters.yaml', voters('V2'))
  expect(small(word, file)).toEqual({
    status: 2,
    out: '',
    err: `parley: ${word}: found 9,999,999 nodes of a, expected at most 10,000 where their numbers decide: a r1 and a r2 vote and do not reach each other\n`,
  })
})

test('they are taken at a pace at which they can be told apart, or all at once', () => {
  const file = temporaryFile('voters.yaml', voters('V1..V2'))
  expect(small('check', file, '--pace', '1000')).toEqual({
    status: 2,
    out: '',
    err: 'parley: --pace: found 1,000 of a at a time, expected 23 at most, or all: of 9,999,999 only 24 are told apart\n',
  })
  expect(small('check', file, '--pace', '5').status).toBe(0)
  expect(small('check', file, '--pace', 'all').status).toBe(1)
})

test('more than anybody counts are a mistake of the file', () => {
  const file = temporaryFile('voters.yaml', voters('V2').replace('9999999', '9'.repeat(30)))
  const { status, err } = parley('validate', file)
  expect(status).toBe(2)
  expect(err).toContain('expected at most 1000000000 nodes in all')
})
