/** A state of a problem's space as the rules see it. */
import { formsOf } from './rules/data.ts'
import { type Down, nobodyDown, rememberedIn, risenIn, type Space, type State, writtenIn } from './space.ts'
import type { Present, View, Where } from './view.ts'

/**
 * What is there in a state.
 *
 * @param down members that are under way, and not among those of the state
 */
export function viewOf(space: Space, state: State, down: Down = nobodyDown): View {
  const { problem, classes } = space
  const { scenario } = problem
  const nodes: Present[] = []
  const cluster = new Map(risenIn(space, state).map((value, i) => [space.rising[i]?.name ?? '', value]))
  const operations = new Map<string, string>()
  const reached: { places: readonly number[]; axis: number }[] = []
  for (const [axis, { unitClass, state: at }] of classes.entries()) {
    const { counts } = at(state[axis] ?? 0)
    const left = down.flatMap(({ axis: own, move }) => (own === axis ? [move.from] : []))
    const present = [...counts.keys()].filter((place) => (counts[place] ?? 0) > 0)
    reached.push({ places: [...present, ...left], axis })
    for (const place of present) {
      const found = unitClass.places[place]
      if (found === undefined) continue
      const { release, own, values } = found
      const [value = ''] = values
      if (unitClass.kind === 'operation') operations.set(unitClass.role, value)
      else if (unitClass.kind === 'level') cluster.set(unitClass.role, value)
      else if (release !== null) {
        const { role, isFallback, host } = unitClass
        const where: Where = { axis, place, at: found.at }
        nodes.push({ role, release, own, count: counts[place] ?? 0, isFallback, host, where })
      }
    }
  }
  const levels = Object.fromEntries(cluster)
  return {
    scenario,
    nodes,
    levels,
    operations: Object.fromEntries(operations),
    written: writtenBy(space, state, reached, levels),
    down: down.flatMap(({ axis, members }) => {
      const own = classes[axis]?.unitClass
      return own === undefined ? [] : [{ role: own.role, count: members }]
    }),
    memory: rememberedIn(space, state),
    fresh: null,
  }
}

/**
 * The forms that were written so far: those that are remembered, and those that are written now. On a straight way forward
 * that needs no memory they are those of all releases that members have passed.
 */
function writtenBy(
  space: Space,
  state: State,
  reached: readonly { places: readonly number[]; axis: number }[],
  levels: View['levels'],
): ReadonlySet<string> {
  const { classes, isBack, isStraight } = space.problem
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

const isBefore = (a: readonly number[], b: readonly number[]) => a.every((at, part) => at <= (b[part] ?? 0))
