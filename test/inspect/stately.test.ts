// Both sides of @statelyai/inspect, in Node: what the page tells arrives at the package's own receiver.
import { createBrowserReceiver } from '@statelyai/inspect'
import canonicalize from 'canonicalize'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createFeed, type Feeding, usualLimits } from '#sim/inspect/feed.ts'
import type { Inspection } from '#sim/inspect/inspection.ts'
import { stateAfter } from '#sim/run/run.ts'
import { openStately } from '#ui/inspect/stately.ts'
import { statelyUrl } from '#ui/inspect/stately-url.ts'
import { listener } from '../sim/inspect/told.ts'
import { machinesIn } from '../sim/machines.ts'
import { runZeo } from '../sim/zeo.ts'
import { type FakeWindow, inPage, windows } from './windows.ts'

/** What the receiver hands on. The package sorts the keys of what it tells. */
interface Received {
  readonly type: '@xstate.actor' | '@xstate.event' | '@xstate.snapshot'
  readonly sessionId: string
  readonly rootId: string
  readonly parentId?: string
  readonly sourceId?: string
  readonly name?: string
  readonly definition?: string
  readonly event?: { readonly type: string }
  readonly snapshot?: { readonly status: string; readonly value: unknown; readonly context: object }
}

const run = runZeo({ until: 20_000 })

let page: FakeWindow
let viewer: FakeWindow
let idle: (() => void)[]

beforeEach(() => {
  ;({ page, viewer } = windows(new URL(statelyUrl).origin))
  idle = []
  Object.assign(page, { requestIdleCallback: (then: () => void) => idle.push(then) })
  inPage(page)
})
afterEach(() => vi.unstubAllGlobals())

/** The browser has time. */
const rest = () => {
  for (const then of idle.splice(0)) then()
}

/** Stately's inspector is there, and listens. */
function arrive(): Received[] {
  const told: Received[] = []
  createBrowserReceiver({ window: viewer as never }).subscribe((event) => void told.push(event as never))
  return told
}

function open() {
  const there = vi.fn()
  const fed: Feeding[] = []
  return { link: openStately(there, (feeding) => fed.push(feeding)), there, fed }
}

const ofMachines = (told: readonly Received[]) => told.filter(({ sessionId }) => sessionId !== 'x:run')

function sayTold(record: Inspection): string {
  const { kind, actor } = record
  if (kind === 'gone') return `${actor.id} is gone`
  if (kind === 'event') return `${actor.id} takes ${record.event.type} of ${record.source ?? 'nobody'}`
  const isNew = kind === 'actor' ? 'new: ' : ''
  return `${isNew}${actor.id} is ${canonicalize([record.snapshot.value, record.snapshot.context])}`
}

function sayReceived({ type, sessionId, sourceId, event, snapshot }: Received): string {
  const id = sessionId.slice('x:'.length)
  if (type === '@xstate.event')
    return `${id} takes ${event?.type} of ${sourceId?.slice('x:'.length) ?? 'nobody'}`
  if (snapshot?.status === 'stopped') return `${id} is gone`
  const isNew = type === '@xstate.actor' ? 'new: ' : ''
  return `${isNew}${id} is ${canonicalize([snapshot?.value, snapshot?.context])}`
}

test('machines, events and states arrive in the order of the run, however late the package looks at them', () => {
  const { link } = open()
  const told = arrive()
  for (let moment = 0; moment <= run.moments; moment++) link.show(run, moment, '')
  expect(ofMachines(told)).toEqual([])
  rest()

  const expected = listener()
  const feed = createFeed(expected.sink, { ...usualLimits, events: 0 })
  for (let moment = 0; moment <= run.moments; moment++) feed.show(run, moment)
  // The package's own buffer would have held 200.
  expect(told.length).toBeGreaterThan(500)
  const known = new Set<string>()
  const lines = expected.records.map((record) => {
    if (record.kind === 'actor') known.add(record.actor.id)
    if (record.kind === 'gone') known.delete(record.actor.id)
    // Who was never told of, or is gone, is nobody to the inspector.
    const isKnown = record.kind !== 'event' || known.has(record.source ?? '')
    return sayTold(isKnown ? record : { ...record, source: null })
  })
  expect(ofMachines(told).map(sayReceived)).toEqual(lines)
})

test('every machine has its name, its chart, and the run for a parent', () => {
  const { link, there } = open()
  const told = arrive()
  link.show(run, run.moments, '')
  rest()

  expect(there).toHaveBeenCalledOnce()
  expect(told[0]).toMatchObject({ type: '@xstate.actor', sessionId: 'x:run', rootId: 'x:run', name: 'run' })
  const actors = machinesIn(stateAfter(run, run.moments))
  expect(
    ofMachines(told)
      .map(({ name }) => name)
      .toSorted(),
  ).toEqual([...actors.keys()].toSorted())
  for (const { name, definition, rootId, parentId, snapshot } of ofMachines(told)) {
    const actor = actors.get(name ?? '')
    const { id, states } = JSON.parse(definition ?? '')
    expect({ id, rootId, parentId }).toEqual({
      id: actor?.table.machine.id,
      rootId: 'x:run',
      parentId: 'x:run',
    })
    expect(Object.keys(states)).toEqual(Object.keys(actor?.table.machine.states ?? {}).toSorted())
    expect(snapshot?.value).toEqual(actor?.table.snapshot(actor.state).value)
  }
  // As deep as the charts are, nothing of them is left out.
  expect(told.map(({ definition }) => definition).join()).not.toMatch(/\[Object\]|\[Array\]|\[\.\.\.\]/)
})

test('nothing is told before it is there, and all of it when it is loaded anew', () => {
  const { link, fed } = open()
  link.show(run, 100, '')
  rest()
  expect(fed).toEqual([])

  const first = arrive()
  rest()
  const names = ofMachines(first).map(({ name }) => name)
  expect(names).toEqual([...machinesIn(stateAfter(run, 100)).keys()])

  const second = arrive()
  rest()
  expect(ofMachines(second).map(({ name }) => name)).toEqual(names)
})

test('time that is turned back shows the states at that time', () => {
  const { link } = open()
  const told = arrive()
  link.show(run, run.moments, '')
  link.show(run, 60, '')
  rest()

  const last = new Map(
    told.flatMap(({ sessionId, snapshot }) => (snapshot ? [[sessionId.slice(2), snapshot]] : [])),
  )
  for (const [id, { table, state }] of machinesIn(stateAfter(run, 60))) {
    expect(last.get(id)).toMatchObject({ status: 'active', value: table.snapshot(state).value })
  }
  const later = [...machinesIn(stateAfter(run, run.moments)).keys()].filter(
    (id) => !machinesIn(stateAfter(run, 60)).has(id),
  )
  expect(later.length).toBeGreaterThan(0)
  for (const id of later) expect(last.get(id)?.status).toBe('stopped')
})

test('is told of what the filter lets through', () => {
  const { link, fed } = open()
  const told = arrive()
  link.show(run, 100, 'connector c1')
  rest()

  expect(fed.at(-1)).toMatchObject({ filter: 'connector c1', matching: 2, told: 2 })
  expect(ofMachines(told).map(({ name }) => name)).toEqual(['connector c1-s1', 'connector c1-s2'])
})

test('is told nothing more once it is closed', () => {
  const { link } = open()
  const told = arrive()
  link.show(run, 100, '')
  rest()
  const { length } = told

  link.end()
  arrive()
  rest()

  expect(told.length).toBe(length)
})
