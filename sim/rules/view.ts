/** A mixed state as the rules of the planner see it: what is there, and how many of it. */

import type { Release, Scenario } from '../scenario/model.ts'
import type { Levels } from '../scenario/release.ts'
import { sayList } from '../text/say-list.ts'

/** Nodes that are alike: of one role and release, at the same levels. */
export interface Present {
  readonly role: string
  readonly release: Release
  /** Where the levels stand that each node is configured with. */
  readonly own: Levels
  /** How many there are that are up. Where only so much matters, a larger number may be given as a smaller one. */
  readonly count: number
  readonly isFallback: boolean
  readonly host: string | null
  /** Where they are in the space of a problem; null where they were taken from somewhere else. */
  readonly where: Where | null
}

/** A place of a class, for what is remembered of who met whom. */
export interface Where {
  readonly axis: number
  readonly place: number
  /** How far each part is along its way. */
  readonly at: readonly number[]
  /** Whether the class has one member only. */
  readonly isOne: boolean
}

export interface View {
  readonly scenario: Scenario
  readonly nodes: readonly Present[]
  /** Where the levels of the cluster stand. */
  readonly levels: Levels
  readonly operations: Readonly<Record<string, string>>
  /** The forms of data that were written so far. */
  readonly written: ReadonlySet<string>
  /** How many nodes of which roles are down while they are upgraded. */
  readonly down: readonly {
    readonly role: string
    readonly isFallback: boolean
    readonly host: string | null
    readonly count: number
    /** Whether these stand for more, so that their number is not one of the cluster. */
    readonly isSample: boolean
  }[]
  /** What dialers remember of refusals, see `remembered-offers.ts`. */
  readonly memory: ReadonlySet<string>
  /** The place at which a process has just started and remembers nothing; null where every one has met the others. */
  readonly fresh: Omit<Where, 'isOne'> | null
}

/** Such as `client ZODB-3.2`. */
export const sayNode = ({ role, release }: Pick<Present, 'role' | 'release'>) => `${role} ${release.name}`

/** Such as ` while one of server is down`; nothing where nobody is. */
export function whileDown({ scenario, down }: View): string {
  if (down.length === 0) return ''
  const number = down.reduce((sum, { count }) => sum + count, 0)
  const names = scenario.roles.flatMap(({ name }) => {
    const own = down.filter(({ role }) => role === name)
    const count = own.reduce((sum, each) => sum + each.count, 0)
    const few = count === 1 ? 'one' : own.some(({ isSample }) => isSample) ? 'many' : count
    return count === 0 ? [] : [`${few} of ${name}`]
  })
  return ` while ${sayList(names)} ${number === 1 ? 'is' : 'are'} down`
}
