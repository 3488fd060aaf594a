import { describe, expect, test } from 'vitest'
import type { ScxmlEvent, ServiceState } from '#sim/inspect/xstate4/protocol.ts'
import { eventsNow, nothing, type Seen, see } from '#ui/viewer/model.ts'
import type { Received, ReceivedMachine } from '#ui/viewer/received.ts'

const machine: ReceivedMachine = {
  id: 'end',
  events: ['', 'close', 'version', 'xstate.after(patience)#end.handshake.awaiting'],
  resolveState: () => ({ nextEvents: ['close', '', 'xstate.after(patience)#end.handshake.awaiting'] }),
}

const id = 'end c1-s1#1 dialer'

const scxml = (type: string, moment: number, more = {}): ScxmlEvent => ({
  $$type: 'scxml',
  type: 'external',
  name: type,
  data: { type, ...more },
  parley: { at: moment * 10, moment },
})

const state = (handshake: string, event: ScxmlEvent): ServiceState => ({
  value: { handshake, queue: 'passing' },
  context: {},
  _event: event,
  event: event.data,
  done: false,
  tags: [],
})

const register = (handshake: string): Received => ({
  type: 'service.register',
  sessionId: id,
  machine,
  state: state(handshake, scxml('xstate.init', 0)),
})
const take = (event: ScxmlEvent): Received => ({ type: 'service.event', sessionId: id, event })
const stand = (handshake: string, event: ScxmlEvent): Received => ({
  type: 'service.state',
  sessionId: id,
  state: state(handshake, event),
})

const all = (...received: Received[]): Seen => received.reduce(see, nothing)

const version = scxml('version', 3, { version: 'Z200', again: true })
const message = scxml('message', 4)
const played = [
  register('awaiting'),
  take(scxml('xstate.init', 0)),
  take(version),
  stand('open', version),
  take(message),
  stand('open', message),
]

test('a machine has its state and the events that it was seen to take, with what came of them', () => {
  const seen = all(...played).machines.get(id)

  expect(seen).toMatchObject({ kind: 'end', leaves: ['handshake.open', 'queue.passing'] })
  expect(seen?.events).toMatchObject([
    {
      number: 1,
      type: 'version',
      fields: { version: 'Z200', again: true },
      at: 30,
      moment: 3,
      source: null,
      move: { from: ['handshake.awaiting', 'queue.passing'], to: ['handshake.open', 'queue.passing'] },
    },
    { number: 2, type: 'message', move: null },
  ])
})

describe('time that is turned back', () => {
  test('takes back the events that were later', () => {
    const seen = all(...played, stand('open', scxml('parley.seek', 3))).machines.get(id)
    expect(seen?.events.map(({ type }) => type)).toEqual(['version'])

    const start = all(...played, stand('awaiting', scxml('parley.seek', 2))).machines.get(id)
    expect(start).toMatchObject({ leaves: ['handshake.awaiting', 'queue.passing'], events: [] })
  })
})

test('a machine that is told of anew has no past, and one that is gone is not there', () => {
  expect(all(...played, register('closed')).machines.get(id)).toMatchObject({
    leaves: ['handshake.closed', 'queue.passing'],
    events: [],
  })
  expect(all(...played, { type: 'service.stop', sessionId: id }).machines.size).toBe(0)
  expect(all(take(version)).machines.size).toBe(0)
})

test('the run is no machine', () => {
  const context = { at: 5, moment: 1 }
  const told = { ...state('', scxml('parley.seek', 1)), value: 'shown', context }
  const seen = all({ type: 'service.register', sessionId: 'run', machine, state: told })

  expect(seen).toEqual({ run: context, machines: new Map() })
  expect(see(seen, { type: 'service.stop', sessionId: 'run' })).toEqual(nothing)
})

test('no more than some hundreds of events are kept', () => {
  const events = Array.from({ length: 600 }, (_, moment) => take(scxml('message', moment)))
  const seen = all(register('open'), ...events).machines.get(id)
  expect(seen?.events.length).toBe(500)
  expect(seen?.events.at(-1)?.number).toBe(600)
})

test('the events that a state takes notice of stand apart, by their names in XState 5', () => {
  const seen = all(register('awaiting')).machines.get(id)
  expect(seen && eventsNow(seen)).toEqual({
    heeded: ['close', 'xstate.after.patience.end.handshake.awaiting'],
    others: ['version'],
  })
})
