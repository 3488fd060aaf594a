import { describe, expect, it } from 'vitest'
import { type NodeEvent, node } from '#machines/node.ts'
import { walk } from './pure.ts'

const rules = { release: 'old', drain: 200, down: 1_000, start: 300 }

type Sent = NodeEvent | { type: `[${string}]` }

const upgrade: Sent = { type: 'upgrade', to: 'new' }
const kill: Sent = { type: 'kill' }
const restart: Sent = { type: 'restart' }
const drained: Sent = { type: '[drain]' }
const replaced: Sent = { type: '[down]' }
const started: Sent = { type: '[start]' }

const nodeAfter = (...events: Sent[]) => {
  const { snapshot, asked, timers } = walk(node, rules, ...events)
  return {
    state: snapshot.value,
    asked,
    timers,
    release: snapshot.context.release,
    next: snapshot.context.next,
  }
}

describe('a node', () => {
  it('runs its release from the start', () => {
    expect(nodeAfter()).toEqual({
      state: 'running',
      asked: ['startServices'],
      timers: {},
      release: 'old',
      next: 'old',
    })
  })

  it('drains, goes down, starts as the next release and runs', () => {
    expect(nodeAfter(upgrade)).toEqual({
      state: 'draining',
      asked: ['refuseNewWork'],
      timers: { drain: 200 },
      release: 'old',
      next: 'new',
    })
    expect(nodeAfter(upgrade, drained)).toMatchObject({
      state: 'down',
      asked: ['closeConnections'],
      timers: { down: 1_000 },
      release: 'old',
    })
    expect(nodeAfter(upgrade, drained, replaced)).toMatchObject({
      state: 'starting',
      asked: ['readConfiguration'],
      timers: { start: 300 },
      release: 'new',
    })
    expect(nodeAfter(upgrade, drained, replaced, started)).toMatchObject({
      state: 'running',
      asked: ['startServices'],
      timers: {},
      release: 'new',
    })
  })

  it('crashes from wherever its process lives, and loses its connections and its timers', () => {
    for (const events of [[], [upgrade], [upgrade, drained, replaced]]) {
      expect(nodeAfter(...events, kill)).toMatchObject({
        state: 'crashed',
        asked: ['dropConnections'],
        timers: {},
      })
    }
    const down = [upgrade, drained]
    expect(nodeAfter(...down, kill)).toMatchObject({ state: 'down', asked: [], timers: { down: 1_000 } })
  })

  it('stays dead until it is restarted, as what it was or was to become', () => {
    expect(nodeAfter(kill, kill).state).toBe('crashed')
    expect(nodeAfter(kill, restart)).toMatchObject({
      state: 'starting',
      timers: { start: 300 },
      release: 'old',
    })
    expect(nodeAfter(kill, restart, started)).toMatchObject({ state: 'running', asked: ['startServices'] })
    expect(nodeAfter(upgrade, kill, restart).release).toBe('new')
    expect(nodeAfter(kill, upgrade)).toMatchObject({ state: 'starting', release: 'new' })
  })

  it('stays dead when it cannot run as what it starts as, until that changes', () => {
    const refused: Sent = { type: 'cannot run' }
    const given = [upgrade, drained, replaced, refused]
    expect(nodeAfter(...given)).toMatchObject({ state: 'crashed', asked: ['dropConnections'], timers: {} })
    expect(nodeAfter(...given, restart)).toMatchObject({ state: 'starting', asked: ['readConfiguration'] })
    expect(nodeAfter(...given, { type: 'upgrade', to: 'other' })).toMatchObject({ release: 'other' })
    expect(nodeAfter(refused).state).toBe('running')
  })

  it('is restarted only when it is dead', () => {
    for (const events of [[], [upgrade], [upgrade, drained], [upgrade, drained, replaced]]) {
      const before = nodeAfter(...events)
      expect(nodeAfter(...events, restart)).toEqual({ ...before, asked: [] })
    }
  })

  it('becomes what was asked for last, whenever that was', () => {
    const other: Sent = { type: 'upgrade', to: 'other' }
    for (const events of [[upgrade], [upgrade, drained], [upgrade, kill]]) {
      expect(nodeAfter(...events, other).next).toBe('other')
    }
    expect(nodeAfter(upgrade, other, drained, replaced).release).toBe('other')
    expect(nodeAfter(upgrade, drained, other, replaced).release).toBe('other')
  })

  it('goes down again when another release is asked for while it starts', () => {
    const other: Sent = { type: 'upgrade', to: 'other' }
    expect(nodeAfter(upgrade, drained, replaced, other)).toMatchObject({
      state: 'down',
      timers: { down: 1_000 },
      release: 'new',
      next: 'other',
    })
  })
})
