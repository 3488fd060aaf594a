/** A state of a problem's space as the rules see it. */
import type { Scenario } from '../scenario/model.ts'
import type { Move } from './problem.ts'
import { formsOf } from './rules/data.ts'
import type { Space, State } from './space.ts'
import type { Present, View } from './view.ts'

/**
 * What is there in a state.
 *
 * @param automatic the levels that are raised automatically, whose places stand behind the classes of a state
 * @param moving a step that is being taken: its node is down
 */
export function viewOf(
  space: Space,
  state: State,
  automatic: readonly string[],
  moving?: { readonly axis: number; readonly move: Move },
): View {
  const { problem, classes } = space
  const { scenario } = problem
  const nodes: Present[] = []
  const cluster = new Map<string, string>()
  const operations = new Map<string, string>()
  for (const [i, name] of automatic.entries()) {
    const values = scenario.levels?.find((level) => level.name === name)?.values ?? []
    cluster.set(name, values[state[classes.length + i] ?? 0] ?? '')
  }
  let down: string | null = null
  const reached: { places: readonly number[]; axis: number }[] = []
  for (const [axis, { unitClass, size, state: at }] of classes.entries()) {
    const { counts } = at(state[axis] ?? 0)
    // Whoever is not told apart is where most are. There is no need to say so where nobody stands for others.
    const crowd = counts.indexOf(Math.max(...counts))
    const others = unitClass.others > 0 ? unitClass.others + unitClass.members.length - size : 0
    const isMoving = moving?.axis === axis
    const present = [...counts.keys()].filter((place) => (counts[place] ?? 0) > 0)
    reached.push({ places: present, axis })
    for (const place of present) {
      const { release, own, values } = unitClass.places[place] ?? { release: null, own: {}, values: [] }
      const [value = ''] = values
      if (unitClass.kind === 'operation') operations.set(unitClass.role, value)
      else if (unitClass.kind === 'level') cluster.set(unitClass.role, value)
      else if (release !== null) {
        const isDown = isMoving && moving.move.from === place
        if (isDown) down = unitClass.role
        const count = (counts[place] ?? 0) + (place === crowd ? others : 0) - (isDown ? 1 : 0)
        const { role, isFallback, host } = unitClass
        if (count > 0) nodes.push({ role, release, own, count, isFallback, host })
      }
    }
  }
  const levels = Object.fromEntries(cluster)
  const written = writtenBy(space, state, reached, levels)
  return { scenario, nodes, levels, operations: Object.fromEntries(operations), written, down }
}

/**
 * The forms that were written so far: those that are remembered, and those that are written now. On a straight way forward
 * that needs no memory they are those of all releases that members have passed.
 */
function writtenBy(
  { problem: { scenario, classes, written, isBack, isStraight }, written: sets }: Space,
  state: State,
  reached: readonly { places: readonly number[]; axis: number }[],
  levels: View['levels'],
): ReadonlySet<string> {
  if (!keepsData(scenario)) return written
  const isRemembered = sets !== null || isBack || !isStraight
  const forms = new Set(sets?.at(state.at(-1) ?? 0) ?? written)
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
function keepsData(scenario: Scenario): boolean {
  const known = keeping.get(scenario)
  if (known !== undefined) return known
  const releases = scenario.roles.flatMap((role) => role.releases)
  const found = releases.some(({ data, with: others = [] }) => data ?? others.some((each) => each.data))
  keeping.set(scenario, found)
  return found
}

const isBefore = (a: readonly number[], b: readonly number[]) => a.every((at, part) => at <= (b[part] ?? 0))
