/** A mixed state in words. */
import { plural } from '../../text/say-list.ts'
import { sayNumberOf } from '../../text/say-number.ts'
import type { Space, SpaceState } from './space.ts'

/** What is not at its first place: `2 of 3 clients at ZODB-3.2`, or that nothing is upgraded yet. */
export function sayState({ classes }: Space, state: SpaceState): string {
  const parts = classes.flatMap(({ unitClass, state: at, size }, axis) => {
    const { counts } = at(state[axis] ?? 0)
    const { members, others, kind, role, places } = unitClass
    const all = members.length + others
    return places.flatMap((place, index) => {
      const count = counts[index] ?? 0
      if (index === 0 || count === 0) return []
      const value = place.values.map(
        (each, part) => `${part === 0 ? '' : `${unitClass.parts[part]?.role} `}${each}`,
      )
      const where = value.join(' with ')
      if (kind !== 'node') return [`${role} at ${where}`]
      if (all === 1) return [`${members[0]} at ${where}`]
      // Where a class was made smaller, all of it stands for all.
      const who = count === size ? `every ${role}` : `some of ${sayNumberOf(all, role)}`
      return [
        size === all && count < size
          ? `${count} of ${all} ${plural(all, role)} at ${where}`
          : `${who} at ${where}`,
      ]
    })
  })
  return parts.length === 0 ? 'nothing is upgraded yet' : parts.join(', ')
}
