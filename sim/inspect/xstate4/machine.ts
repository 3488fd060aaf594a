/** The machines of Parley, which are written for XState 5, in the form of XState 4. */
import type { AnyStateMachine } from 'xstate'
import { createMachine } from 'xstate4'

/** A part of a machine's configuration, in either form. */
type Config = Readonly<Record<string, unknown>>

/**
 * The configuration of a machine in the form of XState 4. It is plain data: guards, actions and delays are names, since
 * an inspector only shows them.
 */
export function configOf4(logic: AnyStateMachine): Config {
  return { ...node(logic.config as Config), id: logic.id, predictableActionArguments: true }
}

const machines = new WeakMap<AnyStateMachine, ReturnType<typeof createMachine>>()

/** The machine itself, as XState 4 has it. */
export function machineOf4(logic: AnyStateMachine) {
  const known = machines.get(logic) ?? createMachine(configOf4(logic))
  machines.set(logic, known)
  return known
}

function node({ type, initial, description, states, on, after, always, entry, exit }: Config): Config {
  return defined({
    type,
    initial,
    description,
    states: mapped(states, (inner) => node(inner as Config)),
    on: mapped(on, transitions),
    after: mapped(after, transitions),
    always: always === undefined ? undefined : transitions(always),
    entry: names(entry),
    exit: names(exit),
  })
}

/** What an event leads to: a target, a transition, or several of them. */
const transitions = (given: unknown) => list(given).map((one) => transition(one as string | Config))

function transition(given: string | Config): Config {
  if (typeof given === 'string') return { target: given }
  const { target, guard, actions, reenter, description } = given
  return defined({
    target,
    cond: guard === undefined ? undefined : nameOf(guard),
    actions: names(actions),
    internal: reenter === true ? false : undefined,
    description,
  })
}

const names = (given: unknown) => (given === undefined ? undefined : list(given).map(nameOf))

/** The name of an action or a guard: it is a name, an object with one, or a function. */
function nameOf(given: unknown): string {
  if (typeof given === 'string') return given
  const { type, name } = given as { type?: string; name?: string }
  return type ?? (name || 'inline')
}

const list = (given: unknown): readonly unknown[] => (Array.isArray(given) ? given : [given])

function mapped(given: unknown, map: (value: unknown) => unknown): Config | undefined {
  if (given === undefined) return undefined
  return Object.fromEntries(Object.entries(given as Config).map(([key, value]) => [key, map(value)]))
}

const defined = (config: Config): Config =>
  Object.fromEntries(Object.entries(config).filter(([, value]) => value !== undefined))
