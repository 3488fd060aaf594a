/** Reads one of the small scenarios that have their right answers beside them. */
import { readFileSync } from 'node:fs'
import { matrix, type PairResult } from '#sim/rules/matrix.ts'
import { type Meeting, meet } from '#sim/rules/meeting.ts'
import { type Run, simulate } from '#sim/run/run.ts'
import type { Release, Scenario } from '#sim/scenario/model.ts'
import { parseScenario } from '#sim/scenario/parse/parse.ts'
import { only } from '../reading.ts'

export function readCase(name: string): Scenario {
  return read(readFileSync(`test/cases/${name}.yaml`, 'utf8'))
}

/** A scenario from its text. */
export function read(text: string): Scenario {
  const result = parseScenario(text, 'case.yaml')
  if (!result.ok) throw new Error(result.faults.map(({ message }) => message).join('\n'))
  return result.scenario
}

/** The matrix, a line for each pair: `old → new: open V1`. */
export function cells(scenario: Scenario): string[] {
  return matrix(scenario).map(({ dialer, acceptor, outcome, ends }: PairResult) => {
    const [own, theirs] = [ends.dialer.version ?? '–', ends.acceptor.version ?? '–']
    return `${dialer} → ${acceptor}: ${outcome} ${own === theirs ? own : `${own}/${theirs}`}`
  })
}

/** What the first release of a link’s dialers comes to with one of its acceptors. */
export function meetingOf(scenario: Scenario, acceptor?: string, offers?: string): Meeting {
  const [link] = scenario.links
  const release = (role: string | undefined, name?: string): Release | undefined => {
    const releases = scenario.roles.find((each) => each.name === role)?.releases
    return name === undefined ? releases?.[0] : releases?.find((each) => each.name === name)
  }
  const [one, other] = [release(link?.dialer), release(link?.acceptor, acceptor)]
  if (!link || !one || !other) throw new Error('there is no such pair')
  return meet(scenario, link, one, other, offers)
}

export const runOf = (scenario: Scenario, seed = 1): Run =>
  simulate({ scenario, seed, interventions: [], until: scenario.until })

/** What became of the attempts of a run, in their order. */
export const attemptsOf = (run: Run) => only(run.trace, 'attempt').map(({ outcome }) => outcome)
