/** Orders as ways through the lattice, and ways through the lattice as orders. */
import type { Lattice, LatticeEdge, LatticeState } from '#sim/plan/model.ts'
import type { Upgrade } from '#sim/scenario/model.ts'
import { without } from '#ui/planning/steps.ts'
import { indexOf, type LatticeIndex, memberOf } from './index.ts'

type Steps = Upgrade['steps']
type Step = Steps[number]

/** One step of an order in the lattice. */
export interface Stride {
  readonly step: Step
  readonly edge: LatticeEdge
  /** Whether it goes against the edge, as a step of a way back does. */
  readonly isBack: boolean
  readonly state: LatticeState
}

/** Which place every member of every axis is at. */
type Places = Map<string, number>

/**
 * The way of an order through a lattice, from its start on. It ends early where a step leads out of what the lattice
 * lists.
 */
export function walk(lattice: Lattice, steps: Steps): Stride[] {
  const index = indexOf(lattice)
  const places = startPlaces(lattice)
  const strides: Stride[] = []
  let here = lattice.start
  for (const step of steps) {
    const stride = strideFrom(index, here, places, step)
    if (stride === null) break
    strides.push(stride)
    here = stride.state.key
  }
  return strides
}

function startPlaces({ axes, states, start }: Lattice): Places {
  const counts = states.find(({ key }) => key === start)?.counts ?? []
  return new Map(
    axes.flatMap(({ members }, axis) => {
      const first = Math.max(counts[axis]?.findIndex((count) => count > 0) ?? 0, 0)
      return members.map((member): [string, number] => [member, first])
    }),
  )
}

/** One step from a state. Moves its member in `places`. */
function strideFrom(index: LatticeIndex, here: string, places: Places, step: Step): Stride | null {
  const member = memberOf(step.node, (name) => index.axes.has(name))
  if (member === null) return null
  const axis = index.axes.get(member)
  const suffix = step.node.slice(member.length)
  const at = places.get(member)
  const fits = (edge: LatticeEdge, isBack: boolean) => {
    const move = index.moves.get(edge)
    return (
      move?.axis === axis &&
      move?.suffix === suffix &&
      (isBack ? move?.to : move?.from) === at &&
      (isBack ? edge.step.from : edge.step.to) === step.to
    )
  }
  const on = index.out.get(here)?.find((edge) => fits(edge, false))
  const edge = on ?? index.into.get(here)?.find((each) => fits(each, true))
  const state = edge && index.states.get(on ? edge.to : edge.from)
  const move = edge && index.moves.get(edge)
  if (!edge || !state || !move) return null
  places.set(member, on ? move.to : move.from)
  return { step, edge, isBack: !on, state }
}

/**
 * An order that leads to a state first and then takes the steps that are left in the order that they have: the same
 * order where it passes the state. Otherwise it follows it as far as it can, goes by states of safe orders where it may, and by as few unsafe ones as there are
 * otherwise.
 *
 * @param via the state to come from, where that matters
 * @returns the order and how many of its steps lead to the state; null where no way leads there
 */
export function orderTo(
  lattice: Lattice,
  target: string,
  order: Steps,
  via?: string,
): { readonly steps: Steps; readonly taken: number } | null {
  const own = [lattice.start, ...walk(lattice, order).map(({ state }) => state.key)]
  const place = own.indexOf(target)
  if (place >= 0 && (via === undefined || own[place - 1] === via)) return { steps: order, taken: place }
  const edges = wayTo(lattice, target, order, via)
  if (edges === null) return null
  const steps = stepsOf(lattice, edges, order)
  return { steps: [...steps, ...without(order, steps)], taken: steps.length }
}

interface Way {
  /** How many of its states are not safe, and how many edges it has in common with the order from the start on. */
  readonly unsafe: number
  readonly shared: number
  readonly last: LatticeEdge | null
}

function wayTo(
  lattice: Lattice,
  target: string,
  order: Steps,
  via: string | undefined,
): LatticeEdge[] | null {
  const index = indexOf(lattice)
  const goal = index.states.get(target)
  if (goal === undefined) return null
  const own = walk(lattice, order).map(({ edge, isBack }) => (isBack ? null : edge))
  const ways = new Map<string, Way>([[lattice.start, { unsafe: 0, shared: 0, last: null }]])
  const states = lattice.states.filter(({ rank }) => rank <= goal.rank).toSorted((a, b) => a.rank - b.rank)
  for (const { key, alive } of states) {
    for (const edge of index.into.get(key) ?? []) {
      const before = ways.get(edge.from)
      if (before === undefined || (key === target && via !== undefined && edge.from !== via)) continue
      const isShared =
        own[before.shared] === edge && before.shared === (index.states.get(edge.from)?.rank ?? -1)
      const way: Way = {
        unsafe: before.unsafe + (alive ? 0 : 1),
        shared: before.shared + (isShared ? 1 : 0),
        last: edge,
      }
      const known = ways.get(key)
      if (known === undefined || isBetter(way, known)) ways.set(key, way)
    }
  }
  return traced(ways, lattice.start, target)
}

const isBetter = (a: Way, b: Way) => a.unsafe < b.unsafe || (a.unsafe === b.unsafe && a.shared > b.shared)

function traced(ways: ReadonlyMap<string, Way>, start: string, target: string): LatticeEdge[] | null {
  const edges: LatticeEdge[] = []
  for (let here = target; here !== start; ) {
    const last = ways.get(here)?.last
    if (!last) return null
    edges.unshift(last)
    here = last.from
  }
  return edges
}

/** Edges as steps of single units: of those that can take one, the one that does so first in the order. */
function stepsOf(lattice: Lattice, edges: readonly LatticeEdge[], order: Steps): Step[] {
  const { moves } = indexOf(lattice)
  const places = startPlaces(lattice)
  const left = [...order]
  return edges.map((edge) => {
    const move = moves.get(edge)
    const { members = [] } = lattice.axes[edge.axis] ?? {}
    const able = new Set(
      members
        .filter((member) => places.get(member) === move?.from)
        .map((member) => `${member}${move?.suffix ?? ''}`),
    )
    const next = left.findIndex(({ node, to }) => to === edge.step.to && able.has(node))
    const [step = { node: able.values().next().value ?? edge.step.unit, to: edge.step.to }] =
      next < 0 ? [] : left.splice(next, 1)
    const member = memberOf(step.node, (name) => members.includes(name))
    if (member !== null && move) places.set(member, move.to)
    return step
  })
}
