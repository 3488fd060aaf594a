/** What levels ask of releases, and when one rises by itself. */
import { lookUp } from '#machines/look-up.ts'
import type { Level, Release } from './model.ts'
import type { Levels } from './release.ts'

/** Whether a release can run where a level stands at a value. */
export function canRunAt({ levels }: Release, level: string, value: string): boolean {
  return lookUp(levels, level)?.includes(value) ?? true
}

/** A level at which a release cannot run, and where it stands. */
export interface Obstacle {
  readonly level: string
  readonly value: string
}

/** The first of these levels at which a release cannot run, start or join; null where it can. */
export function obstacleAt(release: Release, levels: Levels): Obstacle | null {
  const found = Object.entries(levels).find(([level, value]) => !canRunAt(release, level, value))
  return found === undefined ? null : { level: found[0], value: found[1] }
}

/** Nodes that are alike, as a level sees them that rises by itself. */
export interface LevelMember {
  readonly role: string
  /** What they run, or ran last where they are down. */
  readonly release: Release
  /** Whether their processes live and have started. */
  readonly isUp: boolean
  readonly count: number
}

/**
 * The next value to which a level rises by itself, one place at a time; null where it stays. It rises when whoever has to be
 * asked is there and able to run at that value, and somebody is there. Whoever is down has to be asked as well, and so
 * holds it back, unless the level does not wait for all.
 *
 * @param value where it stands
 * @param nodes those of every role; only the members of the level are asked
 */
export function risesFrom(level: Level, value: string, nodes: readonly LevelMember[]): string | null {
  const next = level.values[level.values.indexOf(value) + 1]
  if (level.raised !== 'automatically' || next === undefined) return null
  const members = nodes.filter(({ role, count }) => count > 0 && level.members.includes(role))
  const asked = members.filter(({ isUp }) => isUp)
  if (asked.length === 0 || (level.waitsForAll && asked.length < members.length)) return null
  return asked.every(({ release }) => canRunAt(release, level.name, next)) ? next : null
}
