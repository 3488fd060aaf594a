/** What a plan has proven, and what it has not, because a limit was met or what was found did not hold. */

import type { FoundWay } from './find-way.ts'
import type { Limits, Rollback } from './model.ts'
import { sayRepeats } from './proven.ts'
import type { Counts } from './search/solve.ts'
import type { Limit } from './space/effort.ts'

/** What was proven of a plan, and what was not. */
export function limitsOf(
  { straight, followed, route, walked, confirmed, isInexact, isWay }: FoundWay,
  counts: Counts,
  isBlameKnown: boolean,
  rollback: Rollback,
): Limits {
  const { explored } = straight
  const proven: string[] = []
  const notProven: string[] = []
  const put = (isProven: boolean, what: string) => (isProven ? proven : notProven).push(what)
  put(
    explored.limit === null,
    `which of the mixed states that straight orders pass are safe, every connection under every delivery order${sayRepeats(straight.problem.scenario)}${explored.limit === null ? '' : sayMet(explored.limit)}`,
  )
  put(counts.safe !== null, 'how many straight orders are safe')
  if (isInexact)
    notProven.push(
      'that no other order is safe: what one node remembers is taken for what all may that are like it',
    )
  if (walked !== null) {
    const [fault] = walked.faults
    const why = fault === undefined ? '' : `: ${fault.reason} (${fault.rule})`
    put(
      fault === undefined && !walked.isCut,
      `the order that is best, at every moment of every wave at its pace${why}`,
    )
  }
  proven.push(...confirmed.proven)
  notProven.push(...confirmed.doubts.map((doubt) => `that the order holds which is best: ${doubt}`))
  if (route !== null) {
    if (route.phases === null)
      put(route.isProven && !isInexact, 'that no way through the known releases is safe')
    else {
      put(followed.verdict === 'safe', 'that the route is safe')
      put(route.isShortest, 'that no route has fewer steps')
    }
  }
  if (isWay && followed.explored.limit !== null) notProven.push('that no order falls into fewer waves')
  if (!isBlameKnown) notProven.push('which rules are to blame')
  const lost = rollback.ways.find(({ isCut }) => isCut)
  if (lost !== undefined)
    notProven.push(`whether there is a way back from wave ${lost.after} or a later one: a limit was met`)
  return {
    states: explored.nodes.length + (followed === straight ? 0 : followed.explored.nodes.length),
    proven,
    notProven,
  }
}

const met: Readonly<Record<keyof Limit, string>> = {
  states: 'there are more of them than may be met',
  steps: 'more steps lead from one to another than may be looked at',
  bytes: 'there is no room for more of them',
}

/** Which limit was met, and what could be done. */
const sayMet = (limit: keyof Limit): string => `; ${met[limit]}, which --limit allows`
