/** `parley validate`: whether scenario files can be read, and what they describe. */

import { idleParts } from '#sim/plan/idle.ts'
import { headcountOf } from '#sim/scenario/headcount.ts'
import type { Scenario } from '#sim/scenario/model.ts'
import { unitsOf } from '#sim/scenario/order/units.ts'
import { sayCount, sayList } from '#sim/text/say-list.ts'
import { sayNumber, sayNumberOf } from '#sim/text/say-number.ts'
import { type Answer, Misuse, statuses } from './answer.ts'
import { loadScenario } from './scenario.ts'
import { harmless, type Terminal } from './terminal.ts'

/** The answer to `parley validate`. */
export function answerValidate(files: readonly string[], terminal: Terminal): Answer {
  const results = files.map((name) => check(name, terminal))
  const faults = results.flatMap(({ fault }) => (fault === null ? [] : [`${fault}\n`]))
  return {
    out: results.map(({ ok }) => ok ?? '').join(''),
    err: faults.join('\n'),
    status: faults.length > 0 ? statuses.misused : statuses.fine,
  }
}

function check(name: string, { paint }: Terminal): { ok: string | null; fault: string | null } {
  try {
    const scenario = loadScenario(name)
    const line = `${paint('ok', 'green')}  ${harmless(name)}  ${describe(scenario)}\n`
    const notes = idleParts(scenario).map((note) => `    note: ${harmless(note)}\n`)
    return { ok: [line, ...notes].join(''), fault: null }
  } catch (error) {
    if (error instanceof Misuse) return { ok: null, fault: error.message }
    throw error
  }
}

/** One line that says what a scenario describes. */
export function describe(scenario: Scenario): string {
  const { title, versions, nodes, links, roles } = scenario
  const members = roles.map(({ name }) => `${sayNumber(String(headcountOf(nodes, name)))} × ${name}`)
  const sizes = new Map(nodes.map(({ id, standsFor = 1 }) => [id, standsFor]))
  const number = unitsOf(scenario).reduce(
    (sum, { node, path }) => sum + (path.length - 1) * (sizes.get(node ?? '') ?? 1),
    0,
  )
  const steps = number === 0 ? 'no upgrade' : `an upgrade of ${sayNumberOf(number, 'step')}`
  const parts = [sayCount(versions.length, 'version'), ...members, sayCount(links.length, 'link'), steps]
  return harmless(`${title}: ${sayList(parts)}`)
}
