/** The questions from whose answers a new scenario is drafted. */
import { oneOf, quote } from '../../text/nearest.ts'
import type { Draft } from '../draft.ts'
import { firstSpeakers } from '../first-speaker.ts'
import { faultOfName } from '../schema/parts.ts'

export type QuestionKey = 'title' | 'versions' | 'dialer' | 'acceptor' | 'releases' | 'first'

/** An answer to each of them, as somebody wrote it. */
export type Answers = Readonly<Record<QuestionKey, string>>

export interface Question {
  readonly key: QuestionKey
  readonly text: string
  /** The answer of somebody who leaves it at that, for a scenario of this title. */
  readonly usual: (title: string) => string
  /** What is wrong with an answer, or null. */
  readonly fault: (answer: string) => string | null
}

/** In the order in which they are asked. */
export const questions: readonly Question[] = [
  {
    key: 'title',
    text: 'What is it called?',
    usual: (title) => title,
    fault: (answer) => (answer.length > 1000 ? 'found a long text, expected at most 1000 characters' : null),
  },
  {
    key: 'versions',
    text: 'Versions of the protocol, oldest first',
    usual: () => 'V1,V2',
    fault: (answer) => faultOfNames(listOf(answer), 'version'),
  },
  {
    key: 'dialer',
    text: 'The role that dials',
    usual: () => 'client',
    fault: (answer) => faultOfNames([answer], 'role'),
  },
  {
    key: 'acceptor',
    text: 'The role that accepts (the same for peers)',
    usual: () => 'server',
    fault: (answer) => faultOfNames([answer], 'role'),
  },
  {
    key: 'releases',
    text: 'Releases, oldest first',
    usual: () => '1.0,2.0',
    fault: (answer) => faultOfNames(listOf(answer), 'release'),
  },
  {
    key: 'first',
    text: `Who names its version first: ${oneOf(firstSpeakers)}?`,
    usual: () => 'acceptor',
    fault: (answer) => (isFirst(answer) ? null : `found ${quote(answer)}, expected ${oneOf(firstSpeakers)}`),
  },
]

/** The answers of somebody who leaves it at the usual ones. */
export const usualAnswers = (title: string): Answers =>
  Object.fromEntries(questions.map(({ key, usual }) => [key, usual(title)])) as Answers

/** What to draft of answers in which nothing is wrong. */
export function draftOf({ title, versions, dialer, acceptor, releases, first }: Answers): Draft {
  return {
    title,
    versions: listOf(versions),
    dialer,
    acceptor,
    releases: listOf(releases),
    // Peers do what the others of their kind do.
    first: dialer === acceptor || !isFirst(first) ? 'both' : first,
  }
}

const isFirst = (text: string): text is Draft['first'] => (firstSpeakers as readonly string[]).includes(text)

const listOf = (text: string) => text.split(/[\s,]+/).filter((word) => word !== '')

function faultOfNames(names: readonly string[], what: string): string | null {
  if (names.length === 0) return `found nothing, expected at least one ${what}`
  for (const [i, name] of names.entries()) {
    const fault = name === 'none' ? 'another name' : faultOfName(name)
    if (fault !== null) return `found ${quote(name)}, expected ${fault}`
    if (names.indexOf(name) < i) return `found ${quote(name)} twice, expected each ${what} once`
  }
  return null
}
