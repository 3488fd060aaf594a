/** The sections of a plan, for people. Each is a fold over the part of the plan that it shows. */

import type { Exit, FirstStep, Plan, PointOfNoReturn } from '#sim/plan/model.ts'
import { backsOf, sayBacks } from '#sim/plan/rollback.ts'
import { inListedOrder, sayBackPace, whichOf } from '#sim/plan/runbook.ts'
import { sayPrecedences } from '#sim/plan/say-precedence.ts'
import { capital, sayList } from '#sim/text/say-list.ts'
import { type Advice, aside, line, saySteps, section, sourceOf } from './advice.ts'
import { groupBy } from './group.ts'
import { sayCost } from './say-cost.ts'
import { sayCounterexample } from './say-counterexample.ts'
import { sayGranted, sayProvisos } from './say-granted.ts'
import { isRoute, sayAim, sayCounts, sayLimits, sayLossCount, sayPlanVerdict } from './say-verdict.ts'
import { sayWay } from './say-way.ts'

/**
 * Says the parts of a plan as they become known.
 *
 * @param write takes each section as soon as it can be said
 */
export function sayParts(advice: Advice, write: (text: string) => void): (part: Partial<Plan>) => void {
  let soFar: Partial<Plan> = {}
  return (part) => {
    soFar = { ...soFar, ...part }
    const lines = sections.flatMap(({ of, say }) =>
      Object.hasOwn(part, of) ? say(advice, soFar as Plan) : [],
    )
    if (lines.length > 0) write(`${lines.join('\n')}\n`)
  }
}

/** What is said as soon as a part is known. Every part that is read here is told with it or before it. */
const sections: readonly {
  readonly of: keyof Plan
  readonly say: (advice: Advice, plan: Plan) => readonly string[]
}[] = [
  {
    of: 'verdict',
    say: (advice, plan) => [
      ...sayAim(advice, plan.keep),
      sayPlanVerdict(advice, plan),
      ...sayLossCount(advice, plan.losses),
    ],
  },
  { of: 'safeOrders', say: sayCounts },
  { of: 'blame', say: sayBlame },
  { of: 'wouldHelp', say: sayHelp },
  // What must come first on a route says nothing to those who do not know the route.
  { of: 'precedences', say: (advice, plan) => (isRoute(advice, plan) ? [] : sayFirsts(advice, plan)) },
  { of: 'phases', say: sayWay },
  { of: 'route', say: (advice, plan) => (isRoute(advice, plan) ? sayFirsts(advice, plan) : []) },
  { of: 'firstSteps', say: sayFirstSteps },
  // What it all rests on has to be on the first screen: what else there is to know comes later.
  { of: 'takenForGranted', say: sayProvisos },
  { of: 'takenForGranted', say: sayGranted },
  { of: 'takenForGranted', say: sayRollback },
  { of: 'exits', say: sayExits },
  {
    of: 'counterexample',
    say: (advice, { counterexample }) =>
      counterexample === null ? [] : sayCounterexample(advice, counterexample),
  },
  { of: 'cost', say: (advice, { cost }) => (cost === null ? [] : sayCost(advice, cost)) },
  { of: 'limits', say: sayLimits },
]

function sayBlame(advice: Advice, { blame }: Plan): string[] {
  if (blame.length === 0) return []
  const howMany = blame.every(({ isAlone }) => isAlone) ? 'each by itself' : 'all together'
  const title = blame.length === 1 ? 'The rule to blame' : `The rules to blame, ${howMany}`
  return section(
    advice,
    title,
    blame.flatMap(({ rule, reason, source }) => [
      line(advice, `${reason} (${rule})`),
      ...sourceOf(advice, source),
    ]),
  )
}

function sayHelp(advice: Advice, { wouldHelp }: Plan): string[] {
  if (wouldHelp.length === 0) return []
  return section(advice, 'What would help', [
    ...wouldHelp.map(({ name, to, text }) =>
      line(advice, `${capital(text)} there is a safe way (upgrade: { to: { ${name}: ${to} } }).`),
    ),
    aside(advice, 'Only this was tried: one level more, or all of one role more.'),
  ])
}

function sayFirsts(advice: Advice, plan: Plan): string[] {
  const { verdict, isExact, precedences, precedencesSuffice, safeOrders, allOrders } = plan
  if (verdict !== 'safe') return []
  // Where orders were not counted, it may still be known that no step has to wait for another.
  const isCounted = safeOrders !== null && safeOrders === allOrders
  const isFree = precedences.length === 0 && (precedencesSuffice || isCounted)
  const rest = precedencesSuffice
    ? 'Nothing else matters.'
    : 'More matters than this: not every such order is safe.'
  const none = isExact
    ? 'Nothing in all of them: which step may come next depends on those taken.'
    : 'Not known: there may be more safe orders than were found.'
  const said =
    precedences.length > 0
      ? [...sayPrecedences(advice.scenario, plan).map(({ text }) => text), rest]
      : [isFree ? 'Nothing: every order is safe.' : none]
  return section(
    advice,
    'What must come first',
    said.map((text) => line(advice, text)),
  )
}

function sayFirstSteps(advice: Advice, plan: Plan): string[] {
  const unsafe = plan.firstSteps.filter(({ safe }) => !safe)
  if (unsafe.length === 0) return []
  const groups = groupBy(unsafe, ({ role, to, reason }) => JSON.stringify([role, to, reason]))
  return section(
    advice,
    plan.verdict === 'unknown'
      ? 'First steps that are not safe, or not known to lead on'
      : 'First steps that look possible and are not',
    groups.map((steps) => line(advice, `${sayWho(advice, plan, steps)}: ${steps[0]?.reason}`)),
  )
}

/** The units of which each may take this step first. */
function sayWho(advice: Advice, plan: Plan, steps: readonly FirstStep[]): string {
  const [first] = steps
  const names = steps.map(({ unit }) => unit)
  const isEach = first?.alike !== undefined || names.length > mostNames
  return `${isEach ? anyOf(advice, plan, first) : sayList(names)} to ${first?.to}`
}

/** More names are a number to the reader. */
const mostNames = 8

/** Any of the units that are like this one: of a level that nodes of several roles hold, those of one of them. */
function anyOf(
  { scenario }: Advice,
  { units }: Plan,
  { unit, role }: { unit: string; role: string } = { unit: '', role: '' },
): string {
  const roles = new Map(scenario.nodes.map(({ id, role: name }) => [id, name]))
  const holderOf = ({ node }: Plan['units'][number]) => roles.get(node ?? '')
  const like = units.filter((each) => each.role === role)
  const one = like.find(({ id }) => id === unit)
  const own = like.filter((each) => one !== undefined && holderOf(each) === holderOf(one))
  if (one === undefined || own.length < 2) return unit
  return own.length === like.length ? `any ${role}` : `${role} of any ${holderOf(one)}`
}

/** More kinds of steps are only counted. */
const mostExits = 8

/** Steps that lead astray after the first one, each kind once for each reason. */
function sayExits(advice: Advice, plan: Plan): string[] {
  const known = new Set(plan.firstSteps.filter(({ safe }) => !safe).map(keyOf))
  const groups = groupBy(
    plan.exits.filter((exit) => !known.has(keyOf(exit))),
    (exit) => `${keyOf(exit)} ${anyOf(advice, plan, exit)}`,
  )
  if (groups.length === 0) return []
  return section(advice, 'Later steps that lead astray', [
    ...groups.slice(0, mostExits).flatMap(([first]) => {
      if (first === undefined) return []
      return [
        line(advice, `${anyOf(advice, plan, first)} to ${first.to}: ${first.reason}`),
        aside(advice, `such as with ${first.after}`),
      ]
    }),
    ...(groups.length > mostExits
      ? [aside(advice, `and ${groups.length - mostExits} more; --json has all`, 2)]
      : []),
  ])
}

const keyOf = ({ role, to, reason }: Pick<Exit, 'role' | 'to' | 'reason'>) =>
  JSON.stringify([role, to, reason])

function sayRollback(advice: Advice, plan: Plan): string[] {
  const { verdict, phases, rollback } = plan
  if (verdict !== 'safe' || phases.length === 0) return []
  const point = rollback.pointOfNoReturn
  const lost = rollback.ways.find(({ isCut }) => isCut)
  const last =
    lost !== undefined
      ? [`From wave ${lost.after} on, whether a safe way leads back is not known: ${lost.reason}.`]
      : point === null
        ? isAsItCame(plan)
          ? []
          : [sayBacks[backsOf(rollback)]]
        : [
            `The point of no return: ${sayPoint(advice, plan, point)}. No safe way leads back after it: ${point.reason}.`,
          ]
  return section(
    advice,
    'The way back',
    [...sayWays(advice, plan), ...last, ...sayBackLosses(plan)].map((text) => line(advice, text)),
  )
}

const whatLeadsBack = {
  safe: 'there is a safe way back',
  loses: 'a way leads back that loses data',
  nothing: 'nothing was found against going back',
} as const

/** What going back costs: data that was written meanwhile. */
function sayBackLosses(plan: Plan): string[] {
  const losses = [...new Set(openWays(plan).flatMap((way) => way.losses))]
  return losses.length === 0 ? [] : [`Lost on the way back, for good: ${losses.join('; ')}.`]
}

const openWays = ({ rollback }: Plan) => rollback.ways.filter((way) => way.after > 0 && way.phases !== null)

/** Whether every way back takes the waves of the plan back, one after the other. */
const isAsItCame = (plan: Plan) =>
  openWays(plan).every(({ after, phases }) => isSame(phases ?? [], reversed(plan.phases.slice(0, after))))

/** The ways back, as far as there are any: in one sentence, or wave by wave. */
function sayWays(advice: Advice, plan: Plan): string[] {
  const ways = openWays(plan)
  const end = ways.at(-1)?.after
  if (end === undefined) return []
  if (isAsItCame(plan)) {
    const pace = sayBackPace(openWays(plan).at(-1)?.phases ?? [])
    const kinds = groupedRuns(ways.map((way) => backsOf({ ways: [way] })))
    const said = kinds.map(({ value, first, last }) => {
      const isAll = first === 1 && last === end
      const all = end === plan.phases.length ? 'from every wave' : `up to wave ${end}`
      const some = first === last ? `from wave ${first}` : `from waves ${first} to ${last}`
      return `${isAll ? all : some} ${whatLeadsBack[value]}`
    })
    return [`${capital(said.join(', '))}: the same waves, the last one first${pace}.`]
  }
  return ways.map(
    ({ after, phases }) => `after wave ${after}: ${sayOneWay(advice, plan, after, phases ?? [])}`,
  )
}

/** Values that follow each other and are the same: each once, with the places of its first and last, counted from 1. */
function groupedRuns<T>(values: readonly T[]): { value: T; first: number; last: number }[] {
  const runs: { value: T; first: number; last: number }[] = []
  for (const [i, value] of values.entries()) {
    const run = runs.at(-1)
    if (run?.value === value) run.last = i + 1
    else runs.push({ value, first: i + 1, last: i + 1 })
  }
  return runs
}

/** The step after which there is no way back. */
function sayPoint(advice: Advice, plan: Plan, point: PointOfNoReturn): string {
  const one = whichOf(plan, point)
  const wave = `in wave ${point.phase + 1}`
  if (one === null) return `${saySteps(advice, [point.step])}, ${wave}, ${inListedOrder}`
  const what = one.unit === point.step.unit ? saySteps(advice, [point.step]) : `${one.unit} to ${one.to}`
  return `${what}, ${wave}`
}

/** A way back: what has to be done until it goes on as the way back from the wave before does. */
function sayOneWay(advice: Advice, plan: Plan, after: number, way: Plan['phases']): string {
  if (way.length === 0) return 'nothing can be taken back, and nothing has to be'
  const before = plan.rollback.ways[after - 1]?.phases ?? []
  const isShared = before.length > 0 && isSame(way.slice(-before.length), before)
  const own = isShared ? way.slice(0, -before.length) : way
  const said = own.map((phase) => saySteps(advice, phase))
  return `${[...said, ...(isShared ? [`as after wave ${after - 1}`] : [])].join(', then ')}${isShared ? '' : sayBackPace(own)}`
}

/** Phases taken back, the last one first. */
function reversed(phases: Plan['phases']): Plan['phases'] {
  return phases
    .toReversed()
    .map((phase) => phase.map(({ from, to, ...step }) => ({ ...step, from: to, to: from })))
}

function isSame(a: Plan['phases'], b: Plan['phases']): boolean {
  const keys = (phases: Plan['phases']) =>
    JSON.stringify(phases.map((phase) => phase.map(({ unit, to }) => `${unit} ${to}`).toSorted()))
  return keys(a) === keys(b)
}
