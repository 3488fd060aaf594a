/** `parley matrix`: every release of a link's dialers against every release of its acceptors. */

import { lookUp } from '#machines/look-up.ts'
import { remarkOnException, remarksOnCalls } from '#sim/protocol/remarks.ts'
import { matrix, type PairResult } from '#sim/rules/matrix.ts'
import type { Level, Link, Scenario } from '#sim/scenario/model.ts'
import { outcomeLetters, outcomes } from '#sim/scenario/outcome.ts'
import type { Levels } from '#sim/scenario/release.ts'
import { releasesOf } from '#sim/scenario/release.ts'
import { decidingLevels } from '#sim/scenario/starting-at.ts'
import { quote, unknownName } from '#sim/text/nearest.ts'
import { sayCount } from '#sim/text/say-list.ts'
import { type Answer, asJson, Misuse, statuses } from './answer.ts'
import { paintOutcome } from './outcome.ts'
import { loadScenario, variantAsked } from './scenario.ts'
import { align, type Cell, harmless, type Terminal, wrap } from './terminal.ts'

/** The answer to `parley matrix`. */
export function answerMatrix(
  file: string,
  { json, why, variant, at }: MatrixOptions,
  terminal: Terminal,
): Answer {
  const scenario = variantAsked(loadScenario(file), variant)
  const levels = at === undefined ? {} : readLevels(scenario, at)
  const pairs = matrix(scenario, levels)
  const out = json
    ? asJson({ scenario: scenario.name, variant: variant ?? null, at: levels, pairs })
    : sayMatrix(scenario, pairs, terminal, { why, at: levels })
  // A matrix is information: which of its pairs will ever meet is up to the order of an upgrade.
  return { out, status: statuses.fine }
}

export interface MatrixOptions {
  readonly json?: boolean
  readonly why?: boolean
  readonly variant?: string
  readonly at?: string
}

/** Reads where levels stand. Throws a `Misuse` for a level or a value that there is not, and says which was meant. */
function readLevels({ levels = [] }: Scenario, text: string): Levels {
  if (levels.length === 0) throw new Misuse('--at: found no level in this scenario')
  const refuse = (message: string): never => {
    throw new Misuse(harmless(`--at: ${message}`))
  }
  return Object.fromEntries(
    text.split(',').map((part) => {
      const [name = '', value, ...rest] = part.trim().split('=')
      if (value === undefined || rest.length > 0)
        return refuse(`found ${quote(part)}, expected a level and its value, such as ${sayFirst(levels)}`)
      const level = levels.find((each) => each.name === name)
      if (level === undefined)
        return refuse(
          unknownName(
            'level',
            name,
            levels.map((each) => each.name),
          ),
        )
      if (!level.values.includes(value)) return refuse(unknownName(`value of ${name}`, value, level.values))
      return [name, value]
    }),
  )
}

const sayFirst = ([first]: readonly Level[]) => `${first?.name}=${first?.values.at(-1)}`

/** More reasons than this on one link are given only to those who ask for them. */
const fewReasons = 12

/**
 * The matrix for people: a table for each link, then why pairs are not simply open, and where that is known from.
 *
 * @param why whether every pair is said to be what it is, however many there are
 * @param at where levels were asked to stand
 * @internal tests hold the examples of the documentation against it
 */
export function sayMatrix(
  scenario: Scenario,
  pairs: readonly PairResult[],
  terminal: Terminal,
  { why = false, at = {} }: { readonly why?: boolean | undefined; readonly at?: Levels } = {},
): string {
  const { paint } = terminal
  const schedules = pairs.reduce((sum, pair) => sum + pair.schedules, 0)
  const closing = `${sayCount(pairs.length, 'pair')}, explored under every delivery order: ${sayCount(schedules, 'schedule')}.`
  return [
    paint(harmless(scenario.title), 'bold'),
    ...sayLevels(scenario, at).map((text) => paint(harmless(text), 'dim')),
    ...scenario.links.flatMap((link) => {
      const own = pairs.filter((pair) => pair.link === link.name)
      return ['', ...sayLink(scenario, link, own, terminal, why)]
    }),
    ...saySources(scenario, pairs, terminal),
    '',
    paint(closing, 'dim'),
    '',
  ].join('\n')
}

/** Where the levels stand that were asked for, or that decide what comes of a pair. */
function sayLevels(scenario: Scenario, at: Levels): string[] {
  const deciding = decidingLevels(scenario)
  const told = (scenario.levels ?? []).flatMap((level) => {
    const asked = lookUp(at, level.name)
    if (asked !== undefined) return [`${level.name} ${asked}`]
    return deciding.includes(level) ? [`${level.name} ${level.start}, where it starts`] : []
  })
  return told.length === 0 ? [] : [`at ${told.join('; ')}`]
}

function sayLink(
  scenario: Scenario,
  link: Link,
  pairs: readonly PairResult[],
  { paint, width }: Terminal,
  why: boolean,
): string[] {
  const told = pairs.filter((pair) => pair.outcome !== 'open' || isUseless(pair) || isUnsupported(pair))
  const isTold = why || told.length <= fewReasons
  const releases = (role: string) => releasesOf(scenario, role)
  const acceptors = releases(link.acceptor)
  const head: Cell[] = [
    { text: `${link.dialer} ↓  ${link.acceptor} →`, paint: (text) => paint(text, 'dim') },
    ...acceptors.map(({ name }) => ({ text: name, paint: (text: string) => paint(text, 'bold') })),
  ]
  const rows = releases(link.dialer).map(({ name }): Cell[] => [
    { text: name, paint: (text) => paint(text, 'bold') },
    ...acceptors.map((acceptor) => {
      const pair = pairs.find((each) => each.dialer === name && each.acceptor === acceptor.name)
      return pair ? cellOf(pair, paint) : { text: '' }
    }),
  ])
  return [
    ...align([head, ...rows], 3).map((line) => `  ${line}`),
    '',
    `  ${legendOf(pairs, paint)}`,
    ...(isTold
      ? told.flatMap((pair) => ['', ...sayPair(link, pair, { paint, width })])
      : ['', `  ${paint(`--why says of ${told.length} pairs why they are not simply open.`, 'dim')}`]),
  ]
}

/** `O Z200`. Where the ends disagree, what each of them believes: `H –/Z200`. */
function cellOf(pair: PairResult, paint: Terminal['paint']): Cell {
  const { outcome, ends } = pair
  const [dialer, acceptor] = [ends.dialer.version ?? '–', ends.acceptor.version ?? '–']
  const version = dialer === acceptor ? dialer : `${dialer}/${acceptor}`
  const plain = `${outcomeLetters[outcome]} ${version}${isUseless(pair) ? ' !' : ''}`
  return {
    text: isUnsupported(pair) ? `(${plain})` : plain,
    paint: (text) => paintOutcome(paint, isUseless(pair) ? 'stalled' : outcome, text),
  }
}

/** Whether a connection opens and is of no use all the same. */
const isUseless = ({ needed }: PairResult) => needed.length > 0

const isUnsupported = ({ unsupported }: PairResult) => unsupported.length > 0

function legendOf(pairs: readonly PairResult[], paint: Terminal['paint']): string {
  const present = outcomes.filter((outcome) => pairs.some((pair) => pair.outcome === outcome))
  const letters = present.map(
    (outcome) => `${paintOutcome(paint, outcome, outcomeLetters[outcome])} ${paint(outcome, 'dim')}`,
  )
  const disagree = pairs.some(({ ends }) => ends.dialer.version !== ends.acceptor.version)
  const marks = [
    ...(disagree ? ['dialer/acceptor where they disagree'] : []),
    ...(pairs.some(isUseless) ? ['! of no use'] : []),
    ...(pairs.some(isUnsupported) ? ['( ) not supported'] : []),
  ]
  return [...letters, ...marks.map((mark) => paint(mark, 'dim'))].join('   ')
}

function sayPair(link: Link, pair: PairResult, { paint, width }: Terminal): string[] {
  const { outcome, outcomes, calls } = pair
  const names = `${link.dialer} ${pair.dialer} → ${link.acceptor} ${pair.acceptor}`
  const ways = Object.entries(outcomes)
  const how =
    ways.length === 1
      ? `in all ${pair.schedules} schedules`
      : `at worst; ${ways.map(([name, count]) => `${name} in ${count}`).join(', ')} schedules`
  const reason = harmless(pair.reason)
  const answered =
    calls.answered < calls.made ? `; ${calls.answered} of ${sayCount(calls.made, 'call')} answered` : ''
  return [
    `  ${paintOutcome(paint, outcome, outcomeLetters[outcome])} ${paint(names, 'bold')}`,
    `    ${wrap(`${outcome} ${how}${answered}`, width, 4)}`,
    `    ${wrap(reason, width, 4)}`,
    ...pair.needed.map(
      (text) => `    ${wrap(`of no use: ${link.dialer} ${pair.dialer} ${harmless(text)}`, width, 4)}`,
    ),
    ...pair.unsupported.map((text) => `    ${wrap(`not supported: ${harmless(text)}`, width, 4)}`),
    ...(pair.exception ? [`    ${paint('known from its source, not computed from the rules', 'dim')}`] : []),
    ...(pair.sources.length > 0 ? [`    ${paint(`[${pair.sources.join('] [')}]`, 'dim')}`] : []),
  ]
}

/** The sources that the reasons name, in the order of the scenario. */
function saySources(scenario: Scenario, pairs: readonly PairResult[], { paint, width }: Terminal) {
  const { sources, roles, links, exceptions = [] } = scenario
  const remarks = [
    ...links.flatMap((link) => remarksOnCalls(scenario, link)),
    ...exceptions.flatMap((exception) => remarkOnException(exception) ?? []),
  ]
  const named = new Set([...pairs.flatMap((pair) => pair.sources), ...remarks.map(({ source }) => source)])
  const lines = sources
    .filter(({ id }) => named.has(id))
    .map(({ id, text, url }) => `  ${wrap(`[${id}] ${harmless(url ? `${text} ${url}` : text)}`, width, 4)}`)
  const notes = roles.flatMap(({ name: role, releases }) =>
    releases.flatMap(({ name, note }) =>
      note === null ? [] : [`  ${wrap(`${role} ${name}: ${harmless(note)}`, width, 4)}`],
    ),
  )
  const said = new Set(
    remarks.map(({ on, note, source }) => {
      const rest = [note && harmless(note), source && `[${source}]`].filter(Boolean).join(' ')
      return `  ${wrap(`${on}: ${rest}`, width, 4)}`
    }),
  )
  return [
    ...(lines.length > 0 ? ['', paint('Sources', 'bold'), ...lines] : []),
    ...(notes.length + said.size > 0 ? ['', paint('Notes', 'bold'), ...notes, ...said] : []),
  ]
}
