/** A state of a problem's space as the rules see it. */

import { madeIn } from '../../memo/made-in.ts'
import { formsOf } from '../../rules/data.ts'
import type { Present, View, Where } from '../../rules/view.ts'
import type { Scenario } from '../../scenario/model.ts'
import { keepsData } from '../../scenario/release.ts'
import {
  type Down,
  nobodyDown,
  rememberedIn,
  risenIn,
  type Space,
  type SpaceState,
  writtenIn,
} from './space.ts'

/**
 * What is there in a state.
 *
 * @param down members that are under way, and not among those of the state
 */
export function viewOf(space: Space, state: SpaceState, down: Down = nobodyDown): View {
  const { problem, classes } = space
  const { scenario } = problem
  const nodes: Present[] = []
  const operations = new Map<string, string>()
  const reached: { places: readonly number[]; axis: number }[] = []
  for (const [axis, { unitClass, size, state: at }] of classes.entries()) {
    const { counts } = at(state[axis] ?? 0)
    // Whoever is not told apart is where most are. There is no need to say so where nobody stands for others.
    const crowd = counts.indexOf(Math.max(...counts))
    const others = unitClass.others > 0 ? unitClass.others + unitClass.members.length - size : 0
    const left = down.flatMap(({ axis: own, move }) => (own === axis ? [move.from] : []))
    const present = [...counts.keys()].filter((place) => (counts[place] ?? 0) > 0)
    reached.push({ places: [...present, ...left], axis })
    for (const place of present) {
      const found = unitClass.places[place]
      if (found === undefined) continue
      const { release, own, values } = found
      const [value = ''] = values
      if (unitClass.kind === 'operation') operations.set(unitClass.role, value)
      else if (release !== null) {
        const { role, isFallback, host } = unitClass
        const count = (counts[place] ?? 0) + (place === crowd ? others : 0)
        const isOne = unitClass.members.length + unitClass.others === 1
        const where: Where = { axis, place, at: found.at, isOne }
        nodes.push({ role, release, own, count, isFallback, host, where })
      }
    }
  }
  const levels = levelsIn(space, state)
  return {
    scenario,
    nodes,
    levels,
    operations: Object.fromEntries(operations),
    written: writtenBy(space, state, reached, levels),
    down: down.flatMap(({ axis, members }) => {
      const { unitClass: own, size = 0 } = classes[axis] ?? {}
      if (own === undefined) return []
      const { role, isFallback, host } = own
      const isSample = size < own.members.length + own.others
      return [{ role, isFallback, host, count: members, isSample }]
    }),
    memory: rememberedIn(space, state),
    fresh: null,
  }
}

/** Where the levels of the cluster stand in a state: those that rise by themselves, and those that are raised. */
export function levelsIn(space: Space, state: SpaceState): View['levels'] {
  const risen = risenIn(space, state).map((value, i) => [space.rising[i]?.name ?? '', value] as const)
  const raised = space.classes.flatMap(({ unitClass: { kind, role, places }, state: at }, axis) => {
    if (kind !== 'level') return []
    const place = at(state[axis] ?? 0).counts.findIndex((count) => count > 0)
    return [[role, places[place]?.values[0] ?? ''] as const]
  })
  return Object.fromEntries(risen.concat(raised))
}

/**
 * The forms that were written so far: those that are remembered, and those that are written now. On a straight way forward
 * that needs no memory they are those of all releases that members have passed.
 */
function writtenBy(
  space: Space,
  state: SpaceState,
  reached: readonly { places: readonly number[]; axis: number }[],
  levels: View['levels'],
): ReadonlySet<string> {
  const { scenario, classes, isBack, isStraight } = space.problem
  if (!isKept(scenario)) return writtenIn(space, state)
  const isRemembered = space.written !== null || isBack || !isStraight
  const forms = new Set(writtenIn(space, state))
  for (const { places, axis } of reached) {
    const own = classes[axis]
    if (own?.kind !== 'node') continue
    for (const [place, { release, own: configured, at }] of own.places.entries()) {
      const isPassed = places.some((each) =>
        isRemembered ? each === place : isBefore(at, own.places[each]?.at ?? []),
      )
      if (!isPassed || release === null) continue
      const data = formsOf({ levels }, { release, own: configured })
      if (data !== null) forms.add(data.writes)
    }
  }
  return forms
}

const keeping = new WeakMap<Scenario, boolean>()

/** Whether any release keeps data: else there is nothing to look for in every state. */
const isKept = (scenario: Scenario): boolean =>
  madeIn(keeping, scenario, ({ roles }) => keepsData(roles.flatMap(({ releases }) => releases)))

const isBefore = (a: readonly number[], b: readonly number[]) => a.every((at, part) => at <= (b[part] ?? 0))
