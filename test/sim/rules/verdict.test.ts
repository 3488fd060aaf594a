/** How bad what is found is, and what follows from all of it. */
import { describe, expect, test } from 'vitest'
import {
  type Breach,
  distinct,
  type Finding,
  isAsBad,
  keepOf,
  keyOf,
  type Severity,
  severityOf,
  type Verdict,
  verdictOf,
  worse,
} from '#sim/rules/verdict.ts'
import { type Condition, usualConditions } from '#sim/scenario/model.ts'

const finding = (severity: Severity, reason = 'it is so', more: Partial<Finding> = {}): Finding => ({
  rule: 'data',
  severity,
  reason,
  source: null,
  ...more,
})

/** The conditions each of which makes a breach worse than a loss. */
const conditions: readonly Condition[] = ['working', 'preferred', 'open', 'readable', 'supported', 'service']

test.each([
  ['broken', ['working', 'preferred', 'open'], 'unsafe'],
  ['lost', ['open'], 'unsafe'],
  ['fallback', ['preferred', 'open'], 'unsafe'],
  ['unreadable', ['readable'], 'unsafe'],
  ['unsupported', ['supported'], 'unsupported'],
  ['degraded', [], 'unsafe'],
] as const)('what is %s is bad where one of %j has to be kept', (breach: Breach, worseWith, severity) => {
  for (const condition of conditions) {
    const isBad = worseWith.some((each) => each === condition)
    expect(severityOf(breach, new Set([condition])), condition).toBe(isBad ? severity : 'degraded')
  }
  expect(severityOf(breach, new Set())).toBe('degraded')
})

test('what fails is unsafe whatever has to be kept', () => {
  expect(severityOf('fails', new Set())).toBe('unsafe')
})

test('the usual has to be kept where nothing else is said', () => {
  expect(keepOf({ upgrade: { at: 0, steps: [] } })).toEqual(new Set(usualConditions))
  expect(keepOf({ upgrade: { at: 0, steps: [], keep: ['open'] } })).toEqual(new Set(['open']))
})

describe('of several findings', () => {
  test('the worst come first, and of one saying the worst is kept', () => {
    const all = [
      finding('degraded', 'one'),
      finding('unsupported', 'two'),
      finding('unsafe', 'one', { source: 'guide' }),
      finding('unsafe', 'three'),
      finding('degraded', 'one', { rule: 'quorum' }),
    ]
    expect(distinct(all).map(({ severity, rule, reason }) => `${severity} ${rule} ${reason}`)).toEqual([
      'unsafe data one',
      'unsafe data three',
      'unsupported data two',
      'degraded quorum one',
    ])
  })

  test('each of two nodes is another, though it says the same', () => {
    const pair = { link: 'a-b', dialer: 'r', acceptor: 'r', outcome: 'rejected', id: 'a1-b1' } as const
    expect(keyOf(finding('unsafe', 'no', { pair }))).not.toBe(keyOf(finding('unsafe', 'no')))
    expect(keyOf(finding('unsafe', 'no'))).toBe(keyOf(finding('degraded', 'no')))
  })
})

test.each([
  ['unsafe', 'unsupported', true],
  ['unsafe', 'unsafe', true],
  ['unsupported', 'unsafe', false],
  ['unsupported', 'degraded', true],
  ['degraded', 'unsupported', false],
] as const)('%s is as bad as %s: %s', (one, other, isSo) => {
  expect(isAsBad(one, other)).toBe(isSo)
})

test.each([
  [[], true, 'safe'],
  [['degraded'], true, 'safe'],
  [['degraded', 'unsupported'], true, 'unsupported'],
  [['unsupported', 'unsafe'], true, 'unsafe'],
  [[], false, 'unknown'],
  [['unsupported'], false, 'unknown'],
  [['unsafe'], false, 'unsafe'],
] as [Severity[], boolean, Verdict][])(
  'of %j, where all was seen: %s, follows %s',
  (all, isSeen, verdict) => {
    expect(
      verdictOf(
        all.map((severity) => finding(severity)),
        isSeen,
      ),
    ).toBe(verdict)
  },
)

test('all was seen unless it is said', () => {
  expect(verdictOf([])).toBe('safe')
})

test('the worse of two verdicts', () => {
  const order: readonly Verdict[] = ['safe', 'unsupported', 'unknown', 'unsafe']
  for (const [i, one] of order.entries()) {
    for (const [j, other] of order.entries()) expect(worse(one, other)).toBe(order[Math.max(i, j)])
  }
})
