import { headcountOf } from '#sim/scenario/headcount.ts'
import type { Scenario } from '#sim/scenario/model.ts'
import { sayCount, sayList } from '#sim/text/say-list.ts'
import { sayNumber } from '#sim/text/say-number.ts'

/** What a scenario is made of, in a line: `3 × gateway, 2 × store, 5 steps`. */
export function sayCluster({ roles, nodes, upgrade }: Scenario): string {
  const members = roles.map(({ name }) => `${sayNumber(String(headcountOf(nodes, name)))} × ${name}`)
  const { length } = upgrade.steps
  return sayList([...members, length === 0 ? 'no upgrade' : sayCount(length, 'step')])
}
