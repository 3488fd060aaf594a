/** The places in which a release may behave otherwise: as dialer or acceptor, on one of its links. */

import type { Link } from '../model.ts'
import { parentOf } from './links.ts'

/** Places as they may be written, each with the keys of the model that it stands for. */
export type Places = ReadonlyMap<string, readonly string[]>

const sides = ['dialer', 'acceptor'] as const

/** The places of a role. A link that has channels stands for all of them. */
export function placesOf(role: string, links: readonly Link[]): Places {
  const places = new Map<string, string[]>()
  const add = (written: string, key: string) => places.set(written, [...(places.get(written) ?? []), key])
  for (const side of sides) {
    if (links.some((link) => link[side] === role)) add(side, side)
  }
  for (const link of links) {
    const own = sides.filter((side) => link[side] === role)
    for (const spelling of new Set([parentOf(link), link.name])) {
      if (own.length > 0) add(spelling, link.name)
      for (const side of own) add(`${spelling} ${side}`, `${link.name} ${side}`)
    }
  }
  return places
}

/**
 * What is said in each place of the model, out of what is said in places as written: what is said of a channel wins
 * over what is said of its whole link.
 */
export function spread<T>(said: ReadonlyMap<string, T>, places: Places): Map<string, T> {
  const result = new Map<string, T>()
  for (const [written, value] of said) {
    for (const key of places.get(written) ?? []) {
      const channel = key.replace(/ (dialer|acceptor)$/, '')
      if (written === key || !(said.has(key) || said.has(channel))) result.set(key, value)
    }
  }
  return result
}
