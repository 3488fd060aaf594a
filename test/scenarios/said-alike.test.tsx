/** What is said of every shipped upgrade: text, JSON, runbook and page say the same, and the text fits on a screen. */
import { readdirSync, readFileSync } from 'node:fs'
import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, test } from 'vitest'
import { asJson } from '#cli/answer.ts'
import { sayCheck } from '#cli/say-check.ts'
import { sayParts } from '#cli/say-plan.ts'
import { checkOrder } from '#sim/plan/check.ts'
import { sayPace } from '#sim/plan/runbook.ts'
import { sayPrecedences } from '#sim/plan/say-precedence.ts'
import type { Scenario } from '#sim/scenario/model.ts'
import { retarget } from '#sim/scenario/order/target.ts'
import { parseScenario } from '#sim/scenario/parse/parse.ts'
import { Runbook } from '#ui/plan/Runbook.tsx'
import { Summary } from '#ui/plan/Summary.tsx'
import { answerFor, type PlanAnswer } from '#ui/planning/compute.ts'
import { withLabels } from '#ui/planning/say.ts'

const shipped = readdirSync('scenarios')
  .filter((name) => name.endsWith('.yaml'))
  .map((file) => {
    const read = parseScenario(readFileSync(`scenarios/${file}`, 'utf8'), file)
    if (!read.ok) throw new Error(`${file} cannot be read`)
    return [read.scenario.name, read.scenario] as const
  })
const long = new Map(shipped).get('zeo')
const upgrades = [
  ...shipped.filter(([, { upgrade }]) => upgrade.steps.length > 0),
  ...(long ? [['zeo, all of it', retarget(long, { from: 'ZODB-3.1', to: 'ZEO-5.4' })] as const] : []),
]

/** In one line, and in small letters: what begins a sentence in one place stands within one in another. */
const plain = (text: string) => text.replaceAll(/\s+/g, ' ').toLowerCase()

function textOf(scenario: Scenario, width: number): { readonly answer: PlanAnswer; readonly text: string } {
  const terminal = { paint: (each: string) => each, width }
  const answer = answerFor(scenario)
  const parts: string[] = []
  sayParts({ scenario, asked: [scenario.name], terminal }, (part) => parts.push(part))(answer.plan)
  return { answer, text: parts.join('') }
}

function pageOf(answer: PlanAnswer): string {
  const { scenario, plan } = answer
  const nothing = () => {}
  const handlers = { onUse: nothing, onWatch: nothing, onShowBack: nothing }
  const markup = renderToStaticMarkup(
    <>
      <Summary scenario={scenario} plan={plan} />
      <Runbook answer={answer} isUsed={false} isBackShown={false} {...handlers} />
    </>,
  )
  const text = markup.replaceAll(/<(?!\/?(?:b|code|i|span)\b)[^>]*>/g, '\n').replaceAll(/<[^>]*>/g, ' ')
  const signs: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', '#x27': "'" }
  return text.replaceAll(/&([^;]+);/g, (whole, name: string) => signs[name] ?? whole)
}

describe.each(upgrades)('%s', (name, scenario) => {
  const { answer, text } = textOf(scenario, 80)
  const { plan, markdown } = answer
  const said = { text: plain(text), runbook: plain(markdown), page: plain(pageOf(answer)) }

  test('is said alike', () => {
    const json = JSON.parse(asJson(plan))
    expect(json.verdict).toBe(plan.verdict)
    expect(json.safeOrders).toBe(plan.safeOrders)
    expect(said.text).toContain(`${plan.verdict} `)
    const precedences = sayPrecedences(scenario, plan)
    for (const each of precedences) {
      expect(said.text).toContain(plain(each.text))
      expect(said.runbook).toContain(plain(each.text))
    }
    for (const each of precedences.slice(0, plan.route ? 1 : 3)) {
      expect(said.page).toContain(plain(withLabels(scenario, each.text)))
    }
    for (const each of plan.takenForGranted) {
      expect(json.takenForGranted).toContainEqual(each)
      for (const where of Object.values(said)) expect(where).toContain(plain(each.text))
    }
    for (const each of plan.holdsOnlyIf) {
      expect(json.holdsOnlyIf).toContainEqual(each)
      for (const where of Object.values(said)) expect(where).toContain(plain(each.text))
    }
    for (const each of plan.wouldHelp) {
      expect(said.text).toContain(plain(each.text))
      expect(said.runbook).toContain(plain(each.text))
    }
    for (const [i, phase] of plan.phases.entries()) {
      const pace = plain(
        sayPace(phase, plan.waves[i])
          .filter((each) => each !== 'one step')
          .join(', '),
      )
      for (const where of Object.values(said)) expect(where).toContain(pace)
    }
    const { pointOfNoReturn } = plan.rollback
    if (pointOfNoReturn !== null) {
      for (const where of Object.values(said)) expect(where).toContain(plain(pointOfNoReturn.reason))
    }
    if (plan.verdict === 'unsafe') {
      const [blame] = plan.blame
      const reason = blame?.reason ?? ''
      for (const where of [said.text, said.runbook]) expect(where).toContain(plain(reason))
      expect(said.page).toContain(plain(withLabels(scenario, reason)))
    }
  })

  test('has its answer on one screen of 80 columns, but for twenty years in five waves', () => {
    const most = name === 'zeo, all of it' ? 75 : 50
    const lines = text.split('\n')
    const first = lines.indexOf('Taken for granted')
    const end = first < 0 ? lines.length : first + lines.slice(first).indexOf('')
    expect(end).toBeLessThanOrEqual(most)
  })

  test('fits a narrow terminal', () => {
    const width = 64
    const narrow = textOf(scenario, width).text
    const terminal = { paint: (each: string) => each, width }
    const advice = { scenario, asked: [scenario.name], terminal }
    const check = sayCheck(advice, ['working'], checkOrder(scenario, scenario.upgrade.steps), false)
    // Commands must not be broken, and addresses cannot be.
    const tooLong = [...narrow.split('\n'), ...check.split('\n')].filter(
      (line) => line.length > width && !/parley |https?:/.test(line),
    )
    expect(tooLong).toEqual([])
  })
})
