/** `parley validate`: whether scenario files can be read, and what they describe. */
import type { CAC } from 'cac'
import type { Scenario } from '#sim/scenario/model.ts'
import { sayCount, sayList } from '#sim/words.ts'
import { type Answer, Misuse, statuses } from './answer.ts'
import { loadScenario } from './scenario.ts'
import { harmless, type Terminal } from './terminal.ts'

export function addValidate(cli: CAC, terminal: Terminal): void {
  cli
    .command('validate <...FILES>', 'Checks scenario files, and says in which line what is wrong')
    .example('  parley validate my-cluster.yaml')
    .example('  parley validate scenarios/*.yaml')
    .action((files: string[]): Answer => {
      const results = files.map((name) => check(name, terminal))
      const problems = results.flatMap(({ problem }) => (problem === null ? [] : [`${problem}\n`]))
      return {
        out: results.map(({ ok }) => ok ?? '').join(''),
        err: problems.join('\n'),
        status: problems.length > 0 ? statuses.misused : statuses.fine,
      }
    })
}

function check(name: string, { paint }: Terminal): { ok: string | null; problem: string | null } {
  try {
    const line = `${paint('ok', 'green')}  ${harmless(name)}  ${describe(loadScenario(name))}\n`
    return { ok: line, problem: null }
  } catch (error) {
    if (error instanceof Misuse) return { ok: null, problem: error.message }
    throw error
  }
}

/** One line that says what a scenario describes. */
export function describe({ title, versions, nodes, links, roles, upgrade }: Scenario): string {
  const count = (role: string) => nodes.filter((node) => node.role === role).length
  const members = roles.map(({ name }) => `${count(name)} × ${name}`)
  const steps =
    upgrade.steps.length === 0 ? 'no upgrade' : `an upgrade of ${sayCount(upgrade.steps.length, 'step')}`
  const parts = [sayCount(versions.length, 'version'), ...members, sayCount(links.length, 'link'), steps]
  return harmless(`${title}: ${sayList(parts)}`)
}
