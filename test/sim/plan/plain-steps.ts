/** Single steps taken the slow and obvious way, node by node: what everything that the planner counts is held against. */

import type { StateVerdict } from '#sim/plan/space/judgement.ts'
import { type Condition, type Scenario, usualConditions } from '#sim/scenario/model.ts'
import type { Unit } from '#sim/scenario/order/units.ts'
import { startValues, unitsOf } from '#sim/scenario/order/units.ts'
import { releaseAt, releaseOf } from '#sim/scenario/release.ts'
import { judgeValues } from './judge-values.ts'
import { plainConnections, plainLevels, plainService } from './plain-rules.ts'

/** Where a cluster stands: the value of everything, levels that rise by themselves among it, and what was written. */
export interface Standing {
  readonly values: ReadonlyMap<string, string>
  readonly written: ReadonlySet<string>
}

/** What stays the same on every way. */
export interface Plain {
  readonly scenario: Scenario
  readonly units: readonly Unit[]
  readonly keep: ReadonlySet<Condition>
  readonly isBack: boolean
  /** Whether a state with this verdict may be passed. */
  readonly passes: (verdict: StateVerdict) => boolean
}

interface PlainOptions {
  readonly isBack?: boolean
  readonly passes?: (verdict: StateVerdict) => boolean
}

const isSafe = (verdict: StateVerdict) => verdict === 'safe'

export function plainOf(scenario: Scenario, { isBack = false, passes = isSafe }: PlainOptions = {}): Plain {
  const keep = new Set(scenario.upgrade.keep ?? usualConditions)
  return { scenario, units: unitsOf(scenario), keep, isBack, passes }
}

/** Where everything stands at first. Null where that is not safe. */
export function plainStart(plain: Plain): Standing | null {
  const values = new Map(startValues(plain.scenario))
  for (const { name, start } of automatic(plain.scenario)) values.set(name, start)
  return arrive(plain, rise(plain, { values, written: new Set() }, null))
}

/** Where everything stands after one step. Null where the step, or what it leads to, is not safe. */
export function plainStep(plain: Plain, before: Standing, unit: Unit, to: string): Standing | null {
  if (!mayMove(plain, unit, before.values.get(unit.id) ?? '', to)) return null
  return unit.node === null ? raised(plain, before, unit, to) : restarted(plain, before, unit, unit.node, to)
}

/** A node goes down, levels rise without it, it starts where they stand then, and they rise with it. */
function restarted(plain: Plain, before: Standing, { id }: Unit, node: string, to: string): Standing | null {
  const { scenario, keep } = plain
  const meanwhile = rise(plain, before, node)
  if (!plainService(scenario, meanwhile.values, node)) return null
  if (!plainConnections(scenario, meanwhile.values, keep, node)) return null
  const values = new Map(meanwhile.values).set(id, to)
  const role = scenario.nodes.find((each) => each.id === node)?.role ?? ''
  const { levels: able = {} } = releaseOf(scenario, role, values.get(node) ?? '')
  const own = Object.entries(plainLevels(scenario, values, node))
  if (own.some(([name, value]) => able[name] !== undefined && !able[name].includes(value))) return null
  return arrive(plain, rise(plain, { ...meanwhile, values }, null))
}

/** A level or an operation of the whole cluster stands at its next value at once. */
function raised(plain: Plain, before: Standing, { id }: Unit, to: string): Standing | null {
  const { scenario, keep, passes } = plain
  const values = new Map(before.values).set(id, to)
  if (scenario.levels?.find(({ name }) => name === id)?.isTransitional) {
    // Some may be at the one value while others are at the other: all have to do with either, and with what either writes.
    const written = new Set([...before.written, ...formsAt(scenario, values)])
    for (const each of [before.values, values]) {
      if (!passes(judgeValues(scenario, each, keep, written).verdict)) return null
    }
  }
  return arrive(plain, rise(plain, { ...before, values }, null))
}

/** Remembers what is written, and judges. */
function arrive(plain: Plain, standing: Standing): Standing | null {
  const { scenario, keep, passes } = plain
  const there = writing(plain, standing, null)
  return passes(judgeValues(scenario, there.values, keep, there.written).verdict) ? there : null
}

/** What was written so far, where it has to be read, with what everybody writes who is up. */
function writing({ scenario, keep }: Plain, { values, written }: Standing, down: string | null): Standing {
  if (!keep.has('readable')) return { values, written }
  return { values, written: new Set([...written, ...formsAt(scenario, values, down)]) }
}

function mayMove({ scenario, isBack }: Plain, { kind, role }: Unit, from: string, to: string): boolean {
  if (kind === 'operation') return true
  if (kind === 'level') {
    const level = scenario.levels?.find(({ name }) => name === role)
    const places = level?.values ?? []
    return level?.isReversible === true || places.indexOf(to) > places.indexOf(from)
  }
  const own = scenario.roles.find(({ name }) => name === role)
  const places = own?.releases.map(({ name }) => name) ?? []
  const isOlder = places.indexOf(to) < places.indexOf(from)
  if (isOlder && releaseOf(scenario, role, from).wayBack === 'none') return false
  return isBack || own?.edges === undefined || (own.edges[from] ?? []).includes(to)
}

const automatic = ({ levels = [] }: Scenario) => levels.filter(({ raised }) => raised === 'automatically')

/**
 * Levels that rise by themselves, place by place, while every member that has to be asked is there and can run at the next, and
 * somebody is there.
 *
 * @param down a node that is down
 */
function rise(plain: Plain, from: Standing, down: string | null): Standing {
  const { scenario } = plain
  const here = writing(plain, from, down)
  for (const { name, values: places, members, waitsForAll } of automatic(scenario)) {
    const all = scenario.nodes.filter(({ role }) => members.includes(role))
    const asked = all.filter(({ id }) => id !== down)
    const next = places[places.indexOf(here.values.get(name) ?? '') + 1]
    const isHeldBack = waitsForAll && asked.length < all.length
    if (next === undefined || asked.length === 0 || isHeldBack) continue
    const canAll = asked.every(({ id, role }) => {
      const able = releaseOf(scenario, role, here.values.get(id) ?? '').levels?.[name]
      return able === undefined || able.includes(next)
    })
    if (canAll) return rise(plain, { ...here, values: new Map(here.values).set(name, next) }, down)
  }
  return here
}

function formsAt(
  scenario: Scenario,
  values: ReadonlyMap<string, string>,
  down: string | null = null,
): string[] {
  return scenario.nodes.flatMap(({ id, role }) => {
    if (id === down) return []
    const release = releaseOf(scenario, role, values.get(id) ?? '')
    return releaseAt(release, plainLevels(scenario, values, id)).data?.writes ?? []
  })
}

/** Where a cluster stands after these steps. Null where one of them, or the start, is not safe. */
export function plainWalk(
  plain: Plain,
  steps: readonly PlainStep[],
  start = plainStart(plain),
): Standing | null {
  let standing = start
  for (const { unit, to } of steps) {
    const own = plain.units.find(({ id }) => id === unit)
    if (own === undefined) throw new Error(`there is no unit ${unit}`)
    standing = standing && plainStep(plain, standing, own, to)
  }
  return standing
}

/** The values that a unit may take next. */
export type NextOf = (unit: Unit, standing: Standing) => readonly string[]

/** Every safe order from here until no unit has anywhere to go. */
export function* waysFrom(plain: Plain, from: Standing, nextOf: NextOf): Generator<PlainStep[]> {
  const steps = plain.units.flatMap((unit) => nextOf(unit, from).map((to) => ({ unit, to })))
  if (steps.length === 0) yield []
  for (const { unit, to } of steps) {
    const next = plainStep(plain, from, unit, to)
    if (next === null) continue
    for (const rest of waysFrom(plain, next, nextOf)) yield [{ unit: unit.id, to }, ...rest]
  }
}

/** Every order of the steps of all units, safe or not; those of one unit in their own order. */
export function* allOrders({ units }: Pick<Plain, 'units'>): Generator<PlainStep[]> {
  const isMoving = ({ path }: Unit) => path.length > 1
  if (!units.some(isMoving)) yield []
  for (const unit of units.filter(isMoving)) {
    const [, to = '', ...rest] = unit.path
    const left = units.map((other) => (other === unit ? { ...unit, path: [to, ...rest] } : other))
    for (const order of allOrders({ units: left })) yield [{ unit: unit.id, to }, ...order]
  }
}

export interface PlainStep {
  readonly unit: string
  readonly to: string
}

/** The same, counted without listing them. */
export function countWays(plain: Plain, from: Standing, nextOf: NextOf): bigint {
  const known = new Map<string, bigint>()
  const count = (standing: Standing): bigint => {
    const key = JSON.stringify([[...standing.values], [...standing.written].toSorted()])
    const before = known.get(key)
    if (before !== undefined) return before
    let isDone = true
    let ways = 0n
    for (const unit of plain.units) {
      for (const to of nextOf(unit, standing)) {
        isDone = false
        const next = plainStep(plain, standing, unit, to)
        if (next !== null) ways += count(next)
      }
    }
    const all = isDone ? 1n : ways
    known.set(key, all)
    return all
  }
  return count(from)
}

/** One place forward along the path of a unit. */
export const forward: NextOf = ({ id, path }, { values }) => {
  const place = path.indexOf(values.get(id) ?? '')
  return path.slice(place + 1, place + 2)
}

/** One place back; what runs is ended, and what has ended stays so. */
export const backward: NextOf = ({ id, kind, path }, { values }) => {
  const value = values.get(id) ?? ''
  if (kind === 'operation') return value === 'running' ? ['done'] : []
  const place = path.indexOf(value)
  return place > 0 ? path.slice(place - 1, place) : []
}

/**
 * For nodes every release between where they are and the end of their path, later ones first or last whichever way it goes;
 * whether a release leads there is a matter of the step. Everything else goes straight.
 */
export function through({ scenario }: Plain): NextOf {
  return (unit, standing) => {
    const { kind, role, path } = unit
    if (kind !== 'node') return forward(unit, standing)
    const names = scenario.roles.find(({ name }) => name === role)?.releases.map(({ name }) => name) ?? []
    const goal = names.indexOf(path.at(-1) ?? '')
    const at = names.indexOf(standing.values.get(unit.id) ?? '')
    return at < goal ? names.slice(at + 1, goal + 1) : names.slice(goal, at).toReversed()
  }
}

/** With how few safe steps everything gets to where its path ends, breadth first. Null where nothing leads there. */
export function fewestSteps(plain: Plain, start: Standing, nextOf: NextOf): number | null {
  const isDone = ({ values }: Standing) => plain.units.every(({ id, path }) => values.get(id) === path.at(-1))
  const keyOf = ({ values, written }: Standing) => JSON.stringify([[...values], [...written].toSorted()])
  const seen = new Set([keyOf(start)])
  let layer = [start]
  for (let steps = 0; layer.length > 0; steps++) {
    if (layer.some(isDone)) return steps
    const next = layer.flatMap((standing) =>
      plain.units.flatMap((unit) =>
        nextOf(unit, standing).flatMap((to) => plainStep(plain, standing, unit, to) ?? []),
      ),
    )
    layer = next.filter((standing) => {
      const key = keyOf(standing)
      return !seen.has(key) && seen.add(key)
    })
  }
  return null
}
