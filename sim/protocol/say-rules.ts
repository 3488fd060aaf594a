/** The rules of an end in words: what it declares, and the comparison by which it refused. */
import { answerTo, type EndRules, type Retry } from '#machines/rules.ts'
import { sayDuration } from '../text/say-time.ts'
import { sayAccepts } from './why.ts'

/** What an end declares, as the keys and values of a scenario. What is usual and not said is left out. */
export function sayRules(rules: EndRules): (readonly [key: string, value: string])[] {
  const {
    replies,
    reads,
    requires,
    refusesUnknownFlags,
    fallsTo,
    whenRefused,
    detectsFallback,
    patience,
    queue,
  } = rules
  const lines: (readonly [string, string | undefined])[] = [
    ['speaks', rules.speaks],
    ['offers', sayOffers(rules)],
    ['answers', rules.answers],
    ['replies', replies],
    ['accepts', sayAccepts(rules)],
    [
      'reads',
      reads &&
        Object.entries(reads)
          .map(([from, to]) => `${from} as ${to}`)
          .join(', '),
    ],
    ['requires', requires?.join(', ')],
    ['unknown flags', refusesUnknownFlags ? 'refuse' : undefined],
    ['otherwise', rules.otherwise],
    ['falls to', fallsTo],
    ['when refused', typeof whenRefused === 'object' ? sayRetry(whenRefused) : whenRefused],
    ['detects fallback', detectsFallback ? 'yes' : undefined],
    ['patience', patience === undefined ? undefined : sayDuration(patience)],
    ['meanwhile', queue ? `queue ${queue.bound}, when full: ${queue.whenFull}` : rules.meanwhile],
  ]
  return lines.flatMap(([key, value]) => (value === undefined ? [] : [[key, value] as const]))
}

/** What an end names when it speaks first. */
export function sayOffers({ offers }: EndRules): string {
  return offers === '' ? 'no version' : offers
}

/** How an end came from what it heard to what it refused, a step to a line. */
export function sayRefusal(rules: EndRules, heard: string): string[] {
  const answer = answerTo(rules, heard)
  const set = `{${rules.accepts.join(', ')}}`
  const said = heard === '' ? 'no version' : heard
  switch (rules.answers) {
    case 'lower':
      return [`lower(${said}, ${rules.offers}) = ${answer ?? 'none'}`, `${answer ?? 'none'} in ${set}`]
    case 'equal':
      return [`${said} = ${rules.offers}`]
    case 'highest common':
      return [`${said} and ${set}`, 'one in common']
    case 'common flags':
      return [
        `${said} and {${rules.offers}} = ${answer === '' ? 'none' : answer}`,
        rules.requires?.length ? `all of {${rules.requires.join(', ')}} among them` : `all of ${said} known`,
      ]
    default:
      return [`${answer ?? said} in ${set}`]
  }
}

function sayRetry({ with: offer, on, where, remembers }: Retry): string {
  const memory = remembers === 'nothing' ? '' : `, remembered for the ${remembers}`
  return `tries again with ${offer} on ${on.join(' or ')}, ${where}${memory}`
}
