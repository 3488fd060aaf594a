/** Asks for everything that is said of one scenario in more than one way, and tells where the answers differ. */
import {
  type Answer,
  type Cell,
  cellsOf,
  check,
  ownOrder,
  type Planned,
  planOf,
  read,
  run,
  runAlong,
  runCell,
  type Scenario,
  type Steps,
  walk,
} from './answers.ts'
import { mixed, sampled } from './choose.ts'
import { type Draw, drawn } from './draw.ts'
import { anyOrder, firstBroken, keepingOrder } from './orders.ts'

/** What has to agree. */
export const properties = [
  'plan = check',
  'plan = run',
  'plan = run at its pace',
  'plan = brute force',
  'check = brute force',
  'check = run',
  'check = run along its path',
  'losses of check in plan',
  'what must come first',
  'nothing else matters',
  'counterexample fails',
  'matrix = run',
  'no error',
] as const

export type Property = (typeof properties)[number]

export interface Disagreement {
  readonly property: Property
  /** The property, which way round, and by which rule: what has the same kind is likely to have the same cause. */
  readonly kind: string
  /** What was asked and answered, in lines. */
  readonly answers: readonly string[]
}

export interface Examination {
  /** How often each property was tried. */
  readonly tried: Readonly<Partial<Record<Property, number>>>
  readonly found: readonly Disagreement[]
}

export interface Effort {
  /** How many orders are looked at. */
  readonly orders: number
  /** How many seeds the order of the plan is run with. */
  readonly seeds: number
  /** How many entries of the matrix are run. */
  readonly cells: number
  /** How many orders that keep what must come first are looked at, where nothing else is said to matter. */
  readonly keeping: number
  /** How many states of connections the brute force walks through, at most. */
  readonly states: number
}

export const usualEffort: Effort = { orders: 4, seeds: 2, cells: 6, keeping: 6, states: 200_000 }

/** As much as can be waited for whenever tests are run. */
export const briefEffort: Effort = { orders: 2, seeds: 1, cells: 2, keeping: 2, states: 20_000 }

/**
 * Examines the scenario of a text, and its variants.
 *
 * @param seed decides orders and seeds of runs
 * @param only the property that is asked for; absent: all
 */
export function examine(
  text: string,
  seed: number,
  effort: Effort = usualEffort,
  only?: Property,
): Examination {
  const tried: Partial<Record<Property, number>> = {}
  const found: Disagreement[] = []
  for (const scenario of read(text).scenarios) {
    const report: Report = {
      wants: (...wanted) => only === undefined || wanted.includes(only),
      tried: (property) => {
        tried[property] = (tried[property] ?? 0) + 1
      },
      found: (property, how, ...answers) => {
        found.push({ property, kind: `${property}: ${how}`, answers })
      },
    }
    report.tried('no error')
    try {
      examineOne(scenario, seed, effort, report)
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error)
      const where = error instanceof Error ? (error.stack ?? '').split('\n').slice(1, 4) : []
      report.found('no error', message.replaceAll(/\S*\d\S*/g, '…').slice(0, 80), message, ...where)
    }
  }
  return { tried, found: found.filter(({ property }) => only === undefined || property === only) }
}

interface Report {
  readonly wants: (...wanted: Property[]) => boolean
  readonly tried: (property: Property) => void
  readonly found: (property: Property, how: string, ...answers: string[]) => void
}

function examineOne(scenario: Scenario, seed: number, effort: Effort, report: Report): void {
  const { wants } = report
  const orders = sampled(
    drawn((draw) => Array.from({ length: effort.orders }, () => anyOrder(draw, scenario))),
    seed,
  )
  if (wants('matrix = run')) compareMatrix(scenario, seed, effort, report)
  const isPlanned = wants(
    'plan = check',
    'plan = run',
    'plan = run at its pace',
    'plan = brute force',
    'losses of check in plan',
    'what must come first',
    'nothing else matters',
    'counterexample fails',
    'no error',
  )
  const found = isPlanned ? planOf(scenario) : null
  if (found !== null) comparePlan(scenario, found, seed, effort, report)
  const some = [
    ...(found !== null && found.steps.length > 0 ? [found.steps] : []),
    ownOrder(scenario),
    ...orders,
  ]
  const different = some.filter((steps, i) => some.findIndex((other) => say(other) === say(steps)) === i)
  for (const [i, steps] of different.slice(0, effort.orders).entries()) {
    compareOrder(scenario, steps, found, mixed(seed, i), effort, report)
  }
}

const say = (steps: Steps) => steps.map(({ node, to }) => `${node}=${to}`).join(', ')

/** The kinds of rules that were broken, by their first words. */
function rulesOf({ rules, verdict }: Answer): string {
  const [first] = rules
  return first === undefined ? verdict : (first.split(' ')[0] ?? first)
}

const badness = ({ verdict }: Answer) => ['safe', 'unsupported', 'unknown', 'unsafe'].indexOf(verdict)

/** Which way round two answers differ, with the rule that the worse one names. */
function how(a: Answer, b: Answer): string {
  const worse = badness(a) > badness(b) ? a : b
  return `${a.verdict} ≠ ${b.verdict} (${rulesOf(worse)})`
}

function told(who: string, { verdict, reasons }: Answer): string[] {
  return [`${who}: ${verdict}`, ...reasons.slice(0, 4).map((reason) => `  ${reason}`)]
}

function comparePlan(scenario: Scenario, found: Planned, seed: number, effort: Effort, report: Report): void {
  const { wants, tried } = report
  const { steps, waves } = found
  const order = `order: ${say(steps)}`
  if (found.verdict === 'safe' && steps.length > 0) {
    if (wants('plan = check', 'losses of check in plan')) {
      const checked = check(scenario, steps)
      tried('plan = check')
      if (checked.verdict !== 'safe') {
        report.found(
          'plan = check',
          how(found, checked),
          order,
          ...told('plan', found),
          ...told('check', checked),
        )
      }
      tried('losses of check in plan')
      const missing = checked.losses.filter((loss) => !found.losses.includes(loss))
      if (missing.length > 0) {
        const [rule = ''] = missing[0]?.split(/[ :]/) ?? []
        report.found(
          'losses of check in plan',
          rule,
          order,
          ...missing.map((loss) => `only in check: ${loss}`),
        )
      }
    }
    for (let i = 0; i < effort.seeds; i++) {
      const runSeed = i === 0 ? 7 : mixed(seed, i) >>> 0
      if (wants('plan = run')) {
        tried('plan = run')
        const ran = run(scenario, steps, runSeed)
        if (ran.verdict !== 'safe') {
          report.found(
            'plan = run',
            how(found, ran),
            order,
            ...told('plan', found),
            ...told(`run, seed ${runSeed}`, ran),
          )
        }
      }
      if (wants('plan = run at its pace') && waves.some((size) => size > 1)) {
        tried('plan = run at its pace')
        const ran = run(scenario, steps, runSeed, waves)
        if (ran.verdict !== 'safe') {
          const paced = `${order}, in waves of ${waves.join(', ')}`
          report.found('plan = run at its pace', how(found, ran), paced, ...told(`run, seed ${runSeed}`, ran))
        }
      }
    }
  }
  if (wants('plan = brute force')) {
    const walked = walk(scenario, null, effort.states)
    if (walked.verdict !== 'unknown' && found.safeOrders !== null) {
      tried('plan = brute force')
      if (walked.safeOrders !== found.safeOrders || walked.allOrders !== found.allOrders) {
        const more = BigInt(found.safeOrders) > BigInt(walked.safeOrders ?? 0) ? 'more' : 'fewer'
        report.found(
          'plan = brute force',
          `${more} safe orders by the plan (${rulesOf(more === 'more' ? walked : found)})`,
          `plan: ${found.safeOrders} of ${found.allOrders} orders`,
          ...found.reasons.slice(0, 4).map((reason) => `  ${reason}`),
          `brute force: ${walked.safeOrders} of ${walked.allOrders}`,
          ...walked.reasons.slice(0, 4).map((reason) => `  ${reason}`),
        )
      }
    }
  }
  if (found.counterexample !== null && wants('counterexample fails')) {
    tried('counterexample fails')
    const checked = check(scenario, found.counterexample)
    if (checked.verdict === 'safe') {
      report.found('counterexample fails', 'it is safe', `order: ${say(found.counterexample)}`)
    }
  }
  if (found.isAllThatMatters && !found.isRoute && wants('nothing else matters')) {
    const orders = sampled(
      drawn((draw: Draw) =>
        Array.from({ length: effort.keeping }, () => keepingOrder(draw, scenario, found.precedences)),
      ),
      mixed(seed, 99),
    )
    for (const kept of new Map(
      orders.flatMap((each) => (each === null ? [] : [[say(each), each]])),
    ).values()) {
      tried('nothing else matters')
      const checked = check(scenario, kept)
      if (checked.verdict === 'safe') continue
      const texts = found.precedences.map(({ text }) => `precedence: ${text}`)
      report.found(
        'nothing else matters',
        rulesOf(checked),
        ...texts,
        `order: ${say(kept)}`,
        ...told('check', checked),
      )
      break
    }
  }
}

function compareOrder(
  scenario: Scenario,
  steps: Steps,
  found: Planned | null,
  seed: number,
  effort: Effort,
  report: Report,
): void {
  const { wants, tried } = report
  if (
    !wants(
      'plan = check',
      'check = run',
      'check = brute force',
      'check = run along its path',
      'what must come first',
      'no error',
    )
  )
    return
  const order = `order: ${say(steps)}`
  const checked = check(scenario, steps)
  if (wants('check = run')) {
    tried('check = run')
    const ran = run(scenario, steps, seed >>> 0)
    if (ran.verdict !== checked.verdict) {
      const answers = [order, ...told('check', checked), ...told(`run, seed ${seed >>> 0}`, ran)]
      report.found('check = run', how(checked, ran), ...answers)
    }
  }
  if (wants('check = run along its path') && checked.verdict === 'unsafe') {
    const ran = runAlong(scenario, steps, effort.states)
    if (ran !== null) {
      tried('check = run along its path')
      if (ran.observed !== 'unsafe') {
        const answers = [order, ...told('check', checked), `run along the path: observed ${ran.observed}`]
        report.found('check = run along its path', rulesOf(checked), ...answers)
      }
    }
  }
  if (wants('check = brute force')) {
    const walked = walk(scenario, steps, effort.states)
    if (walked.verdict !== 'unknown') {
      tried('check = brute force')
      const isSame = walked.isLeast ? checked.verdict !== 'safe' : walked.verdict === checked.verdict
      if (!isSame) {
        const answers = [order, ...told('check', checked), ...told('brute force', walked)]
        report.found('check = brute force', how(checked, walked), ...answers)
      }
    }
  }
  if (wants('plan = check') && found !== null && checked.verdict === 'safe') {
    tried('plan = check')
    const isNone = found.verdict === 'unsafe' || (found.safeOrders === '0' && !found.isRoute)
    if (isNone) {
      const says = `plan: ${found.verdict}, ${found.safeOrders} of ${found.allOrders} orders are safe`
      report.found('plan = check', 'a safe order that there is not', order, says, ...told('check', checked))
    }
  }
  if (wants('what must come first') && found !== null && !found.isRoute && checked.verdict === 'safe') {
    tried('what must come first')
    const broken = firstBroken(steps, found.precedences)
    if (broken !== null) report.found('what must come first', 'it need not', order, `is safe, with ${broken}`)
  }
}

function compareMatrix(scenario: Scenario, seed: number, effort: Effort, { tried, found }: Report): void {
  const cells = sampled(
    drawn((draw) => draw.shuffled(cellsOf(scenario)).slice(0, effort.cells)),
    mixed(seed, 77),
  )
  for (const [i, cell] of cells.entries()) {
    tried('matrix = run')
    const runSeed = mixed(seed, 78, i) >>> 0
    const outcomes = runCell(scenario, cell, runSeed)
    const strange = outcomes.find((outcome) => !cell.outcomes.includes(outcome))
    if (strange === undefined) continue
    const kind = `${cell.outcomes.join(' or ')} ≠ ${strange}`
    found('matrix = run', kind, sayCell(cell), `run of the pair, seed ${runSeed}: ${outcomes.join(', ')}`)
  }
}

const sayCell = ({ link, dialer, acceptor, outcomes }: Cell) =>
  `matrix, ${link}, ${dialer} → ${acceptor}: ${outcomes.join(' or ')}`
