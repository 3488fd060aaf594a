/** The best way of a plan, for people: the waves, what is lost meanwhile, and the releases that it leads through. */

import type { Plan, SameWay } from '#sim/plan/model.ts'
import { wordsOfPace } from '#sim/plan/pace-of-way.ts'
import { sayLosses, sayPace } from '#sim/plan/runbook.ts'
import type { PlanStep } from '#sim/scenario/order/units.ts'
import { sayCount, sayMany } from '#sim/text/say-list.ts'
import { sayNumber, sayNumberOf } from '#sim/text/say-number.ts'
import { type Advice, aside, command, line, runCommand, saySteps, section } from './advice.ts'
import { groupBy } from './group.ts'
import { align, harmless } from './terminal.ts'

type Way = Pick<Plan, 'units' | 'phases' | 'waves' | 'losses' | 'route'>

/** More losses of one wave are only counted. */
const mostLosses = 4

/** The best way in waves, and the command that takes it. */
export function sayWay(advice: Advice, plan: Way): string[] {
  const { phases, route } = plan
  if (phases.length === 0) return []
  const steps = phases.flat()
  const number = steps.reduce((sum, { alike = 0 }) => sum + 1 + alike, 0)
  const size = `${sayNumberOf(number, 'step')} in ${sayCount(phases.length, 'wave')}`
  const title = route ? `The way through other releases: ${size}` : `The best order: ${size}`
  return section(advice, title, [
    ...(route ? [...sayRoute(advice, plan, route), ''] : []),
    ...phases.flatMap((phase, i) => sayWave(advice, plan, phase, i)),
    // What is too large to be listed is too large to be watched.
    ...(number > steps.length ? [] : watch(advice, plan)),
    ...saySame(advice, plan.units, route?.sameForAll ?? null),
  ])
}

function sayWave(advice: Advice, plan: Way, phase: readonly PlanStep[], i: number): string[] {
  const number = `${i + 1}`.padStart(String(plan.phases.length).length)
  const isOne = phase.length === 1 && phase[0]?.alike === undefined
  const [speed = '', ...more] = sayPace(phase, plan.waves[i])
  const pace = [saySteps(advice, phase), ...(isOne ? [] : [speed]), ...more].join(', ')
  const indent = number.length + 4
  const ends = plan.phases.slice(0, i + 1).flat().length
  const said = new Set(i === 0 ? [] : sayLosses(plan, ends - phase.length, plan.phases[i - 1]?.length ?? 0))
  const losses = sayLosses(plan, ends, phase.length).filter((text) => !said.has(text))
  return [
    line(advice, `${number}  ${pace}`),
    ...losses.slice(0, mostLosses).map((text) => aside(advice, `lost: ${text}`, indent)),
    ...(losses.length > mostLosses ? [aside(advice, `and ${losses.length - mostLosses} more`, indent)] : []),
  ]
}

/** Which releases each unit goes through; units that go the same way are one line. */
function sayRoute(advice: Advice, { units }: Way, route: NonNullable<Plan['route']>): string[] {
  const rows = sayUnits(units, route.units)
  const shortest = route.isShortest ? 'No way has fewer steps.' : 'There may be a way with fewer steps.'
  const { allOrders, safeOrders } = route
  const counts =
    allOrders === null || safeOrders === null
      ? ''
      : ` ${sayNumber(safeOrders)} of ${sayNumber(allOrders)} orders through these releases ${safeOrders === '1' ? 'is' : 'are'} safe.`
  return [...rows, line(advice, `${shortest}${counts}`)]
}

/** The way that is the same for all, with the command that takes it. */
function saySame(advice: Advice, units: Way['units'], same: SameWay | null): string[] {
  if (same === null) return []
  const steps = same.phases.flat()
  const size = `${sayCount(steps.length, 'step')} in ${sayCount(same.phases.length, 'wave')}`
  return [
    '',
    line(advice, `The same for all of a role takes ${size}:`),
    ...sayUnits(units, same.units),
    ...watch(advice, same),
  ]
}

/** The commands that take a way: step by step, and as fast as it may be taken. */
function watch(advice: Advice, way: Pick<Way, 'phases' | 'waves'>): string[] {
  const steps = way.phases.flat()
  const pace = wordsOfPace(advice.scenario, way)
  return [
    command(advice, 'Watch it:', runCommand(advice, steps)),
    ...(pace === null ? [] : [command(advice, 'At its pace:', runCommand(advice, steps, pace))]),
  ]
}

/** Who goes through which releases, those that go the same way on one line. */
function sayUnits(units: Way['units'], ways: NonNullable<Plan['route']>['units']): string[] {
  const rows = groupBy(ways, ({ role, through }) => JSON.stringify([role, through])).map((same) => {
    const [first] = same
    const all = units.filter(({ role }) => role === first?.role).length
    const names = same.map(({ unit }) => unit)
    const who = names.length > 1 && names.length === all ? `every ${first?.role}` : sayMany(names)
    return [{ text: harmless(who) }, { text: harmless(first?.through.join(' → ') ?? '') }]
  })
  return align(rows).map((row) => `  ${row}`)
}
