/** What an order costs, for people: a row for each size of waves. */
import { lookUp } from '#machines/look-up.ts'
import type { Cost, WaveCost } from '#sim/plan/model.ts'
import { sayCount, sayList } from '#sim/text/say-list.ts'
import { sayDuration } from '#sim/text/say-time.ts'
import { type Advice, line, section } from './advice.ts'
import { align, type Cell, harmless } from './terminal.ts'

const head = ['at a time', 'takes', 'longest without service, mean (worst)', 'fewest up']

/** The costs as a table, and which size is the gentlest. */
export function sayCost(advice: Advice, cost: Cost): string[] {
  const { seeds, waves } = cost
  const { paint } = advice.terminal
  const [first] = waves
  const dialers = Object.keys(first?.withoutService ?? {})
  const roles = Object.keys(first?.smallestCapacity ?? {})
  const dim = (text: string) => paint(text, 'dim')
  const rows = waves.map((each): Cell[] => [
    { text: String(each.wave), right: true },
    { text: sayDuration(each.duration), right: true },
    { text: harmless(dialers.map((role) => sayTimes(role, lookUp(each.withoutService, role))).join(', ')) },
    { text: harmless(roles.map((role) => `${role} ${lookUp(each.smallestCapacity, role) ?? 0}`).join(', ')) },
    { text: each.kept ? '' : 'does not keep what has to hold', paint: (text: string) => paint(text, 'red') },
  ])
  const isKept = waves.some(({ kept }) => kept)
  const advised = isKept ? harmless(sayGentlest(cost)) : 'No size keeps what has to hold in every run.'
  const table = align([head.map((text, i): Cell => ({ text, right: i < 2, paint: dim })), ...rows])
  return section(advice, `What it costs, over ${sayCount(seeds.length, 'run')} each`, [
    ...table.map((row) => `  ${row.trimEnd()}`),
    line(advice, advised),
  ])
}

function sayTimes(
  role: string,
  { mean = 0, worst = 0 }: Partial<WaveCost['withoutService'][string]> = {},
): string {
  return `${role} ${sayDuration(mean)} (${sayDuration(worst)})`
}

/** `The gentlest: 2 nodes at a time; at least 1 server stays up.` */
function sayGentlest({ waves, gentlest, served }: Cost): string {
  const up = waves.find(({ wave }) => wave === gentlest)?.smallestCapacity
  const least = served.map((role) => sayCount(lookUp(up, role) ?? 0, role))
  const isOne = least.length === 1 && least[0]?.startsWith('1 ')
  const stays = least.length === 0 ? '' : `; at least ${sayList(least)} ${isOne ? 'stays' : 'stay'} up`
  return `The gentlest: ${sayCount(gentlest, 'node')} at a time${stays}.`
}

/** The same for a runbook, in Markdown. */
export function costInMarkdown(cost: Cost): string {
  const { seeds, waves } = cost
  const list = <T>(parts: Readonly<Record<string, T>>, say: (role: string, part: T) => string) =>
    Object.entries(parts)
      .map(([role, part]) => say(role, part))
      .join(', ')
  const rows = waves.map(({ wave, duration, withoutService, smallestCapacity, kept }) => [
    `${wave}${kept ? '' : ' (does not keep what has to hold)'}`,
    sayDuration(duration),
    list(withoutService, sayTimes),
    list(smallestCapacity, (role, count) => `${role} ${count}`),
  ])
  return [
    '## What it costs',
    '',
    `By simulation, over ${sayCount(seeds.length, 'run')} each. ${sayGentlest(cost)}`,
    '',
    `| ${head.join(' | ')} |`,
    `| ${head.map(() => '---').join(' | ')} |`,
    ...rows.map((row) => `| ${row.join(' | ')} |`),
    '',
  ].join('\n')
}
