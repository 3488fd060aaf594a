/** The versions of a protocol by their names, and by the other names that they go by. */

import { quote, unknownName } from '../../text/nearest.ts'
import { type Inquiry, type Read, readable, unreadable } from '../fault.ts'
import type { ScenarioFile } from '../schema/scenario-file.ts'

export interface Versions {
  /** Oldest first. */
  readonly order: readonly string[]
  /** What each other spelling means. */
  readonly aliases: ReadonlyMap<string, string>
  /** What one of them is called, if not a version. */
  readonly kind?: string
}

/** The word that stands for no version, no flag, no call. */
export const none = 'none'

/** The versions of a file. Reports names that come twice, whether as versions or as other spellings. */
export function resolveVersions(file: ScenarioFile, inquiry: Inquiry): Versions {
  const order: string[] = []
  const aliases = new Map<string, string>()
  const check = (name: string, path: readonly (string | number)[], at: 'key' | 'value') => {
    if (name === none) {
      inquiry.report(path, `found the version “none”, which says that there is none, expected another name`, {
        at,
      })
    } else if (order.includes(name)) {
      inquiry.report(path, `found ${name} twice, expected each version once`, { at })
    } else if (aliases.has(name)) {
      const message = `found ${name}, which is another spelling of ${aliases.get(name)}, expected another name`
      inquiry.report(path, message, { at })
    }
  }
  for (const [i, item] of file.versions.entries()) {
    const path = ['versions', i]
    if (typeof item === 'string') {
      check(item, path, 'value')
      if (!order.includes(item)) order.push(item)
      continue
    }
    for (const [version, said] of inquiry.entries(path, item)) {
      check(version, [...path, version], 'key')
      if (!order.includes(version)) order.push(version)
      const spellings = typeof said === 'string' ? [said] : said
      for (const [nth, spelling] of spellings.entries()) {
        check(spelling, [...path, version, ...(typeof said === 'string' ? [] : [nth])], 'value')
        if (!order.includes(spelling) && !aliases.has(spelling)) aliases.set(spelling, version)
      }
    }
  }
  return { order, aliases }
}

/** Reads one version under any of its names. */
export function parseVersion(text: string, { order, aliases, kind = 'version' }: Versions): Read<string> {
  const name = aliases.get(text) ?? text
  if (order.includes(name)) return readable(name)
  return unreadable(unknownName(kind, text, order, [...aliases.keys()]), text || null)
}

/** Whether the first of two versions is the older one. Nothing is known of a version that there is not. */
export function isOlder({ order }: Versions, a: string, b: string): boolean {
  return order.indexOf(a) < order.indexOf(b)
}

/** A text in which somebody names a thing that they have named before. */
export function namedTwice(name: string): string {
  return `found ${quote(name)} twice, expected it once`
}
