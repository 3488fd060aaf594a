// Both sides of @xstate/inspect, in Node: what the bridge tells arrives at the package's own receiver.
import { createWindowReceiver } from '@xstate/inspect'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { HandedEvent } from '#sim/engine/intervention.ts'
import { createFeed, usualLimits } from '#sim/inspect/feed.ts'
import type { Inspection } from '#sim/inspect/inspection.ts'
import type { Host } from '#sim/inspect/xstate4/bridge.ts'
import { toName4 } from '#sim/inspect/xstate4/names.ts'
import type { RunContext } from '#sim/inspect/xstate4/run-service.ts'
import { type Run, stateAfter } from '#sim/run/run.ts'
import { attach } from '#ui/inspect/attach.ts'
import { listener } from '../sim/inspect/told.ts'
import { machinesIn } from '../sim/machines.ts'
import { runZeo } from '../sim/zeo.ts'
import { deliver, type FakeWindow, inPage, windows } from './windows.ts'

/** What the receiver hands on, parsed by it. */
interface Received {
  readonly type: 'service.register' | 'service.state' | 'service.event' | 'service.stop'
  readonly sessionId: string
  readonly machine?: { readonly id: string; readonly events: readonly string[] }
  readonly state?: {
    readonly value: unknown
    readonly context: unknown
    readonly _event: { readonly name: string }
  }
  readonly event?: { readonly name: string; readonly data: object; readonly origin?: string }
}

interface Receiver {
  readonly send: (event: object) => void
  readonly subscribe: (next: (event: Received) => void) => void
}

const run = runZeo({ until: 20_000 })

let page: FakeWindow
let viewer: FakeWindow

beforeEach(() => {
  ;({ page, viewer } = windows())
  inPage(page)
})
afterEach(() => vi.unstubAllGlobals())

/** A viewer that listens: everything that it was told, and what it may say. */
function view() {
  const options = { window: viewer, targetWindow: page }
  const receiver = createWindowReceiver(options as never) as unknown as Receiver
  const told: Received[] = []
  receiver.subscribe((event) => told.push(event))
  const send = (origin: string, event: object) => {
    const scxml = { $$type: 'scxml', type: 'external', name: Object(event).type, data: event, origin }
    receiver.send({ type: 'xstate.event', event: JSON.stringify(scxml) })
  }
  /** What the run says of itself. */
  const about = () =>
    told.findLast((event) => event.sessionId === 'run' && event.state)?.state?.context as RunContext
  const greet = () => receiver.send({ type: 'xstate.inspecting' })
  return { told, send, about, greet }
}

function host(send: Host['send'] = () => null) {
  return { send: vi.fn(send), seek: vi.fn(), selected: vi.fn() }
}

function open(to: Host) {
  return attach(
    { frame: null, window: () => viewer as never, url: `${'http://parley.test'}/inspect.html` },
    to,
  )
}

const shown = (of: Run, moment: number) => ({ run: of, moment, at: stateAfter(of, moment).now })

const ofMachines = (told: readonly Received[]) => told.filter(({ sessionId }) => sessionId !== 'run')

test('machines, events and states arrive, in the order of the run', () => {
  const bridge = open(host())
  const { told } = view()
  for (let moment = 0; moment <= run.moments; moment++) bridge.show(shown(run, moment))

  const expected = listener()
  const feed = createFeed(expected.sink)
  for (let moment = 0; moment <= run.moments; moment++) feed.show(run, moment)
  expect(expected.known.size).toBeLessThan(usualLimits.machines)
  expect(ofMachines(told).map(sayReceived)).toEqual(expected.records.flatMap(sayTold))
})

const isAt = (actor: string, state: unknown) => `${actor} is ${JSON.stringify(state)}`

/** What the receiver is to make of a record. */
function sayTold(record: Inspection): string[] {
  const { kind, actor } = record
  if (kind === 'actor')
    return [`new: ${isAt(actor.id, record.snapshot.value)}`, `${actor.id} takes xstate.init`]
  if (kind === 'snapshot') return [isAt(actor.id, record.snapshot.value)]
  if (kind === 'gone') return [`${actor.id} is gone`]
  const from = record.source === null ? '' : ` of ${record.source}`
  return [`${actor.id} takes ${toName4(record.event.type)}${from}`]
}

function sayReceived({ type, sessionId, state, event }: Received): string {
  if (type === 'service.register') return `new: ${isAt(sessionId, state?.value)}`
  if (type === 'service.state') return isAt(sessionId, state?.value)
  if (type === 'service.stop') return `${sessionId} is gone`
  return `${sessionId} takes ${event?.name}${event?.origin ? ` of ${event.origin}` : ''}`
}

test('a state has the context of the machine', () => {
  const bridge = open(host())
  const { told } = view()
  bridge.show(shown(run, run.moments))

  const actors = machinesIn(stateAfter(run, run.moments))
  for (const [id, { table, state }] of actors) {
    const { value, context } = table.snapshot(state)
    const registered = told.find(({ type, sessionId }) => type === 'service.register' && sessionId === id)
    expect(registered?.state?.value).toEqual(value)
    expect(registered?.state?.context).toEqual(JSON.parse(JSON.stringify(context)))
  }
})

test('a viewer that comes later is told how things stand', () => {
  const bridge = open(host())
  bridge.show(shown(run, run.moments))
  const { told, about, greet } = view()
  // Between real windows the first greeting is under way while the viewer begins to listen.
  greet()

  const actors = machinesIn(stateAfter(run, run.moments))
  const registered = told.filter(({ type }) => type === 'service.register').map(({ sessionId }) => sessionId)
  expect(registered.sort()).toEqual(['run', ...actors.keys()].sort())
  bridge.show(shown(run, 0))
  expect(about()).toMatchObject({ moment: 0, at: 0 })
})

describe('time that is turned back', () => {
  test('shows the states at that time', () => {
    const bridge = open(host())
    const { told, about } = view()
    bridge.show(shown(run, run.moments))
    told.length = 0

    bridge.show(shown(run, 60))

    const actors = machinesIn(stateAfter(run, 60))
    const states = new Map(told.flatMap(({ sessionId, state }) => (state ? [[sessionId, state]] : [])))
    expect(states.get('connector c1-s1')?._event).toMatchObject({
      name: 'parley.seek',
      parley: { moment: 60 },
    })
    for (const [id, { table, state }] of actors) {
      expect(states.get(id)?.value).toEqual(table.snapshot(state).value)
    }
    const gone = told.filter(({ type }) => type === 'service.stop').map(({ sessionId }) => sessionId)
    const later = [...machinesIn(stateAfter(run, run.moments)).keys()].filter((id) => !actors.has(id))
    expect(gone.sort()).toEqual(later.sort())
    expect(about()).toMatchObject({ moment: 60 })
  })

  test('and on again, tells of the same events as before', () => {
    const bridge = open(host())
    const { told } = view()
    const play = () => {
      told.length = 0
      for (let moment = 101; moment <= 120; moment++) bridge.show(shown(run, moment))
      return ofMachines(told).map(({ type, sessionId, state, event }) => [
        type,
        sessionId,
        state?.value,
        event?.name,
      ])
    }
    bridge.show(shown(run, 100))
    const first = play()
    bridge.show(shown(run, 100))
    expect(play()).toEqual(first)
    expect(first.length).toBeGreaterThan(20)
  })
})

describe('the viewer', () => {
  const actor = 'end c1-s2#1 dialer'

  test('sends an event to a machine: it arrives once, and comes back only as what the run makes of it', () => {
    const to = host()
    const bridge = open(to)
    const { told, send, about } = view()
    bridge.show(shown(run, 100))
    told.length = 0

    send(actor, { type: 'version', version: 'Z201', again: false })

    expect(to.send.mock.calls).toEqual([[actor, { type: 'version', version: 'Z201' }]])
    expect(ofMachines(told)).toEqual([])
    expect(about().refused).toBeNull()
  })

  test('sends a timer by the name that XState 4 has for it', () => {
    const to = host()
    const bridge = open(to)
    const { send } = view()
    bridge.show(shown(run, 100))

    send('node s1', { type: 'xstate.after(drain)#node.draining' })

    expect(to.send.mock.calls).toEqual([['node s1', { type: 'xstate.after.drain.node.draining' }]])
  })

  test('is told why an event was refused', () => {
    const bridge = open(host(() => 'nobody is there'))
    const { send, about } = view()
    bridge.show(shown(run, 100))

    send(actor, { type: 'close' })
    expect(about().refused).toEqual({ actor, event: 'close', reason: 'nobody is there' })

    send(actor, { type: 'version', version: { of: 'mine' } })
    expect(about().refused).toEqual({
      actor,
      event: '',
      reason: 'an event has a type, and else texts and true',
    })
  })

  test('chooses by names and states', () => {
    const bridge = open(host())
    const { told, send, about } = view()
    bridge.show(shown(run, 100))
    told.length = 0

    send('run', { type: 'filter', filter: 'c1 connector' })

    const actors = machinesIn(stateAfter(run, 100))
    expect(about()).toMatchObject({ filter: 'c1 connector', there: actors.size, matching: 2, told: 2 })
    expect(told.filter(({ type }) => type === 'service.stop').length).toBe(actors.size - 2)
  })

  test('looks at one machine and is told what it has had', () => {
    const to = host()
    const bridge = open(to)
    const { told, send, about } = view()
    bridge.show(shown(run, 100))
    told.length = 0

    send('run', { type: 'select', actor: 'node s1' })

    expect(to.selected.mock.calls).toEqual([['node s1']])
    expect(about().selected).toBe('node s1')
    expect(told.map(({ type, event }) => event?.name ?? type).slice(0, -1)).toEqual([
      'service.register',
      'xstate.init',
      'upgrade',
      'service.state',
      'xstate.after(drain)#node.draining',
      'service.state',
      'xstate.after(down)#node.down',
      'service.state',
      'xstate.after(start)#node.starting',
      'service.state',
    ])
  })

  test('asks for another time', () => {
    const to = host()
    const bridge = open(to)
    const { send } = view()
    bridge.show(shown(run, 100))

    send('run', { type: 'seek', time: 12.5 })
    send('run', { type: 'seek', time: 'soon' })
    send('run', { type: 'explode' })

    expect(to.seek.mock.calls).toEqual([[12.5]])
  })

  test('knows every event that a machine can take', () => {
    const bridge = open(host())
    const { told } = view()
    bridge.show(shown(run, 100))

    for (const [id, { table }] of machinesIn(stateAfter(run, 100))) {
      const machine = told.find(
        ({ type, sessionId }) => type === 'service.register' && sessionId === id,
      )?.machine
      const own = (machine?.events ?? []).filter((name) => name !== '')
      expect(own.toSorted()).toEqual(table.machine.events.map(toName4).filter(Boolean).toSorted())
    }
  })

  test('that is not the one that was opened is not heard, nor is one that says anything else', () => {
    const to = host()
    const bridge = open(to)
    const { send } = view()
    bridge.show(shown(run, 100))
    const event: HandedEvent = { type: 'close' }
    const message = {
      type: 'xstate.event',
      event: JSON.stringify({ $$type: 'scxml', name: 'close', data: event, origin: actor }),
    }

    deliver(page, message, windows().viewer)
    deliver(page, message, viewer, 'http://elsewhere.test')
    deliver(page, { type: 'xstate.event', event: '{' }, viewer)
    deliver(page, { type: 'xstate.event', event: '{}' }, viewer)
    deliver(page, { type: 'disconnect' }, viewer)
    expect(to.send).not.toHaveBeenCalled()

    send(actor, event)
    expect(to.send).toHaveBeenCalledOnce()
  })

  test('hears no more once the inspector is closed', () => {
    const bridge = open(host())
    const { told } = view()
    bridge.show(shown(run, 100))
    const { size } = machinesIn(stateAfter(run, 100))
    told.length = 0

    bridge.end()

    expect(told.map(({ type }) => type)).toEqual(Array(size + 1).fill('service.stop'))
  })
})

test('an event that the viewer sends changes the run, and the viewer sees it', () => {
  const broken = [...run.trace].find((event) => event.kind === 'attempt' && event.outcome === 'half-open')
  const stalled = `end ${broken?.kind === 'attempt' ? broken.connection : ''} dialer`
  const moment = broken?.moment ?? 0
  const { interventions } = run.spec
  const at = shown(run, moment).at + 0.001
  const bridge = open(
    host((actor, event) => {
      const changed = runZeo({
        until: 20_000,
        interventions: [...interventions, { at, do: 'send', actor, event }],
      })
      bridge.show(shown(changed, moment + 1))
      return null
    }),
  )
  const { told, send } = view()
  bridge.show(shown(run, moment))
  send('run', { type: 'select', actor: stalled })
  const last = () => told.findLast(({ sessionId, state }) => sessionId === stalled && state)?.state
  expect(last()?.value).toEqual({ handshake: 'stalled', queue: 'passing' })

  send(stalled, { type: 'close' })

  expect(last()?.value).toEqual({ handshake: 'closed', queue: 'shut' })
  expect(
    told.filter(({ sessionId, event }) => sessionId === stalled && event?.name === 'close'),
  ).toHaveLength(1)
})
