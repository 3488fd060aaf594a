import { describe, expect, test } from 'vitest'
import { matrix } from '#sim/rules/matrix.ts'
import { handshake } from '#sim/views/handshake.ts'
import { layOutAttempt } from '#ui/matrix/handshake-layout.ts'
import { zeo } from '../sim/zeo.ts'

const measure = (text: string) => text.length * 6

describe.each([272, 343, 488])('a chart %i px wide', (width) => {
  test.each(matrix(zeo))('shows all of $dialer dials $acceptor', (pair) => {
    const attempt = handshake(zeo, pair)?.attempts[0]
    if (!attempt) throw new Error('there is no attempt')
    const { x, height, arrows, notes, stretches, bar } = layOutAttempt(attempt, width, measure)

    expect(arrows).toHaveLength(attempt.messages.length)
    for (const { from, to } of arrows) {
      // Time runs down.
      expect(to.y).toBeGreaterThan(from.y)
      expect([from.x, to.x].toSorted((a, b) => a - b)).toEqual([x.dialer, x.acceptor])
    }
    // Messages of one direction never overtake each other, and their labels do not touch.
    for (const side of ['dialer', 'acceptor'] as const) {
      const own = arrows.filter(({ message }) => message.from === side)
      for (const [i, arrow] of own.entries()) {
        const before = own[i - 1]
        if (!before) continue
        expect(arrow.from.y - before.from.y).toBeGreaterThanOrEqual(20)
        expect(arrow.to.y).toBeGreaterThan(before.to.y)
        expect(arrow.label.y - before.label.y).toBeGreaterThanOrEqual(18)
      }
      const lines = notes[side].map(({ y }) => y)
      expect(lines).toEqual(lines.toSorted((a, b) => a - b))
      for (const [i, y] of lines.entries()) expect(y - (lines[i - 1] ?? -100)).toBeGreaterThanOrEqual(15)
      expect(Math.max(...lines, 0)).toBeLessThan(height)
    }
    for (const side of ['dialer', 'acceptor'] as const) {
      const own = stretches.filter((stretch) => stretch.side === side)
      // One stretch begins where the one before ends.
      expect(own.slice(1).map(({ from }) => from)).toEqual(own.slice(0, -1).map(({ to }) => to))
    }
    expect(bar !== null).toBe(attempt.unanswered !== null)
  })
})

test('every word of a note finds its place', () => {
  const attempt = handshake(zeo, { link: 'client-server', dialer: 'ZODB-3.1', acceptor: 'ZODB-3.2' })
    ?.attempts[0]
  if (!attempt) throw new Error('there is no attempt')
  const { notes } = layOutAttempt(attempt, 300, measure)
  const said = notes.dialer.map(({ text }) => text).join(' ')
  expect(said).toBe(
    'does not accept Z201 stays in its handshake takes the reply for a handshake register unanswered',
  )
})
