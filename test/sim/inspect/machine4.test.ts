// The machines of Parley as XState 4 has them: the same states, and in each of them the same events.

import { expect, test } from 'vitest'
import type { AnyMachineSnapshot, AnyStateMachine } from 'xstate'
import { State } from 'xstate4'
import { configOf4, machineOf4 } from '#sim/inspect/xstate4/machine.ts'
import { toName4, toName5 } from '#sim/inspect/xstate4/names.ts'
import { stateAfter } from '#sim/run/run.ts'
import { machines } from '#tools/chart-layout/machines.ts'
import { machinesIn } from '../machines.ts'
import { runZeo } from '../zeo.ts'

const all: AnyStateMachine[] = Object.values(machines)

type Node = AnyMachineSnapshot['_nodes'][number]

const nodesOf = (machine: AnyStateMachine) => withInner(machine.root)

const withInner = (node: Node): Node[] => [
  node,
  ...Object.values(node.states).flatMap((each) => withInner(each)),
]

/** The names of the actions that a machine's own configuration has. */
const own = (actions: readonly unknown[]) =>
  actions.map((action) => String(Object(action).type ?? action)).filter((name) => !name.startsWith('xstate.'))

test.each(all)('$id has the same states, each with the same events', (machine) => {
  const other = machineOf4(machine)
  const nodes = nodesOf(machine)

  expect(other.stateIds.toSorted()).toEqual(nodes.map(({ id }) => id).toSorted())
  for (const node of nodes) {
    const known = other.getStateNodeById(node.id)
    expect(known.type).toBe(node.type)
    expect(known.initial).toBe(node.config.initial)
    expect(known.description).toBe(node.description)
    expect(known.ownEvents.filter(Boolean).toSorted()).toEqual(node.ownEvents.map(toName4).toSorted())
    expect(own(known.onEntry)).toEqual(own(node.entry))
  }
})

test.each(all)('$id goes to the same states, by the same guards and actions', (machine) => {
  const other = machineOf4(machine)
  for (const node of nodesOf(machine)) {
    const transitions = [...node.transitions.values()].flat()
    const known = other.getStateNodeById(node.id).transitions.filter(({ eventType }) => eventType !== '')
    const order = (a: { event: string }, b: { event: string }) =>
      a.event < b.event ? -1 : a.event > b.event ? 1 : 0
    expect(
      known
        .map(({ eventType, target, cond, actions }) => ({
          event: eventType,
          target: target?.map(({ id }) => id),
          guard: cond?.name,
          actions: own(actions),
        }))
        .toSorted(order),
    ).toEqual(
      transitions
        .map(({ eventType, target, guard, actions }) => ({
          event: toName4(String(eventType)),
          target: target?.map(({ id }) => id),
          guard,
          actions: own(actions),
        }))
        .toSorted(order),
    )
  }
})

test.each(all)('$id is plain data', (machine) => {
  const config = configOf4(machine)
  expect(JSON.parse(JSON.stringify(config))).toEqual(config)
})

test('every state of a run is one for XState 4, with the same events', () => {
  const run = runZeo({ until: 20_000 })
  for (let moment = 0; moment <= run.moments; moment += 3) {
    for (const { table, state } of machinesIn(stateAfter(run, moment)).values()) {
      const { value, context, _nodes: nodes } = table.snapshot(state)
      const made = machineOf4(table.machine).resolveState(State.from(value as string, context))
      expect(made.value).toEqual(value)
      const events = nodes.flatMap(({ ownEvents }: Node) => ownEvents.map(toName4))
      expect(new Set(made.nextEvents.filter(Boolean))).toEqual(new Set(events))
    }
  }
})

test('the name of a timer is found again', () => {
  const name = 'xstate.after.patience.end.handshake.announcing'
  expect(toName4(name)).toBe('xstate.after(patience)#end.handshake.announcing')
  expect(toName5(toName4(name))).toBe(name)
  expect([toName4('more held'), toName5('more held')]).toEqual(['more held', 'more held'])
})
