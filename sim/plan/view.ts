/** A mixed state as the rules of the planner see it: what is there, and how many of it. */
import type { Levels } from '../cluster.ts'
import type { Release, Scenario } from '../scenario/model.ts'

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
}

export interface View {
  readonly scenario: Scenario
  readonly nodes: readonly Present[]
  /** Where the levels of the cluster stand. */
  readonly levels: Levels
  readonly operations: Readonly<Record<string, string>>
  /** The forms of data that were written so far. */
  readonly written: ReadonlySet<string>
  /** The role of a node that is down while it is upgraded; null between steps. */
  readonly down: string | null
}

/** Such as `client ZODB-3.2`. */
export const sayNode = ({ role, release }: Pick<Present, 'role' | 'release'>) => `${role} ${release.name}`
