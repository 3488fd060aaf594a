/** Every mixed state that orders of an upgrade pass, to be drawn. */

import { meet } from '../rules/meeting.ts'
import type { View } from '../rules/view.ts'
import { acceptorsFor } from '../scenario/hosts.ts'
import type { Condition, Scenario } from '../scenario/model.ts'
import { retarget } from '../scenario/order/target.ts'
import { unitsOf } from '../scenario/order/units.ts'
import { type Outcome, outcomes } from '../scenario/outcome.ts'
import { releaseAt } from '../scenario/release.ts'
import type { Lattice, LatticeEdge, LatticeState } from './model.ts'
import { exploreSpace } from './search/explore.ts'
import { nameStep } from './search/positions.ts'
import { type Judge, joined, judgeIn } from './space/judge.ts'
import type { Judgement } from './space/judgement.ts'
import { type Problem, problemOf, type UnitClass } from './space/problem.ts'
import { isGoal, keyOf, type Space, type SpaceState, sizeOf, spaceOf } from './space/space.ts'

/** More states are not drawn one by one. */
const mostDrawn = 20_000

export interface LatticeOptions {
  readonly keep?: readonly Condition[]
  readonly from?: string
  readonly to?: string
  /** The units whose paths are meant, where they go through other releases; absent: those of the scenario. */
  readonly units?: Problem['units']
}

interface Place {
  readonly key: string
  readonly state: SpaceState
  readonly rank: number
  readonly judgement: Judgement
  /** What is said of steps that lead here and may not be taken. */
  readonly astray: Judgement[]
}

/** The lattice of an upgrade. */
export function latticeOf(scenario: Scenario, options: LatticeOptions = {}): Lattice {
  const aimed = retarget(scenario, options)
  const problem = problemOf(aimed, options.units ?? unitsOf(aimed), options.keep && { keep: options.keep })
  const space = spaceOf(problem)
  const judge = judgeIn(space)
  const { byKey } = exploreSpace(space, judge)
  const isReached = ({ key }: Place) => byKey.has(key)
  const isAlive = ({ key }: Place) => byKey.get(key)?.alive ?? false
  const isWhole = sizeOf(space) <= mostDrawn
  const places = new Map<string, Place>()
  const ways: { from: Place; to: Place; axis: number; step: LatticeEdge['step']; isFree: boolean }[] = []
  const put = (state: SpaceState, rank: number): Place => {
    const key = keyOf(state)
    const place = places.get(key) ?? { key, state, rank, judgement: judge.state(state), astray: [] }
    places.set(key, place)
    return place
  }
  put(judge.start, 0)
  // A map goes on to what is added to it on the way.
  for (const place of places.values()) {
    if (places.size > mostDrawn) break
    // Where there are too many, only safe states and their neighbours are drawn.
    if (!isWhole && !isReached(place)) continue
    for (const step of judge.steps(place.state)) {
      const to = put(step.to, place.rank + 1)
      const way = judge.step(place.state, step)
      const isFree = way.verdict === 'safe' && to.judgement.verdict === 'safe'
      if (way.verdict !== 'safe' && isReached(place)) to.astray.push(way)
      const own = problem.classes[step.axis] as UnitClass
      const named = nameStep(own, step.move, own.members[0] ?? '')
      ways.push({ from: place, to, axis: step.axis, step: named, isFree })
    }
  }
  // There are several where levels rise earlier on some ways than on others.
  const goals = [...places.values()].filter(({ state }) => isGoal(space, state))
  return {
    axes: problem.classes.map((own) => ({
      role: own.role,
      members: own.members,
      places: own.places.map((_, i) => sayPlace(own, i)),
    })),
    states: Array.from(places.values(), (place) =>
      drawn(space, judge, place, isReached(place), isAlive(place)),
    ),
    edges: ways.map(({ from, to, axis, step, isFree }) => ({
      from: from.key,
      to: to.key,
      axis,
      step,
      alive: isFree && isAlive(from) && isAlive(to),
    })),
    start: keyOf(judge.start),
    goal: (goals.find(isAlive) ?? goals[0])?.key ?? '',
    isWhole: isWhole && places.size <= mostDrawn,
  }
}

function sayPlace({ places, parts }: UnitClass, index: number): string {
  const values = places[index]?.values ?? []
  return values.map((value, part) => (part === 0 ? value : `${parts[part]?.role} ${value}`)).join(', ')
}

function drawn(
  { classes }: Space,
  judge: Judge,
  { key, state, rank, judgement: own, astray }: Place,
  isReached: boolean,
  alive: boolean,
): LatticeState {
  // Where no step may lead here, what is wrong with those that would is wrong with it.
  const judgement = isReached ? own : astray.reduce(joined, own)
  const told = judgement.faults.length > 0 ? judgement.faults : judgement.losses
  return {
    key,
    counts: classes.map(({ state: at }, axis) => at(state[axis] ?? 0).counts),
    rank,
    verdict: judgement.verdict,
    alive,
    outcomes: countOutcomes(judge.view(state)),
    reasons: [...new Set(told.map(({ reason }) => reason))],
  }
}

/** How many connections stand how, between nodes that are alike all at once. */
function countOutcomes(view: View): Record<Outcome, number> {
  const counts = Object.fromEntries(outcomes.map((outcome) => [outcome, 0])) as Record<Outcome, number>
  for (const link of view.scenario.links) {
    for (const dialer of view.nodes.filter(({ role }) => role === link.dialer)) {
      for (const acceptor of acceptorsFor(link, dialer, view.nodes)) {
        const pairs = dialer.count * (acceptor.count - (dialer === acceptor ? 1 : 0))
        const ends = [dialer, acceptor].map(({ release, own }) =>
          releaseAt(release, { ...view.levels, ...own }),
        )
        const [a, b] = ends
        if (a && b) counts[meet(view.scenario, link, a, b).outcome] += pairs
      }
    }
  }
  return counts
}
