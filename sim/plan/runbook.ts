import type { Condition, Scenario } from '../scenario/model.ts'
import { kindOfStep } from '../scenario/order/step-kind.ts'
import { startingFrom } from '../scenario/order/target.ts'
import type { PlanStep } from '../scenario/order/units.ts'
import { rolloutSteps, sizeOf, unitsOf } from '../scenario/order/units.ts'
import { type Outcome, outcomes } from '../scenario/outcome.ts'
import { sayCount, sayList, sayMany } from '../text/say-list.ts'
import { sayNumber } from '../text/say-number.ts'
import { type MixedState, mixedStates } from './mixed-state.ts'
import type { Loss, Plan, PointOfNoReturn, SameWay, WayBack } from './model.ts'
import { backsOf, sayBacks } from './rollback.ts'
import { sayPrecedences } from './say-precedence.ts'
import type { Wave } from './search/walk-way.ts'

export interface Runbook {
  readonly waves: readonly RunbookWave[]
  /** How the cluster stands when all is done. */
  readonly done: string
  /** The step after which there is no safe way back, and why; null where there always is one. */
  readonly pointOfNoReturn: string | null
}

/** A phase: its steps may be taken in any order. */
export interface RunbookWave {
  /** Such as `every client`. */
  readonly title: string
  /** Such as `one at a time, in any order`. */
  readonly hint: string
  readonly steps: readonly { readonly step: PlanStep; readonly text: string; readonly effect: string }[]
  /** What has to be so before the first of its steps. */
  readonly before: readonly string[]
  /** What has to be so before the next wave. */
  readonly gate: readonly string[]
  /** What is lost until a later wave. */
  readonly losses: readonly string[]
  /** How to take it back. */
  readonly rollback: string
  /** Whether this wave holds the point of no return. */
  readonly isFinal: boolean
}

/** Of longer plans the states on the way are not worked out. */
const mostSteps = 200

/** Puts a plan into the words of a runbook. Without waves where there is no safe way. */
export function runbookOf(scenario: Scenario, plan: Plan): Runbook {
  const { phases, rollback, keep } = plan
  const ends = phases.map((_, i) => phases.slice(0, i + 1).flat())
  const states = statesAfter(startingFrom(scenario, plan.units), phases, keep)
  const stateAt = (steps: number) => states.get(steps)
  const { pointOfNoReturn } = rollback
  const isGathered = phases.flat().some(({ alike }) => alike !== undefined)
  // A plan of many nodes has units for a few of them.
  const all = { units: isGathered ? unitsOf(scenario) : plan.units, nodes: scenario.nodes }
  const waves = phases.map((phase, i): RunbookWave => {
    const first = (ends[i]?.length ?? 0) - phase.length
    const after = stateAt(ends[i]?.length ?? 0)
    return {
      title: sayPhase(all, phase),
      hint: sayPace(phase, plan.waves[i]).join(', '),
      steps: phase.map((step, n) => ({
        step,
        text: sayStep(scenario, plan, step),
        effect: sayEffect(stateAt(first + n + 1)),
      })),
      before: sayChecks(stateAt(first), i === 0 ? null : (phases[i - 1] ?? null), all),
      gate: [...sayArrival(all, phase), ...(after ? [`${sayEffect(after)}.`] : [])],
      losses: sayLosses(plan, ends[i]?.length ?? 0, phase.length),
      rollback: sayWayBack(all, rollback.ways[i + 1]),
      isFinal: pointOfNoReturn?.phase === i,
    }
  })
  return {
    waves,
    done: sayEffect(stateAt(phases.flat().length)),
    pointOfNoReturn:
      pointOfNoReturn === null
        ? null
        : `After ${sayPoint(scenario, plan, pointOfNoReturn)} there is no safe way back: ${pointOfNoReturn.reason}.`,
  }
}

function sayPoint(scenario: Scenario, plan: Plan, point: PointOfNoReturn): string {
  const one = whichOf(plan, point)
  const said = sayStep(scenario, plan, one ?? point.step, 'gerund')
  return one === null ? `${said}, where steps are taken ${inListedOrder},` : said
}

/** The mixed states by how many steps lead there. None where there are too many steps, or nodes that are only counted. */
function statesAfter(
  scenario: Scenario,
  phases: Plan['phases'],
  keep: readonly Condition[],
): ReadonlyMap<number, MixedState> {
  const steps = phases.flat()
  if (steps.length > mostSteps || steps.some(({ alike }) => alike !== undefined)) return new Map()
  return new Map(mixedStates(scenario, rolloutSteps(steps), keep).entries())
}

/** Everything that moves, with the nodes that stand for several. */
type All = Pick<Plan, 'units'> & Partial<Pick<Scenario, 'nodes'>>

/** `every client to ZODB-3.2`, `c1 and c2 to ZODB-3.2`, `fcv to 7.0`, `the start of repair`. */
export function sayPhase({ units, nodes = [] }: All, phase: readonly PlanStep[]): string {
  const groups = new Map<string, PlanStep[]>()
  for (const step of phase) {
    const key = JSON.stringify([step.role, step.to])
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [step])
    else group.push(step)
  }
  return sayList(
    Array.from(groups.values(), (steps) => {
      const [first] = steps
      const ofRole = units.filter(({ role }) => role === first?.role)
      if (ofRole.some(({ kind }) => kind === 'operation'))
        return `the ${first?.to === 'running' ? 'start' : 'end'} of ${first?.role}`
      const names = steps.map(({ unit }) => unit)
      const unnamed = steps.reduce((sum, { alike = 0 }) => sum + alike, 0)
      const number = names.length + unnamed
      const some =
        unnamed > 0 ? `${sayMany(names)} and ${sayNumber(String(unnamed))} like it` : sayMany(names)
      const who = number > 1 && number === sizeOf(ofRole, nodes) ? `every ${first?.role}` : some
      return `${who} to ${first?.to}`
    }),
  )
}

/**
 * How the steps of a wave may be taken, such as `in any order, one at a time`; which nodes are down meanwhile without another of
 * their role; and why it is not faster, where the scenario says that it should be.
 */
export function sayPace(phase: readonly PlanStep[], wave: Wave | undefined): string[] {
  const { alone = [], obstacle } = wave ?? {}
  const isOne = phase.length === 1 && phase[0]?.alike === undefined
  const down = `${isOne ? '' : `${sayMany(alone)} `}down while ${alone.length > 1 ? 'they are' : 'it is'} upgraded`
  return [
    saySpeed(phase, wave),
    ...(isApart(wave) ? [sayApart(wave.apart)] : []),
    ...(alone.length > 0 ? [down] : []),
    ...(obstacle === undefined || isOne ? [] : [`no more at a time: ${obstacle}`]),
  ]
}

const sayApart = (roles: readonly string[]) =>
  roles.length === 2
    ? `never ${sayList(roles)} at the same time`
    : `of ${sayList(roles)} never two at the same time`

/** Whether more than one step may be under way at once, and some must not be. */
const isApart = (wave: Wave | undefined): wave is Wave & { readonly apart: readonly string[] } =>
  wave?.apart !== undefined && wave.most !== 1 && wave.pace.some(({ most }) => most > 1)

function saySpeed(phase: readonly PlanStep[], wave: Wave | undefined): string {
  if (phase.length === 1 && phase[0]?.alike === undefined) return 'one step'
  if (wave === undefined || wave.most === 1) return 'in any order, one at a time'
  const { pace } = wave
  const sizeOf = (role: string) =>
    phase.reduce((sum, step) => sum + (step.role === role ? 1 + (step.alike ?? 0) : 0), 0)
  // Nodes whose configuration is changed go at the pace of their role.
  const isOwn = pace.every(({ role }) => sizeOf(role) > 0)
  if (isOwn && pace.every(({ role, most }) => most >= sizeOf(role))) {
    if (wave.apart === undefined) return 'in any order, one at a time or together'
    return pace.every(({ most }) => most === 1) ? 'in any order, one at a time' : 'in any order'
  }
  if (pace.every(({ most }) => most === 1)) return 'in any order, one at a time'
  // Nothing is said of roles of which all may go together.
  const limits = pace
    .filter(({ role, most }) => sizeOf(role) === 0 || most < sizeOf(role))
    .map(({ role, most }) => `at most ${sayNumber(String(most))} of ${role} at a time`)
  return ['in any order', ...limits].join(', ')
}

/** What is lost in a wave, with the steps that bring it and end it. */
export function sayLosses({ losses }: Pick<Plan, 'losses'>, last: number, length: number): string[] {
  const first = last - length + 1
  const isHere = ({ from, until }: Loss) => from <= last && (until === null || until >= first)
  return [...new Set(losses.filter(isHere).map(sayLoss))]
}

/** Such as `node old to node new: no fast: all is slow, from step 1 until step 3`. */
function sayLoss({ reason, pair, from, until }: Loss): string {
  const who = pair === undefined ? '' : `${pair.dialer} to ${pair.acceptor}: `
  const begin = from === 0 ? 'from the start' : `from step ${from}`
  const end = until === null ? 'for good' : from === until ? '' : `until step ${until}`
  const when = from > 0 && from === until ? `while step ${from} is taken` : `${begin} ${end}`.trim()
  return `${who}${reason}, ${when}`
}

/**
 * The step after which there is no way back, if it is the same in every order of its wave: of steps that are all alike the first of
 * them, or the last, whichever that is. Null where another may be it.
 */
export function whichOf({ phases }: Pick<Plan, 'phases'>, { phase, step }: PointOfNoReturn): PlanStep | null {
  const steps = phases[phase] ?? []
  const isAlike = steps.every(
    ({ role, from, to }) => role === step.role && from === step.from && to === step.to,
  )
  const { alike, ...one } = step
  if (steps.length === 1) return alike === undefined ? step : { ...one, unit: `the first ${step.role}` }
  if (!isAlike) return null
  const place = steps.findIndex(({ unit }) => unit === step.unit)
  if (place === 0) return { ...one, unit: `the first ${step.role}` }
  return place === steps.length - 1 ? { ...one, unit: `the last ${step.role}` } : null
}

/** What is said where another order of a wave may have another point of no return, or an earlier one. */
export const inListedOrder = 'in the order listed; in another order another step may be it'

/**
 * What a person does for a step.
 *
 * @internal tests ask it by itself
 */
export function sayStep(
  scenario: Scenario,
  { units }: Pick<Plan, 'units'>,
  step: PlanStep,
  form: 'order' | 'gerund' = 'order',
): string {
  const { unit, role, to, alike } = step
  const is = (order: string, gerund: string) => (form === 'order' ? order : gerund)
  const others = alike === undefined ? '' : ` and ${sayNumber(String(alike))} like it`
  const { of, isBack } = kindOfStep(scenario, step)
  switch (of) {
    case 'operation':
      return to === 'running'
        ? `${is('Start', 'starting')} ${unit}`
        : `${is('Wait for', 'waiting for')} ${unit} to end`
    case 'release':
      return isBack
        ? `${is('Take', 'taking')} ${unit}${others} back to ${to}`
        : `${is('Upgrade', 'upgrading')} ${unit}${others} to ${to}`
    case 'level':
      return `${isBack ? is('Lower', 'lowering') : is('Raise', 'raising')} ${unit} to ${to}`
    case 'setting': {
      const node = units.find(({ id }) => id === unit)?.node
      const them = alike === undefined ? 'it' : 'them'
      return `${is('Set', 'setting')} ${role} of ${node}${others} to ${to}${is(', and restart', ' and restarting')} ${them}`
    }
  }
}

/** How the connections of a mixed state stand, such as `4 of 6 connections open, 2 degraded`. */
function sayEffect(state: MixedState | undefined): string {
  if (state === undefined) return ''
  const total = state.outcomes.length
  if (total === 0) return 'There are no connections'
  const versions = [...new Set(state.outcomes.flatMap(({ negotiated }) => negotiated ?? []))]
  const at = versions.length === 1 ? ` at ${versions[0]}` : ''
  if (state.counts.open === total) return `All ${sayCount(total, 'connection')} open${at}`
  const parts = outcomes.toReversed().flatMap((outcome: Outcome) => {
    const count = state.counts[outcome]
    return count > 0 ? [`${count} ${outcome}`] : []
  })
  return `Of ${sayCount(total, 'connection')}: ${parts.join(', ')}${at}`
}

function sayChecks(state: MixedState | undefined, before: readonly PlanStep[] | null, all: All): string[] {
  return [...(before === null ? [] : sayArrival(all, before)), ...(state ? [`${sayEffect(state)}.`] : [])]
}

function sayArrival(all: All, phase: readonly PlanStep[]): string[] {
  const operations = phase.filter(({ to }) => to === 'running' || to === 'done')
  const others = phase.filter((step) => !operations.includes(step))
  return [
    ...(others.length > 0 ? [`Done: ${sayPhase(all, others)}.`] : []),
    ...operations.map(({ unit, to }) => (to === 'running' ? `${unit} runs.` : `${unit} has ended.`)),
  ]
}

function sayWayBack(all: All, way: WayBack | undefined): string {
  if (way === undefined) return ''
  if (way.isCut) return `Whether there is a safe way back is not known: ${way.reason}.`
  if (way.phases === null) return `There is no safe way back: ${way.reason}.`
  if (way.phases.length === 0) return 'There is nothing to take back.'
  const lost = way.losses.length > 0 ? ` Lost by it, for good: ${way.losses.join('; ')}.` : ''
  const known =
    way.isKnown || way.losses.length > 0 ? '' : ' Nothing was found against it; that it is safe is not said.'
  return `${way.phases.map((phase) => sayPhase(all, phase)).join('; then ')}${sayBackPace(way.phases)}.${lost}${known}`
}

/** Ways back are looked for step by step: whether more of them may be taken together is not known. */
export const sayBackPace = (phases: Plan['phases']): string =>
  phases.flat().reduce((sum, { alike = 0 }) => sum + 1 + alike, 0) > 1 ? ', one at a time' : ''

/** The runbook as Markdown. */
export function sayRunbook(scenario: Scenario, plan: Plan): string {
  const { waves, done, pointOfNoReturn } = runbookOf(scenario, plan)
  const lines = [
    `# Upgrade of ${scenario.title}`,
    '',
    ...saySummary(
      plan,
      sayPrecedences(scenario, plan).map(({ text }) => text),
      scenario.sources,
    ),
    '',
  ]
  let number = 0
  for (const [i, wave] of waves.entries()) {
    lines.push(`## Wave ${i + 1}: ${wave.title}`, '', `_${wave.hint}_`, '')
    if (wave.before.length > 0) lines.push('Before:', '', ...wave.before.map((text) => `- [ ] ${text}`), '')
    for (const { text, effect } of wave.steps)
      lines.push(`${++number}. ${text}${effect === '' ? '' : ` — ${lower(effect)}`}`)
    lines.push('')
    if (wave.losses.length > 0) lines.push('Lost:', '', ...wave.losses.map((text) => `- ${text}`), '')
    lines.push('After:', '', ...wave.gate.map((text) => `- [ ] ${text}`), '')
    lines.push(`Way back from here: ${wave.rollback}`, '')
    if (wave.isFinal && pointOfNoReturn !== null) lines.push(`**Point of no return.** ${pointOfNoReturn}`, '')
  }
  if (waves.length > 0) lines.push('## Done', '', ...(done === '' ? [] : [`${done}.`, '']))
  if (waves.length > 0 && pointOfNoReturn === null) lines.push(sayBacks[backsOf(plan.rollback)], '')
  return lines.join('\n')
}

const lower = (text: string) => `${text.charAt(0).toLowerCase()}${text.slice(1)}`

/** The steps of a way in their order, such as `every client to between; then every client to new`. */
const saySame = ({ phases }: SameWay, all: All) => phases.map((phase) => sayPhase(all, phase)).join('; then ')

/** Where something is known from, such as ` (the manual, https://…)`. */
function saySource(sources: Scenario['sources'], id: string | null): string {
  const source = sources.find((each) => each.id === id)
  return source === undefined ? '' : ` (${[source.text, source.url].filter(Boolean).join(', ')})`
}

function saySummary(
  {
    units,
    verdict,
    allOrders,
    safeOrders,
    precedencesSuffice,
    isExact,
    route,
    blame,
    keep,
    takenForGranted,
    holdsOnlyIf,
    wouldHelp,
  }: Plan,
  rules: readonly string[],
  sources: Scenario['sources'],
): string[] {
  const count =
    safeOrders === null || allOrders === null
      ? 'The orders were not counted.'
      : `${sayNumber(safeOrders)} of ${sayNumber(allOrders)} orders are safe (kept: ${keep.join(', ')}).`
  const others = precedencesSuffice ? ['', 'Nothing else matters.'] : []
  const why = blame.map(({ rule, reason }) => `- ${rule}: ${reason}`)
  const granted = takenForGranted.map(({ text, key }) => `- ${text} (\`${key}\`)`)
  const provisos = holdsOnlyIf.map(({ text, source }) => `- [ ] ${text}${saySource(sources, source)}`)
  return [
    count,
    ...(route
      ? [
          '',
          `${isExact ? 'No order goes straight; this' : 'This'} way leads through releases that lie between.`,
        ]
      : []),
    ...(route?.sameForAll
      ? ['', `The same for all of a role: ${saySame(route.sameForAll, { units })}.`]
      : []),
    ...(verdict === 'safe'
      ? []
      : [
          '',
          verdict === 'unsafe' ? '**There is no safe way.**' : '**Not known whether there is a safe way.**',
        ]),
    ...(why.length > 0 ? ['', 'To blame:', '', ...why] : []),
    ...wouldHelp.flatMap(({ name, to, text }) => ['', `There is a safe way ${text} (\`${name}: ${to}\`).`]),
    ...(rules.length > 0
      ? ['', 'What must come first:', '', ...rules.map((text) => `- ${text}`), ...others]
      : []),
    ...(provisos.length > 0 ? ['', 'Holds only if:', '', ...provisos] : []),
    ...(granted.length > 0 ? ['', 'Taken for granted, as the scenario does not say:', '', ...granted] : []),
  ]
}
