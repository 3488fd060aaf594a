// What the page shows of a chart: a person must be able to read every state and every transition of it.

import { describe, expect, it } from 'vitest'
import type { AnyStateMachine, AnyStateNode } from 'xstate'
import { connectionEnd } from '#machines/connection-end.ts'
import { connector } from '#machines/connector.ts'
import { node } from '#machines/node.ts'
import { rollout } from '#machines/rollout.ts'

const machines: [string, AnyStateMachine][] = [
  ['connection end', connectionEnd],
  ['connector', connector],
  ['node', node],
  ['rollout', rollout],
]

function everyState(state: AnyStateNode): AnyStateNode[] {
  return [state, ...Object.values(state.states).flatMap(everyState)]
}

function everyTransition(machine: AnyStateMachine) {
  return everyState(machine.root).flatMap((state) =>
    [...state.transitions.values(), state.always ?? []].flat().map((transition) => ({ state, transition })),
  )
}

describe.each(machines)('the chart of the %s', (_, machine) => {
  it('describes every state in a sentence', () => {
    for (const state of everyState(machine.root))
      expect(state.description, state.id).toMatch(/^\p{Lu}.*\.$/su)
  })

  it('describes every transition that leads somewhere or does something', () => {
    for (const { state, transition } of everyTransition(machine)) {
      const { target, actions, eventType, description } = transition
      if (!target?.length && actions.length === 0) continue
      expect(description, `${state.id}: ${eventType}`).toMatch(/\S/)
    }
  })

  it('names exactly the guards, actions and delays that are implemented', () => {
    const named = { guards: new Set(), actions: new Set(), delays: new Set() }
    const nameOf = (part: unknown) => (typeof part === 'string' ? part : (part as { type?: string }).type)
    for (const state of everyState(machine.root)) {
      for (const action of [...state.entry, ...state.exit]) named.actions.add(nameOf(action))
      for (const { delay } of state.after) named.delays.add(delay)
    }
    for (const { transition } of everyTransition(machine)) {
      if (transition.guard) named.guards.add(nameOf(transition.guard))
      for (const action of transition.actions) named.actions.add(nameOf(action))
    }
    // Timers are made by XState itself.
    named.actions.delete('xstate.raise')
    named.actions.delete('xstate.cancel')
    for (const kind of ['guards', 'actions', 'delays'] as const) {
      expect([...named[kind]].sort()).toEqual(Object.keys(machine.implementations[kind]).sort())
    }
  })

  it('fits on a screen', () => {
    const states = everyState(machine.root).filter((state) => state.type === 'atomic')
    expect(states.length).toBeLessThanOrEqual(14)
  })

  it('knows no time of its own: every delay is named', () => {
    for (const state of everyState(machine.root)) {
      for (const { delay } of state.after) expect(typeof delay).toBe('string')
    }
  })
})
