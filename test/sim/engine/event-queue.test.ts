import fc from 'fast-check'
import { describe, expect, it, vi } from 'vitest'
import {
  copyEventQueue,
  createEventQueue,
  type EventQueue,
  peek,
  put,
  take,
} from '#sim/engine/event-queue.ts'

// Many random examples take their time on a busy machine.
vi.setConfig({ testTimeout: 60_000 })

/** The slow, obvious eventQueue: a list that is sorted whenever something is put down. */
class SortedList {
  readonly entries: { at: number; sequence: number }[] = []
  count = 0
  now = 0

  put(at: number): void {
    this.entries.push({ at, sequence: this.count++ })
    this.entries.sort((a, b) => a.at - b.at || a.sequence - b.sequence)
  }

  take(): { at: number; sequence: number } | null {
    const entry = this.entries.shift() ?? null
    if (entry) this.now = entry.at
    return entry
  }

  copy(): SortedList {
    const copy = new SortedList()
    copy.entries.push(...this.entries)
    copy.count = this.count
    copy.now = this.now
    return copy
  }
}

type Command = { do: 'put'; in: number } | { do: 'take' | 'peek' | 'copy' }

/** How far ahead things are put down: at once, close together, far apart, and dust. */
const delay = fc.oneof(
  fc.constant(0),
  fc.integer({ min: 0, max: 20 }),
  fc.integer({ min: 0, max: 300_000 }),
  fc.constantFrom(0.001, 0.0015, 1e9, 86_400_000.001),
  fc.double({ min: 0, max: 100, noNaN: true }),
)

const commands = fc.array(
  fc.oneof(
    { weight: 5, arbitrary: delay.map((ahead): Command => ({ do: 'put', in: ahead })) },
    { weight: 4, arbitrary: fc.constant<Command>({ do: 'take' }) },
    { weight: 1, arbitrary: fc.constantFrom<Command>({ do: 'peek' }, { do: 'copy' }) },
  ),
  { maxLength: 120, size: 'max' },
)

/** Does what is asked to both, and compares all that they give back. Ends by taking everything. */
function sameAsSortedList(asked: readonly Command[]): void {
  let model = new SortedList()
  let eventQueue: EventQueue<number> = createEventQueue()
  const kept: { eventQueue: EventQueue<number>; model: SortedList }[] = []
  for (const command of asked) {
    switch (command.do) {
      case 'put':
        put(eventQueue, model.now + command.in, model.count)
        model.put(model.now + command.in)
        break
      case 'take':
        expect(seen(take(eventQueue))).toEqual(model.take())
        break
      case 'peek':
        expect(seen(peek(eventQueue))).toEqual(model.entries[0] ?? null)
        break
      case 'copy':
        // Goes on with the copies; what was copied must not notice.
        kept.push({ eventQueue, model })
        eventQueue = copyEventQueue(eventQueue)
        model = model.copy()
    }
    expect(eventQueue.size).toBe(model.entries.length)
  }
  for (const both of [...kept, { eventQueue, model }]) drain(both.eventQueue, both.model)
}

function drain(eventQueue: EventQueue<number>, model: SortedList): void {
  for (;;) {
    const expected = model.take()
    expect(seen(take(eventQueue))).toEqual(expected)
    if (expected === null) return
  }
}

function seen(entry: { at: number; sequence: number; item: number } | null) {
  if (entry === null) return null
  expect(entry.item).toBe(entry.sequence)
  return { at: entry.at, sequence: entry.sequence }
}

describe('an eventQueue', () => {
  it('gives what a sorted list gives, whatever is put down, taken and copied', () => {
    fc.assert(fc.property(commands, sameAsSortedList), { numRuns: 300 })
  })

  it('takes what falls on the same time in the order in which it was put down', () => {
    const eventQueue = createEventQueue<string>()
    for (const name of ['a', 'b', 'c', 'd']) put(eventQueue, name === 'a' ? 7 : 5, name)
    expect(
      [take(eventQueue), take(eventQueue), take(eventQueue), take(eventQueue)].map((entry) => entry?.item),
    ).toEqual(['b', 'c', 'd', 'a'])
  })

  it('holds thousands, growing and shrinking, with a few far ahead', () => {
    const eventQueue = createEventQueue<number>()
    const model = new SortedList()
    const times = Array.from({ length: 3_000 }, (_, i) => ((i * 7_919) % 1_009) + (i % 500 === 0 ? 1e7 : 0))
    for (const at of times) put(eventQueue, at, model.count++)
    model.entries.push(...times.map((at, sequence) => ({ at, sequence })))
    model.entries.sort((a, b) => a.at - b.at || a.sequence - b.sequence)
    drain(eventQueue, model)
    expect(peek(eventQueue)).toBeNull()
    expect(take(eventQueue)).toBeNull()
  })

  it('goes back to an earlier day when something is put down between now and what is next', () => {
    const eventQueue = createEventQueue<string>()
    put(eventQueue, 1_000_000, 'far')
    expect(peek(eventQueue)?.item).toBe('far')
    put(eventQueue, 3, 'near')
    expect(peek(eventQueue)?.item).toBe('near')
    expect(take(eventQueue)?.item).toBe('near')
    expect(take(eventQueue)?.item).toBe('far')
  })
})
