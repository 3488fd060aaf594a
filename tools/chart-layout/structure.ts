import type { AnyStateMachine, AnyStateNode } from 'xstate'
import type { ChartTransition } from '../../ui/chart/layout.ts'

/** A chart before it has a shape. */
export interface Structure {
  readonly id: string
  readonly description: string
  readonly regions: readonly RegionStructure[]
}

export interface RegionStructure {
  readonly id: string
  readonly label: string
  readonly description: string
  readonly initial: string
  readonly states: readonly StateStructure[]
  readonly arrows: readonly ArrowStructure[]
}

interface StateStructure {
  readonly path: string
  readonly label: string
  readonly description: string
  readonly inside: readonly ChartTransition[]
}

export interface ArrowStructure {
  /** Nothing for an arrow from any state of the region. */
  readonly source: string | null
  readonly target: string
  readonly except: readonly string[]
  readonly transitions: readonly ChartTransition[]
}

/** Reads a machine: one region, or several in parallel, each with a flat list of states. */
export function structureOf(machine: AnyStateMachine): Structure {
  const { root } = machine
  return {
    id: machine.id,
    description: root.description ?? '',
    regions: root.type === 'parallel' ? Object.values(root.states).map(regionOf) : [regionOf(root)],
  }
}

function regionOf(region: AnyStateNode): RegionStructure {
  const states = Object.values(region.states)
  const fromAny = arrowsFrom(region, states)
  const nested = states.find((state) => Object.keys(state.states).length > 0)
  if (nested) throw new Error(`The chart layout knows no nested states yet: ${nested.id}`)
  const initial = region.initial.target[0]
  if (!initial) throw new Error(`${region.id} has no initial state`)
  return {
    id: pathOf(region),
    label: pathOf(region),
    description: region.description ?? '',
    initial: pathOf(initial),
    states: states.map((state) => ({
      path: pathOf(state),
      label: state.key,
      description: state.description ?? '',
      inside: transitionsFrom(state)
        .filter(({ target, does }) => !target && does.actions.length > 0)
        .map(({ does }) => does),
    })),
    arrows: [
      ...states.flatMap((state) => arrowsFrom(state, []).flatMap((arrow) => beside(arrow, fromAny))),
      ...fromAny,
    ],
  }
}

/**
 * What an arrow says that one from any state does not say already: a state that handles an event itself may in the
 * end do what all others do.
 */
function beside(arrow: ArrowStructure, fromAny: readonly ArrowStructure[]): readonly ArrowStructure[] {
  const same = fromAny.find(({ target }) => target === arrow.target)
  const said = new Set(same?.transitions.map(({ event }) => event))
  const transitions = arrow.transitions.filter(({ event }) => !said.has(event))
  return transitions.length > 0 ? [{ ...arrow, transitions }] : []
}

/** Transitions to the same state become one arrow. Whoever comes back without leaving takes none. */
function arrowsFrom(node: AnyStateNode, inherits: readonly AnyStateNode[]): readonly ArrowStructure[] {
  const byTarget = new Map<string, Found[]>()
  for (const found of transitionsFrom(node))
    if (found.target) byTarget.set(found.target, [...(byTarget.get(found.target) ?? []), found])
  return [...byTarget].map(([target, all]) => ({
    source: inherits.length > 0 ? null : pathOf(node),
    target,
    except: inherits
      .filter((state) => all.every(({ eventType }) => state.transitions.has(eventType)))
      .map(pathOf),
    transitions: all.map(({ does }) => does),
  }))
}

interface Found {
  readonly target: string | undefined
  readonly eventType: string
  readonly does: ChartTransition
}

function transitionsFrom(node: AnyStateNode): readonly Found[] {
  const delays = new Map(node.after.map((each) => [each.eventType, String(each.delay)]))
  const lists = [...node.transitions.values(), node.always ?? []]
  return lists.flatMap((alternatives) =>
    alternatives.map((transition, index) => {
      const { eventType } = transition
      const delay = delays.get(eventType)
      const kind = delay ? 'delay' : eventType === '' ? 'immediate' : 'event'
      const [to] = transition.target ?? []
      const target = to === node && !transition.reenter ? undefined : to
      return {
        target: target && pathOf(target),
        eventType,
        does: {
          event: delay ?? eventType,
          kind,
          guard: nameOf(transition.guard),
          otherwise: !transition.guard && index > 0,
          actions: transition.actions.flatMap((action) => nameOf(action) ?? []),
          description: String((transition as { description?: unknown }).description ?? ''),
        },
      } satisfies Found
    }),
  )
}

const pathOf = (node: AnyStateNode) => node.path.join('.')

/** Guards and actions are named in the machines: as a word, or as a word with parameters. */
function nameOf(named: unknown): string | null {
  if (typeof named === 'string') return named
  if (named && typeof named === 'object' && 'type' in named) return String(named.type)
  return null
}
