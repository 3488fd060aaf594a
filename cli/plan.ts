/** `parley plan`: every order of an upgrade, counted and proven, and a best one. */
import type { Cost, Plan } from '#sim/plan/model.ts'
import { plan } from '#sim/plan/plan.ts'
import { sayRunbook } from '#sim/plan/runbook.ts'
import type { Scenario } from '#sim/scenario/model.ts'
import { costOf } from '#sim/views/cost.ts'
import { type Answer, asJson, Misuse, statuses } from './answer.ts'
import { interruptible } from './interruptible.ts'
import { noticeOn } from './notice.ts'
import { planNotes } from './plan-notes.ts'
import { costInMarkdown } from './say-cost.ts'
import { sayParts } from './say-plan.ts'
import { checkNumbers, checkUpgrade, type Target, targeted, targetWords } from './target.ts'
import type { Terminal } from './terminal.ts'
import { usualSeeds } from './usual.ts'
import { readWhole } from './whole.ts'

const mostSeeds = 1000
/** More mixed states than this do not fit into memory. */
const largestLimit = 100_000_000

export interface PlanOptions extends Target {
  readonly cost?: boolean
  readonly seeds?: string
  readonly waves?: string
  readonly limit?: string
  readonly json?: boolean
  readonly markdown?: boolean
}

/** The answer to `parley plan`. */
export function answerPlan(file: string, options: PlanOptions, terminal: Terminal): Answer {
  const { json, markdown } = options
  if (json && markdown) throw new Misuse('found --json and --markdown, expected one of them')
  const limit = options.limit === undefined ? undefined : readWhole('limit', options.limit, 1, largestLimit)
  const measure = readCost(options)
  const scenario = targeted(file, options)
  checkNumbers(scenario, 'plan')
  checkUpgrade(scenario)
  const notice = noticeOn(process.stderr)
  const told = planNotes(notice)
  const advice = { scenario, asked: targetWords(file, options), terminal }
  const say = sayParts(advice, (text) => {
    notice.clear()
    process.stdout.write(text)
  })
  const isForPeople = !json && !markdown
  const answer = (): Answer => {
    const found = plan(scenario, {
      ...(limit !== undefined && { limit }),
      progress: told.progress,
      // Written at once: who interrupts it keeps what was said.
      known: ({ cost, limits, ...part }) => {
        told.known(part)
        if (isForPeople) say(part)
      },
    })
    const hasCost = measure !== null && found.phases.length > 0
    // What is too large to be listed is too large to be run.
    const isRun = found.phases.flat().every(({ alike }) => alike === undefined)
    const cost = hasCost && isRun ? measure(scenario, found, told.progress) : null
    notice.clear()
    if (isForPeople) say({ cost, limits: found.limits })
    const whole = { ...found, cost }
    return {
      out: json ? asJson(whole) : markdown ? runbook(scenario, whole) : '',
      err: hasCost && !isRun ? 'The cost was not measured: the cluster is too large to be run.\n' : '',
      status: whole.verdict === 'safe' ? statuses.fine : statuses.broken,
    }
  }
  return interruptible(answer, told.soFar)
}

const runbook = (scenario: Scenario, found: Plan) =>
  [sayRunbook(scenario, found), ...(found.cost === null ? [] : [costInMarkdown(found.cost)])].join('\n')

type Measure = (scenario: Scenario, found: Plan, progress: (what: string) => void) => Cost

/** How to measure what an order costs, as the options have it; null where they do not ask for it. */
function readCost({ cost, seeds, waves }: PlanOptions): Measure | null {
  if (!cost) {
    const lone = seeds !== undefined ? '--seeds' : waves !== undefined ? '--waves' : null
    if (lone !== null) throw new Misuse(`found ${lone} without --cost, expected both`)
    return null
  }
  const runs = seeds === undefined ? usualSeeds : readWhole('seeds', seeds, 1, mostSeeds)
  const sizes = waves?.split(',').map((size) => readWhole('waves', size.trim(), 1, largestLimit))
  return (scenario, { phases }, progress) => {
    progress('what the order costs')
    return costOf(
      scenario,
      phases,
      Array.from({ length: runs }, (_, i) => i + 1),
      sizes ?? usualWaves(phases),
    )
  }
}

/** One at a time, two, four, and so on, up to all nodes of a phase at once. */
function usualWaves(phases: Plan['phases']): number[] {
  const largest = Math.max(...phases.map(({ length }) => length))
  const sizes: number[] = []
  for (let size = 1; size < largest; size *= 2) sizes.push(size)
  return [...sizes, largest]
}
