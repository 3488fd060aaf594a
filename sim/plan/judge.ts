/** What is said of mixed states and of the steps between them: every rule, looked up where it was asked before. */
import { releaseOf } from '../cluster.ts'
import { type Scenario, usualConditions } from '../scenario/model.ts'
import type { Finding, Judgement, Severity, StateVerdict } from './model.ts'
import type { Move, Problem } from './problem.ts'
import { formsOf, judgeData } from './rules/data.ts'
import { judgeLevels, risenLevel } from './rules/levels.ts'
import { judgeLinks } from './rules/links.ts'
import { judgeMove } from './rules/moves.ts'
import { judgeOperations } from './rules/operations.ts'
import type { Keep } from './rules/rule.ts'
import { judgeService } from './rules/service.ts'
import { judgeMixtures, judgeSkew } from './rules/skew.ts'
import type { Space, State } from './space.ts'
import type { Present, View } from './view.ts'

/** A step of one member of one class. */
export interface Step {
  readonly axis: number
  readonly move: Move
  readonly to: State
  /** How many members can take it. */
  readonly members: number
}

export interface Judge {
  /** The state that the problem starts from. */
  readonly start: State
  readonly state: (state: State) => Judgement
  /** What is said of a step by itself: whether it may be taken at all, and of the cluster while it is. */
  readonly step: (state: State, step: Pick<Step, 'axis' | 'move'>) => Judgement
  /** Every step that leads on from a state, with the state that it leads to. */
  readonly steps: (state: State) => readonly Step[]
  readonly view: (state: State) => View
  /** How many different situations were judged. */
  readonly judged: () => number
}

const order: readonly Severity[] = ['unsafe', 'unsupported', 'degraded']

/** Everything that was found, put into a judgement. */
export function judgementOf(findings: readonly Finding[]): Judgement {
  const unique = [...new Map(findings.map((each) => [`${each.rule} ${each.reason}`, each])).values()]
  const faults = unique
    .filter(({ severity }) => severity !== 'degraded')
    .toSorted((a, b) => order.indexOf(a.severity) - order.indexOf(b.severity))
  const [worst] = faults
  const verdict: StateVerdict = worst === undefined || worst.severity === 'degraded' ? 'safe' : worst.severity
  return { verdict, faults, losses: unique.filter(({ severity }) => severity === 'degraded') }
}

/** Both together: the worse verdict, and all that is found. */
export function joined(a: Judgement, b: Judgement): Judgement {
  if (b.faults.length + b.losses.length === 0) return a
  if (a.faults.length + a.losses.length === 0) return b
  return judgementOf([...a.faults, ...b.faults, ...a.losses, ...b.losses])
}

/** Judges by every rule but those that are to be ignored, by their names. */
export function judgeIn(space: Space, ignore: ReadonlySet<string> = new Set()): Judge {
  const { problem } = space
  const { scenario, keep, classes } = problem
  const known = new Map<string, Judgement>()
  const kept = (findings: readonly Finding[]) => judgementOf(findings.filter(({ rule }) => !ignore.has(rule)))
  const once = (key: string, find: () => readonly Finding[]) => {
    const before = known.get(key)
    if (before !== undefined) return before
    const found = kept(find())
    known.set(key, found)
    return found
  }
  const caps = classes.map((_, i) => capOf(problem, i))
  const signature = (state: State) =>
    state
      .map((index, i) => {
        const cap = caps[i]
        if (cap === undefined) return index
        const counts = space.classes[i]?.state(index).counts ?? []
        return counts.map((count) => Math.min(count, cap)).join(' ')
      })
      .join()
  const sizes = sizesOf(problem)
  const needsDown = scenario.service !== undefined
  const levels = (scenario.levels ?? []).filter(({ name }) => name in problem.risen)

  const view = (state: State, moving?: Pick<Step, 'axis' | 'move'>): View =>
    viewOf(
      space,
      state,
      levels.map(({ name }) => name),
      moving,
    )

  /** Where the levels that are raised automatically stand after a step, or before the first one. */
  const rise = (before: State, after: State, moving?: Pick<Step, 'axis' | 'move'>): State => {
    if (levels.length === 0) return after
    const { nodes } = view(after)
    const others = moving ? view(before, moving).nodes : nodes
    const risen = levels.map((level, i) => {
      const value = level.values[before[classes.length + i] ?? 0] ?? level.start
      // Whoever is down is not asked where the cluster does not wait for it.
      const early = level.waitsForAll ? value : risenLevel(level, value, others)
      return level.values.indexOf(risenLevel(level, early, nodes))
    })
    return [...after.slice(0, classes.length), ...risen]
  }

  return {
    view,
    start: rise(space.start, space.start),
    judged: () => known.size,
    state: (state) => once(signature(state), () => everyFinding(view(state), keep, sizes)),
    step(state, { axis, move }) {
      const fixed = once(`move ${axis} ${move.from} ${move.to}`, () =>
        judgeMove(problem, classes[axis], move),
      )
      const moved = classes[axis]
      const isUp = moved?.kind !== 'node' || !needsDown
      const isSudden = moved?.kind !== 'level' || !isTransitional(scenario, moved.role)
      if (isUp && isSudden) return fixed
      const during = once(`${axis} ${move.from} ${move.to} ${signature(state)}`, () => {
        const midway = view(state, { axis, move })
        return isUp ? everyFinding(midway, keep, sizes) : judgeService(midway, sizes)
      })
      return joined(fixed, during)
    },
    steps: (state) =>
      space.classes.flatMap(({ steps }, axis) =>
        steps(state[axis] ?? 0).map(({ move, to, members }): Step => {
          const next = rise(state, state.with(axis, to), { axis, move })
          return { axis, move, to: next, members }
        }),
      ),
  }
}

/** Every finding of every rule. */
function everyFinding(view: View, keep: Keep, sizes: ReadonlyMap<string, number>): Finding[] {
  return [
    ...judgeLinks(view, keep),
    ...judgeLevels(view),
    ...judgeOperations(view),
    ...judgeSkew(view, keep),
    ...judgeMixtures(view, keep),
    ...judgeData(view, keep),
    ...judgeService(view, sizes),
  ]
}

function isTransitional({ levels = [] }: Scenario, name: string): boolean {
  return levels.find((level) => level.name === name)?.isTransitional ?? false
}

/** How many nodes each role has. */
function sizesOf({ scenario }: Problem): ReadonlyMap<string, number> {
  const sizes = new Map<string, number>()
  for (const { role, standsFor = 1 } of scenario.nodes) sizes.set(role, (sizes.get(role) ?? 0) + standsFor)
  return sizes
}

/**
 * How far members at one place of a class have to be counted: one where only their presence matters, two where they
 * connect with each other, beyond the floor where there is one; without end, given as undefined, where a quorum counts them.
 */
export function capOf({ scenario, classes }: Problem, axis: number): number | undefined {
  const own = classes[axis]
  if (own === undefined || own.kind !== 'node') return 1
  const { service = {}, links } = scenario
  if (service.quorum?.includes(own.role)) return undefined
  const connects = links.some(({ dialer, acceptor }) => dialer === own.role && acceptor === own.role)
  const floor = service.floor?.[own.role] ?? 0
  const isPart = service.connected?.includes(own.role) ?? false
  return Math.max(connects || isPart ? 2 : 1, floor === 0 ? 1 : floor + 2)
}

function viewOf(
  { problem, classes }: Space,
  state: State,
  automatic: readonly string[],
  moving?: Pick<Step, 'axis' | 'move'>,
): View {
  const { scenario } = problem
  const nodes: Present[] = []
  const levels: Record<string, readonly string[]> = {}
  const operations: Record<string, string> = {}
  for (const [i, name] of automatic.entries()) {
    const values = scenario.levels?.find((level) => level.name === name)?.values ?? []
    levels[name] = [values[state[classes.length + i] ?? 0] ?? '']
  }
  let down: string | null = null
  const reached: { places: readonly number[]; axis: number }[] = []
  for (const [axis, { unitClass, state: at }] of classes.entries()) {
    const { counts } = at(state[axis] ?? 0)
    const isMoving = moving?.axis === axis
    const present = [...counts.keys()].filter((place) => (counts[place] ?? 0) > 0)
    reached.push({ places: present, axis })
    for (const place of present) {
      const { release, own, values } = unitClass.places[place] ?? { release: null, own: {}, values: [] }
      const [value = ''] = values
      if (unitClass.kind === 'operation') operations[unitClass.role] = value
      else if (unitClass.kind === 'level') {
        const next = isMoving ? unitClass.places[moving.move.to]?.values : undefined
        levels[unitClass.role] = next ? [value, ...next] : [value]
      } else if (release !== null) {
        const isDown = isMoving && moving.move.from === place
        if (isDown) down = unitClass.role
        const count = (counts[place] ?? 0) - (isDown ? 1 : 0)
        const { role, isFallback, host } = unitClass
        if (count > 0) nodes.push({ role, release, own, count, isFallback, host })
      }
    }
  }
  const written = writtenBy(problem, reached, levels)
  return { scenario, nodes, levels, operations, written, down }
}

/** The forms that were written so far: by the releases that are there, and by those that members have passed. */
function writtenBy(
  { classes, written, isBack, isStraight }: Problem,
  reached: readonly { places: readonly number[]; axis: number }[],
  levels: View['levels'],
): ReadonlySet<string> {
  const forms = new Set(written)
  for (const { places, axis } of reached) {
    const own = classes[axis]
    if (own?.kind !== 'node') continue
    for (const [place, { release, own: configured, at }] of own.places.entries()) {
      const isPassed = places.some((each) =>
        isBack || !isStraight ? each === place : isBefore(at, own.places[each]?.at ?? []),
      )
      if (!isPassed || release === null) continue
      for (const { writes } of formsOf({ levels }, { release, own: configured })) forms.add(writes)
    }
  }
  return forms
}

const isBefore = (a: readonly number[], b: readonly number[]) => a.every((at, part) => at <= (b[part] ?? 0))

const judges = new WeakMap<Scenario, Map<string, Judgement>>()

/**
 * What is said of a cluster in which everything has these values: releases of nodes, levels, operations.
 *
 * @param values the value of each unit; what is not there has the value that the scenario starts with
 * @param written forms in which data was written before
 */
export function judgeValues(
  scenario: Scenario,
  values: ReadonlyMap<string, string>,
  keep: Keep = new Set(scenario.upgrade.keep ?? usualConditions),
  written: ReadonlySet<string> = new Set(),
): Judgement {
  const view = viewOfValues(scenario, values, written)
  const key = JSON.stringify([
    view.nodes.map(({ role, release, own, count, isFallback, host }) => [
      role,
      release.name,
      own,
      count,
      isFallback,
      host,
    ]),
    view.levels,
    view.operations,
    [...view.written],
    [...keep],
  ])
  const known = judges.get(scenario) ?? new Map<string, Judgement>()
  judges.set(scenario, known)
  const before = known.get(key)
  if (before !== undefined) return before
  const sizes = new Map<string, number>()
  for (const { role, standsFor = 1 } of scenario.nodes) sizes.set(role, (sizes.get(role) ?? 0) + standsFor)
  const judgement = judgementOf(everyFinding(view, keep, sizes))
  known.set(key, judgement)
  return judgement
}

function viewOfValues(
  scenario: Scenario,
  values: ReadonlyMap<string, string>,
  written: ReadonlySet<string>,
): View {
  const { levels = [], operations = [] } = scenario
  const nodes = new Map<string, Present>()
  const forms = new Set(written)
  const cluster = Object.fromEntries(
    levels
      .filter(({ raised }) => raised !== 'on each node')
      .map(({ name, start }) => [name, [values.get(name) ?? start]] as const),
  )
  const usesHosts = scenario.skew?.some(({ over }) => over === 'same host') ?? false
  for (const { id, role, release: first, isFallback = false, host = null } of scenario.nodes) {
    const release = releaseOf(scenario, role, values.get(id) ?? first)
    const own = Object.fromEntries(
      levels
        .filter(({ raised, members }) => raised === 'on each node' && members.includes(role))
        .map(({ name, start }) => [name, values.get(`${id}.${name}`) ?? start]),
    )
    const key = JSON.stringify([role, release.name, own, isFallback, usesHosts && host])
    const same = nodes.get(key)
    nodes.set(key, { role, release, own, count: (same?.count ?? 0) + 1, isFallback, host })
    for (const { writes } of formsOf({ levels: cluster }, { release, own })) forms.add(writes)
  }
  return {
    scenario,
    nodes: [...nodes.values()],
    levels: cluster,
    operations: Object.fromEntries(operations.map(({ name }) => [name, values.get(name) ?? 'not yet'])),
    written: forms,
    down: null,
  }
}
