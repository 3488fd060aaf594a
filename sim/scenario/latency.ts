/** How long a message takes, as people write it. The drawing of single latencies lives with the network. */

import { quote } from '../text/nearest.ts'
import { parseDuration } from './duration.ts'
import { type Read, readable, unreadable } from './fault.ts'
import type { Latency } from './model.ts'

export const latencyExamples = ['20 ms', '20 ms ± 5 ms', '15..25 ms']

/** Reads `20 ms`, `20 ms ± 5 ms` or `15..25 ms`. The first of two figures takes the unit of the second. */
export function parseLatency(text: string): Read<Latency> {
  const spread = parts(text, /±|\+\/-|\+-/)
  if (spread) {
    const read = readPair(spread)
    if (!read.ok) return read
    const [middle, half] = read.value
    if (half > middle)
      return unreadable(`found ${quote(text)}, expected a spread that keeps the latency positive`)
    return readable({ kind: 'uniform', min: middle - half, max: middle + half })
  }
  const range = parts(text, /\.\./)
  if (range) {
    const read = readPair(range)
    if (!read.ok) return read
    const [min, max] = read.value
    if (min > max) {
      return unreadable(`found ${quote(text)}, which is the wrong way round, expected the shorter one first`)
    }
    return readable({ kind: 'uniform', min, max })
  }
  const fixed = parseDuration(text)
  return fixed.ok
    ? readable({ kind: 'fixed', ms: fixed.value })
    : unreadable(`found ${quote(text)}, expected a latency such as 20 ms, 20 ms ± 5 ms or 15..25 ms`)
}

/** A log-normal latency from its median and the figure that one message in a hundred exceeds. */
export function parseLogNormal(median: string, p99: string): { median: Read<number>; p99: Read<number> } {
  const middle = parseDuration(median)
  const tail = parseDuration(p99)
  if (middle.ok && tail.ok && tail.value < middle.value) {
    return { median: middle, p99: unreadable(`found ${quote(p99)}, expected at least the median, ${median}`) }
  }
  return { median: middle, p99: tail }
}

function parts(text: string, separator: RegExp): [string, string] | null {
  const [first, second, ...rest] = text.split(separator)
  return first === undefined || second === undefined || rest.length > 0 ? null : [first.trim(), second.trim()]
}

function readPair([first, second]: [string, string]): Read<[number, number]> {
  const unit = /[A-Za-z]*$/.exec(second)?.[0] ?? ''
  const a = parseDuration(/[A-Za-z]$/.test(first) ? first : `${first} ${unit}`.trim())
  const b = parseDuration(second)
  if (!a.ok) return { ...a, within: first || null }
  if (!b.ok) return { ...b, within: second || null }
  return readable([a.value, b.value])
}
