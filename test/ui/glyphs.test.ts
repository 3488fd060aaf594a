import { expect, test } from 'vitest'
import { outcomeLetters, outcomes } from '#sim/scenario/outcome.ts'
import type { PairStatus } from '#sim/views/view.ts'
import { tagHeight, tagLookOf, tagPath } from '#ui/glyphs/message-tag.ts'
import { toneOf, wordOf } from '#ui/glyphs/outcome.ts'
import { glyphBox, outcomeShapes } from '#ui/glyphs/outcome-shapes.ts'

const statuses: readonly PairStatus[] = [...outcomes, 'handshake', 'down']

test('no two statuses share a word or a shape, and no two outcomes a letter', () => {
  expect(new Set(statuses.map(wordOf)).size).toBe(statuses.length)
  expect(new Set(outcomes.map((outcome) => outcomeLetters[outcome])).size).toBe(outcomes.length)
  expect(new Set(statuses.map((status) => JSON.stringify(outcomeShapes[status]))).size).toBe(statuses.length)
})

test('only an outcome that works has a tone that says so', () => {
  expect(Object.fromEntries(statuses.map((status) => [status, toneOf(status)]))).toEqual({
    open: 'ok',
    degraded: 'lossy',
    rejected: 'bad',
    stalled: 'bad',
    'half-open': 'bad',
    handshake: 'quiet',
    down: 'quiet',
  })
})

test('the shapes stay inside their box', () => {
  for (const status of statuses) {
    for (const { d, width = 0 } of outcomeShapes[status]) {
      const start = /^M([\d.]+)[ ,]?([\d.]+)?/.exec(d)
      expect(Number(start?.[1])).toBeGreaterThanOrEqual(width / 2)
      expect(Number(start?.[1])).toBeLessThanOrEqual(glyphBox - width / 2)
    }
  }
})

test('versions, calls and replies are tags, what opens and closes a connection is none', () => {
  expect(tagLookOf('version')).toBe('filled')
  expect(tagLookOf('call')).toBe('outlined')
  expect(tagLookOf('reply')).toBe('dashed')
  for (const kind of ['dial', 'accept', 'refuse', 'close', 'reset'] as const) {
    expect(tagLookOf(kind)).toBe('plain')
  }
})

test('a tag has its point on the side where it goes', () => {
  const points = (path: string) =>
    [...path.matchAll(/[ML](-?[\d.]+) (-?[\d.]+)/g)].map(([, x, y]) => ({ x: Number(x), y: Number(y) }))
  const right = points(tagPath(60, 'right'))
  const left = points(tagPath(60, 'left'))
  expect(right).toHaveLength(5)
  expect(right.filter(({ x }) => x === 30)).toEqual([{ x: 30, y: 0 }])
  expect(left.filter(({ x }) => x === -30)).toEqual([{ x: -30, y: 0 }])
  expect(Math.max(...right.map(({ y }) => y)) * 2).toBe(tagHeight)
})
