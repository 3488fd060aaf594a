/**
 * What a scenario is about. In most of them everything gets along but for one or two things, so that each of these decides
 * something; in the others anything may meet anything.
 */
import type { Draw } from '../draw.ts'

const odds = {
  /** Versions are flags. */
  flags: 8,
  /** Old versions are forgotten, and who chooses is picky. */
  growth: 70,
  /** Offers are refused, and made again. */
  refusal: 40,
  /** Releases go by any rules. */
  rules: 60,
  /** What is sent during a handshake. */
  meanwhile: 12,
  /** Releases behave otherwise on a link, or on one side. */
  places: 15,
  calls: 42,
  levels: 34,
  data: 15,
  service: 25,
  skew: 18,
  paths: 13,
  operations: 7,
  exceptions: 8,
  /** Nodes that are only used where no other can be. */
  fallback: 12,
  'way back': 7,
} as const

type Theme = keyof typeof odds

export interface Themes {
  /** Whether nothing else than its themes is to be told of. */
  readonly isCalm: boolean
  readonly has: (theme: Theme) => boolean
}

/** Those that calm scenarios are about, each with its weight. */
const alone: readonly (readonly [number, Theme])[] = [
  [3, 'flags'],
  [4, 'growth'],
  [12, 'refusal'],
  [8, 'rules'],
  [5, 'meanwhile'],
  [5, 'places'],
  [14, 'calls'],
  [14, 'levels'],
  [6, 'data'],
  [10, 'service'],
  [6, 'skew'],
  [5, 'paths'],
  [3, 'operations'],
  [4, 'exceptions'],
  [5, 'fallback'],
  [3, 'way back'],
]

export function themesOf(draw: Draw): Themes {
  const isCalm = draw.chance(68)
  const names = Object.keys(odds) as Theme[]
  if (!isCalm) {
    const wild = new Set(names.filter((name) => draw.chance(odds[name])))
    return { isCalm, has: (theme) => wild.has(theme) }
  }
  const chosen = new Set<Theme>()
  const count = draw.weighted([55, 1], [35, 2], [10, 3])
  const lots = alone.flatMap(([weight, theme]) => Array.from({ length: weight }, () => theme))
  while (chosen.size < count) chosen.add(draw.oneOf(lots) ?? 'growth')
  // What a cluster provides is only in question where connections are.
  if (chosen.has('service') || chosen.has('fallback')) {
    if (draw.chance(75)) chosen.add(draw.chance(70) ? 'growth' : 'refusal')
  }
  return { isCalm, has: (theme) => chosen.has(theme) }
}
